# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of voices and speakers: designing, browsing, files, presets, the map, voices from recordings."""
