# SPDX-License-Identifier: GPL-3.0-or-later
"""Stock voices, and the space that they span."""
