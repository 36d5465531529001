# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes: planning, filling and rendering them, their levels, and their order and times in the transcript."""
