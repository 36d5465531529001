# SPDX-License-Identifier: GPL-3.0-or-later
"""The transcript's panel: reading, writing, and the heard word."""

from studio.ui.manuscript.panel import ManuscriptPanel

__all__ = ["ManuscriptPanel"]
