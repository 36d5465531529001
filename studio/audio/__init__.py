# SPDX-License-Identifier: GPL-3.0-or-later
"""Playing: player, position heard now, output devices and levels."""
