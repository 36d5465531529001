# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of the text: layout of paragraphs and headings, chips in the line, and what is painted under the letters."""
