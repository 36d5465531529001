# SPDX-License-Identifier: GPL-3.0-or-later
"""The routes that speak: bytes, events, socket, infill."""
