# SPDX-License-Identifier: GPL-3.0-or-later
"""Books and texts of other programs, read into paragraphs: a module for each kind of file, and their table."""
