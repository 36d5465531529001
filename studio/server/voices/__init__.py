# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices, blends, clips and pronunciation dictionaries: routes and stores."""
