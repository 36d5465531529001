# SPDX-License-Identifier: GPL-3.0-or-later
"""What the manuscript's editor is measured by."""
