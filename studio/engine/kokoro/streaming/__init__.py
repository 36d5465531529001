# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of the generator over slices of a unit: where they are cut, when they run, and the sums they hand on."""
