# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication

from studio.ui.theme import icon, paint_icon
from tests.support.faults import none_allowed

pytestmark = pytest.mark.display


def ink(drawn: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    """The colours of what is drawn full."""
    image = drawn.pixmap(QSize(96, 96), 1.0, mode).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in colors if color.alpha() == 255}


def test_an_icon_has_its_colour_and_another_where_it_is_disabled(app: QApplication) -> None:
    drawn = icon("play", QColor("#ff0000"), QColor("#00ff00"))
    assert ink(drawn) == {"#ff0000"}
    assert ink(drawn, QIcon.Mode.Disabled) == {"#00ff00"}
    assert ink(icon("play", QColor("#ff0000")), QIcon.Mode.Disabled) == {"#ff0000"}


def test_every_icon_that_the_window_names_is_one_of_the_family(app: QApplication) -> None:
    sources = [path.read_text("utf-8") for path in Path(icon.__code__.co_filename).parents[1].rglob("*.py")]
    named = {name for source in sources for name in re.findall(r'\bicon\("([a-z-]+)"', source)}
    assert "caret-down" in named
    with none_allowed():
        for name in named:
            assert ink(icon(name, QColor("#123456"))) == {"#123456"}, name


@pytest.mark.parametrize("side", [11, 26])
def test_an_icon_painted_often_looks_as_in_its_own_way(app: QApplication, side: int) -> None:
    def painted(quickly: bool) -> QImage:
        image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        if quickly:
            paint_icon(painter, "star", QColor("#8A5300"), QPointF(3, 4), side)
        else:
            icon("star", QColor("#8A5300")).paint(painter, QRect(3, 4, side, side))
        painter.end()
        return image

    assert painted(True) == painted(False)
    assert painted(True).pixelColor(39, 39).alpha() == 0
