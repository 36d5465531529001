# SPDX-License-Identifier: GPL-3.0-or-later
"""What is beside the text grows with its letters, and is worked there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget

from studio.core.marks import Mark
from studio.ui.manuscript.lines.chips import CHIP_HEIGHT, ChipPainter
from studio.ui.manuscript.lines.scale import pixel_ratio, scale_of
from studio.ui.manuscript.takes.take_painter import TakeRow
from studio.ui.manuscript.takes.takes import TakesList, TakesView
from studio.ui.theme import Theme
from tests.ui.conftest import InWindow, Open, Show

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton
PAUSE = Mark("pause", 3, 3, "0.5")


@pytest.mark.parametrize(("px", "scale"), [(12, 1.0), (16, 1.0), (20, 1.25), (28, 1.75)])
def test_small_text_leaves_the_rest_readable(px: int, scale: float) -> None:
    assert scale_of(px) == scale


def test_pictures_are_made_for_the_pixels_that_they_are_drawn_with(app: QApplication) -> None:
    image = QImage(10, 10, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2.0)
    painter = QPainter(image)
    painter.scale(1.5, 1.5)
    assert pixel_ratio(painter) == 3.0
    painter.end()


def test_a_chip_is_as_much_wider_and_higher(theme: Theme) -> None:
    chips = ChipPainter(theme)

    def drawn() -> QRectF:
        image = QImage(300, 100, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        chips.paint(painter, QRectF(0, 0, chips.width(PAUSE), 100), PAUSE)
        painter.end()
        rows = [y for y in range(100) if any(image.pixelColor(x, y).alpha() for x in range(300))]
        columns = [x for x in range(300) if any(image.pixelColor(x, y).alpha() for y in range(100))]
        return QRectF(columns[0], rows[0], len(columns), len(rows))

    usual, width = drawn(), chips.width(PAUSE)
    assert usual.height() == pytest.approx(CHIP_HEIGHT, abs=1)
    chips.use_scale(1.5)
    assert chips.width(PAUSE) == width * 1.5
    assert drawn().height() == pytest.approx(usual.height() * 1.5, abs=1.5)
    assert drawn().width() == pytest.approx(usual.width() * 1.5, abs=2)
    assert drawn().center().y() == pytest.approx(50, abs=1)


def test_a_list_of_takes_is_pressed_where_it_is_drawn(theme: Theme, show: Show) -> None:
    around = QWidget()
    takes = TakesList(theme, around)
    takes.show_view(TakesView("p", (TakeRow("one", "Take 1", used=True), TakeRow("two", "Take 2"))))
    high = takes.high
    takes.use_scale(1.5)
    assert takes.high == round(high * 1.5)
    show(around, 1000, takes.high)
    takes.setGeometry(around.rect())
    takes.show()
    asked = QSignalSpy(takes.asked)
    spot = next(spot for spot in takes.spots() if (spot.what, spot.row) == ("star", 1))
    assert spot.area.right() * 1.5 < takes.width()
    QTest.mouseClick(takes, LEFT, pos=(spot.area.center() * 1.5).toPoint())
    assert asked.at(0)[:2] == ["star", "two"]


def test_margin_and_text_share_the_width_and_the_margin_is_pressed_where_it_is_drawn(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        editor = it.window.manuscript.editor
        margin = editor.margin
        it.studio.editing.replace_text("One two three.\nFour five six.")
        await it.until(lambda: editor.text.startswith("One"), "shown")
        await it.settled()
        usual, place = (margin.width(), margin.play_area(1)), margin.pos()
        it.studio.preferences.change(text_px=24)
        await it.settled()
        assert margin.scale == 1.5
        assert usual[0] < margin.width() <= usual[0] * 1.5 + 30
        assert margin.geometry().right() <= editor.viewport().geometry().left()
        await it.until(lambda: margin.play_area(1).width() == usual[1].width() * 1.5, "the margin has followed")
        asked = QSignalSpy(margin.play_requested)
        QTest.mouseClick(margin, LEFT, pos=margin.play_area(1).center().toPoint())
        assert asked.at(0)[0] == 1
        it.studio.hearing.stop()
        it.studio.preferences.change(text_px=16)
        await it.until(lambda: margin.play_area(1) == usual[1], "as before")
        assert margin.width() == usual[0]
        assert margin.pos() == place

    in_window(body)
