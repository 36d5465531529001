# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice browser."""

from studio.ui.voices.panel import VoicesPanel

__all__ = ["VoicesPanel"]
