# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of a paragraph's takes, which opens below its text."""
