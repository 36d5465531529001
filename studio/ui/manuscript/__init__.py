# SPDX-License-Identifier: GPL-3.0-or-later
"""The transcript: reading and writing it, and seeing what is heard."""

from studio.ui.manuscript.panel import ManuscriptPanel

__all__ = ["ManuscriptPanel"]
