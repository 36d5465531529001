# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of working at a project."""
