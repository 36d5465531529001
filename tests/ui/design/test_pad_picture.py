# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from studio.app.design.blend_pad import corners
from studio.ui.design.pad_picture import ground

pytestmark = pytest.mark.display

HUES = [QColor("#ff0000"), QColor("#00ff00"), QColor("#0000ff"), QColor("#ffff00")]
SIZE = QSizeF(200, 100)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_each_corner_has_its_hue_and_the_middle_all_of_them(app: QApplication, count: int) -> None:
    places = [QPointF(10 + 180 * x, 10 + 80 * y) for x, y in corners(count)]
    picture = ground(HUES[:count], places, SIZE, 2.0, "light").toImage()
    assert (picture.width(), picture.height()) == (400, 200)
    middle = sum(places, QPointF()) / count
    for hue, place in zip(HUES, places, strict=False):
        near = place + (middle - place) * 0.06
        colour = picture.pixelColor((near * 2).toPoint())
        assert colour.alpha() > 100
        assert (colour.hue() - hue.hue()) % 360 > 340 or (colour.hue() - hue.hue()) % 360 < 20
    assert picture.pixelColor((middle * 2).toPoint()).alpha() > 100
    assert picture.pixelColor(2, 2).alpha() == 0
