# SPDX-License-Identifier: GPL-3.0-or-later
"""How the list of takes looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from studio.ui.manuscript.takes.take_painter import TakeRow
from studio.ui.manuscript.takes.takes import TOP, TakesList, TakesView
from studio.ui.theme import Theme
from tests.support.pointing import move_pointer
from tests.ui.conftest import Pump

pytestmark = pytest.mark.display

ROW = TakeRow("a", "Take 1", bars=(1.0,) * 50, hue="#23786E")


@pytest.fixture
def shown(theme: Theme, show: Callable[..., None]) -> TakesList:
    around = QWidget()
    made = TakesList(theme, around)
    made.setGeometry(0, 0, 616, 200)
    show(around, 640, 300)
    return made


def picture(shown: TakesList, row: TakeRow) -> QImage:
    shown.show_view(TakesView("p", (row, TakeRow("z", "Take 0"))))
    return shown.grab().toImage()


def colors(image: QImage, left: int, right: int) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(left, right) for y in range(TOP + 6, TOP + 34)}


def test_the_wave_is_in_its_voices_hue_and_amber_as_far_as_it_was_heard(shown: TakesList, theme: Theme) -> None:
    hue, amber, idle = (
        QColor(each).name() for each in (theme.hue(ROW.hue), theme.color("accent_line"), theme.color("idle_wave"))
    )
    assert hue in colors(picture(shown, ROW), 128, 278)
    assert amber not in colors(picture(shown, ROW), 128, 278)
    half = picture(shown, replace(ROW, heard=0.5))
    assert amber in colors(half, 128, 200)
    assert hue not in colors(half, 128, 195)
    assert hue in colors(half, 206, 278)
    assert idle in colors(picture(shown, replace(ROW, hue="")), 128, 278)


def test_stars_and_locks_that_are_not_set_are_seen_under_the_pointer_alone(shown: TakesList, pump: Pump) -> None:
    def inked(image: QImage) -> bool:
        return len(colors(image, 616 - 94, 616 - 38)) > 1

    shown.clearFocus()
    assert not inked(picture(shown, ROW))
    assert inked(picture(shown, replace(ROW, starred=True)))
    assert inked(picture(shown, replace(ROW, locked=True)))
    shown.show_view(TakesView("p", (ROW,)))
    move_pointer(shown, QPoint(300, TOP + 20))
    pump(lambda: inked(shown.grab().toImage()))
