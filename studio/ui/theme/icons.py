# SPDX-License-Identifier: GPL-3.0-or-later
"""Icons of one family: Phosphor, through QtAwesome."""

from __future__ import annotations

import os
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

os.environ.setdefault("QT_API", "pyside6")


def icon(name: str, color: QColor, disabled: QColor | None = None) -> QIcon:
    """The Phosphor icon *name* (without its "ph." prefix) in *color*."""
    import qtawesome

    made: QIcon = qtawesome.icon(f"ph.{name}", color=color, color_disabled=disabled or color)
    return made


def paint_icon(painter: QPainter, name: str, color: QColor, corner: QPointF, side: int) -> None:
    """Paint the icon *name* in *color*, *side* px large. Quicker than an icon's own way, for what is painted often."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(corner, _picture(name, color.rgba(), side, ratio))


@lru_cache(maxsize=256)
def _picture(name: str, rgba: int, side: int, ratio: float) -> QPixmap:
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    icon(name, QColor.fromRgba(rgba)).paint(painter, QRect(0, 0, side, side))
    painter.end()
    return made
