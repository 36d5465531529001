# SPDX-License-Identifier: GPL-3.0-or-later
"""Prototypes of the manuscript's coming view, and what they are measured by."""
