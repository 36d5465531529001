# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize

from studio.ui.widgets.popover_place import place_beside

WINDOW = QRect(0, 0, 400, 300)
SIZE = QSize(100, 80)


def test_it_goes_eight_pixels_from_its_anchor_on_the_best_side_that_has_room() -> None:
    anchor = QRect(50, 40, 60, 20)
    assert place_beside(SIZE, anchor, WINDOW) == QPoint(50, 68)
    assert place_beside(SIZE, anchor, WINDOW, align="middle") == QPoint(30, 68)
    assert place_beside(SIZE, anchor.translated(100, 0), WINDOW, align="end") == QPoint(110, 68)
    assert place_beside(SIZE, anchor, WINDOW, sides=("right",)) == QPoint(118, 40)
    assert place_beside(SIZE, QRect(50, 250, 60, 20), WINDOW) == QPoint(50, 162), "above, as below is no room"


def test_it_stays_within_the_window() -> None:
    assert place_beside(SIZE, QRect(390, 40, 8, 20), WINDOW) == QPoint(292, 68)
    assert place_beside(SIZE, QRect(0, 40, 8, 20), WINDOW, align="end") == QPoint(8, 68)


def test_it_covers_neither_its_anchor_nor_what_it_is_about() -> None:
    anchor, word = QRect(50, 40, 60, 20), QRect(40, 64, 80, 30)
    place = QRect(place_beside(SIZE, anchor, WINDOW, [word]), SIZE)
    assert not place.intersects(anchor)
    assert not place.intersects(word)


def test_where_nothing_is_free_it_covers_least() -> None:
    anchor = QRect(100, 100, 200, 100)
    at = QRect(place_beside(QSize(200, 150), anchor, QRect(0, 0, 400, 300), sides=("below",)), QSize(200, 150))
    assert QRect(8, 8, 384, 284).contains(at)
    covered = at.intersected(anchor)
    assert covered.width() * covered.height() <= 200 * 58
