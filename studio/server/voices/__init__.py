# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices, blends and dictionaries: routes and stores."""
