# SPDX-License-Identifier: GPL-3.0-or-later
"""The command palette: all that can be done, found by a few letters."""
