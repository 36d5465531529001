# SPDX-License-Identifier: GPL-3.0-or-later
"""A voice's avatar: a soft blob in its hue, with its initial."""

from __future__ import annotations

import hashlib
import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPixmap

from studio.core.hues import hue_of
from studio.ui.theme.fonts import font

_STEPS_PX = 1.5


def _blob(centre: QPointF, radius: float, seed: bytes, turn: float) -> QPainterPath:
    lobes = 5 + seed[1] % 4
    depth = 0.035 + 0.03 * seed[2] / 255
    phase = seed[3] / 255 * math.tau + turn
    # Corners that far apart are not seen.
    steps = round(math.tau * radius / _STEPS_PX)
    path = QPainterPath()
    for step in range(steps + 1):
        angle = math.tau * step / steps
        swing = depth * math.cos(lobes * angle + phase) + depth * 0.6 * math.cos(2 * angle + phase * 1.7)
        reach = radius * (0.93 + swing)
        point = centre + QPointF(reach * math.cos(angle), reach * math.sin(angle))
        if step:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return path


@lru_cache(maxsize=512)
def avatar(voice_id: str, name: str, size_px: int, ratio: float, faded: bool = False, hue: str = "") -> QPixmap:
    """A square picture of *size_px* logical pixels for a screen of device pixel *ratio*.

    Args:
        voice_id: Id of the voice or speaker, which decides its shape.
        faded: Whether it is shown at 40 %.
        hue: Colour "#rrggbb"; "" for that of the id.
    """
    seed = hashlib.sha256(voice_id.encode()).digest()
    pixmap = QPixmap(round(size_px * ratio), round(size_px * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if faded:
        painter.setOpacity(0.4)
    color = QColor(hue or hue_of(voice_id))
    centre = QPointF(size_px / 2, size_px / 2)
    halo = QColor(color)
    halo.setAlphaF(0.25)
    painter.setBrush(halo)
    painter.drawPath(_blob(centre, size_px * 0.5, seed, 0.9))
    shade = QLinearGradient(0, 0, 0, size_px)
    shade.setColorAt(0.0, color.lighter(112))
    shade.setColorAt(1.0, color.darker(106))
    painter.setBrush(shade)
    painter.drawPath(_blob(centre, size_px * 0.46, seed, 0.0))
    painter.setPen(QColor("#FFFFFF"))
    painter.setFont(font(max(8, round(size_px * 0.42)), 600))
    painter.drawText(QRectF(0, 0, size_px, size_px), Qt.AlignmentFlag.AlignCenter, name[:1].upper() or "?")
    painter.end()
    return pixmap
