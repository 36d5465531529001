# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of importing: the chapters of a book to choose from, and what is cleaned."""
