# SPDX-License-Identifier: GPL-3.0-or-later
"""The margin left of the text: who reads each paragraph, its state, and the choice of its speaker."""
