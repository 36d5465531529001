# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that turn written forms into words."""
