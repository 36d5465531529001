# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of the dictionaries: words that are said otherwise, in this project and always."""
