# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import time
from functools import partial

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget

from studio.ui.voices.map.sight import Sight
from studio.ui.voices.map.still import Same, Slice, Still, StillPainter
from tests.ui.conftest import Pump

pytestmark = pytest.mark.display

SIGHT = Sight.of_all(QSizeF(100, 100), (100, 100))


def still(of: str) -> Still:
    picture = QPixmap(100, 10)
    picture.fill(QColor("black"))
    return Still(picture, (of,), SIGHT, QColor("white"), QColor("black"))


def columns(count: int, color: str = "white") -> list[Slice]:
    """Slices that paint one column of pixels each, and take a while."""

    def paint(x: int, painter: QPainter) -> None:
        painter.fillRect(x, 0, 1, 10, QColor(color))
        begun_s = time.thread_time()
        while time.thread_time() < begun_s + 0.002:
            pass

    return [partial(paint, x) for x in range(count)]


def painted(shown: Still | None) -> int:
    assert shown is not None
    image = shown.picture.toImage()
    return sum(image.pixelColor(x, 5) != QColor("black") for x in range(100))


def test_all_at_once_it_is_whole_at_once(holder: QWidget) -> None:
    painter = StillPainter(holder)
    assert painter.shown is None
    painter.begin(still("one"), columns(5), at_once=True)
    assert (painter.whole, painter.of, painted(painter.shown)) == (True, ("one",), 5)


def test_in_slices_the_last_one_is_shown_until_the_next_is_whole(holder: QWidget, pump: Pump) -> None:
    painter = StillPainter(holder)
    painter.begin(still("one"), columns(5), at_once=True)
    before = painter.shown
    finished = QSignalSpy(painter.finished)
    painter.begin(still("two"), columns(40), at_once=False)
    assert painter.shown is before
    assert (painter.whole, painter.of) == (False, ("two",))
    pump(lambda: finished.count())
    assert (painter.whole, painted(painter.shown)) == (True, 40)
    assert finished.count() == 1


def test_what_is_begun_later_takes_the_place_of_what_was_not_whole_yet(holder: QWidget, pump: Pump) -> None:
    painter = StillPainter(holder)
    painter.begin(still("one"), columns(40), at_once=False)
    assert painter.shown is not None
    painter.begin(still("two"), columns(3, "red"), at_once=False)
    pump(lambda: painter.whole)
    assert (painter.of, painted(painter.shown)) == (("two",), 3)


def test_marks_are_the_same_as_themselves_alone() -> None:
    marks = (1, 2)
    assert Same(marks) == Same(marks)
    assert Same(marks) != Same((*marks,)[:1] + marks[1:])
