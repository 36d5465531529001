# SPDX-License-Identifier: GPL-3.0-or-later
"""The three columns above the transport, of which the ones at the sides fold and are resized."""

from studio.ui.columns.panel import Columns

__all__ = ["Columns"]
