# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound out: player, what is being heard now, devices, levels and waveform overviews."""
