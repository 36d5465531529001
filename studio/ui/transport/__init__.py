# SPDX-License-Identifier: GPL-3.0-or-later
"""The transport: time, buttons, waveform, volume, device, export; below it the status bar."""

from studio.ui.transport.panel import TransportPanel
from studio.ui.transport.status import Cancel, StatusBar, StatusView

__all__ = ["Cancel", "StatusBar", "StatusView", "TransportPanel"]
