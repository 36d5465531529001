# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of voices: all of them by likeness, and the design as a point among them."""
