# SPDX-License-Identifier: GPL-3.0-or-later
"""How large what stands beside the text is drawn: chips, margin and takes grow with the letters.

Beside smaller text they stay as they are, since none of their letters may be smaller than 11 px.
"""

from __future__ import annotations

from PySide6.QtGui import QPainter

TEXT_PX = 16
"""Usual size of the text's letters, beside which all is drawn as designed."""


def scale_of(text_px: int) -> float:
    """The factor beside text of that size."""
    return max(1.0, text_px / TEXT_PX)


def pixel_ratio(painter: QPainter) -> float:
    """Device pixels for a pixel of *painter*, with how it is scaled; for pictures that are made to be drawn sharply."""
    return painter.device().devicePixelRatioF() * painter.worldTransform().m11()
