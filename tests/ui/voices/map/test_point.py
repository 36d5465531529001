# SPDX-License-Identifier: GPL-3.0-or-later
"""The point of the design: where it can be taken, and that it is drawn with its lines and ghost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.theme import Theme
from studio.ui.voices.map.point import Ghost, grabs, paint_ghost, paint_lines, paint_point

pytestmark = pytest.mark.display


def test_a_press_near_the_point_takes_it() -> None:
    assert grabs(QPointF(110, 100), QPointF(100, 100))
    assert not grabs(QPointF(130, 100), QPointF(100, 100))


def test_point_lines_and_ghost_are_drawn_where_they_are(theme: Theme) -> None:
    image = QImage(200, 100, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    point, other, ghost = QPointF(100, 50), QPointF(180, 50), QPointF(20, 50)
    paint_lines(painter, point, [(other, 1.0)], QColor("black"))
    paint_ghost(painter, Ghost("A", (20.0, 50.0)), ghost, point, theme)
    paint_point(painter, point, theme, ring=True)
    painter.end()
    assert image.pixelColor(100, 50) == theme.color("accent")
    assert image.pixelColor(150, 50).alpha() > 100
    assert image.pixelColor(20, 43).alpha() > 0
    assert image.pixelColor(190, 90).alpha() == 0
