# SPDX-License-Identifier: GPL-3.0-or-later
"""Speakers found in a text: names before lines, screenplays, and quotations that the prose attributes."""
