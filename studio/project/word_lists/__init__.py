# SPDX-License-Identifier: GPL-3.0-or-later
"""Dictionaries as files of other programs: the table of kinds, and a module for each."""
