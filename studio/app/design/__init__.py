# SPDX-License-Identifier: GPL-3.0-or-later
"""Voice designs as values: changes, who reads in which, likeness, and the ways to choose weights."""
