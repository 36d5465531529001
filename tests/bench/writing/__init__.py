# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the window's thread is held while a book is written in."""
