# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of speakers that the text names."""
