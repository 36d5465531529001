# SPDX-License-Identifier: GPL-3.0-or-later
"""Saying a word otherwise: the popover under the word, and its presenter."""
