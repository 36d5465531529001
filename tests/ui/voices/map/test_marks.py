# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks on the map: names never touch, those of large lists are bounded, colours can be read."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from studio.app.voices.voice_map import load_voice_map
from studio.ui.theme import Theme
from studio.ui.voices.map.marks import Mark, label_ink, labelled, paint_marks, places_of
from studio.ui.voices.map.sight import Sight

pytestmark = pytest.mark.display

MAP = load_voice_map()
SIGHT = Sight.of_all(QSizeF(*MAP.size), MAP.size)


def mark(number: int, place: tuple[float, float], own: bool = False, off: bool = False) -> Mark:
    return Mark(f"v{number}", f"Voice {number}", place, "#2F6F92", "female", own, off)


STOCK = [mark(number, place) for number, place in enumerate(MAP.stock.values())]


def rooms(marks: list[Mark], kept_free: tuple[QRectF, ...] = ()) -> list[QRectF]:
    found = labelled(marks, SIGHT.all_seen(places_of(marks)), QSizeF(*MAP.size), kept_free)
    return [label.room for label in found]


def test_names_touch_neither_each_other_nor_a_mark(app: QApplication) -> None:
    found = rooms(STOCK)
    assert len(found) > 45
    assert not any(one.intersects(other) for one, other in combinations(found, 2))
    points = [SIGHT.seen(each.place) for each in STOCK]
    assert not any(room.contains(point) for room in found for point in points)


def test_names_leave_room_for_what_is_kept_free(app: QApplication) -> None:
    free = QRectF(300, 100, 400, 300)
    assert not any(room.intersects(free) for room in rooms(STOCK, (free,)))


def test_voices_that_are_left_out_have_no_name(app: QApplication) -> None:
    assert rooms([mark(1, (200.0, 200.0), off=True)]) == []


def test_of_ten_thousand_voices_some_hundreds_are_named(app: QApplication) -> None:
    numbers = np.random.default_rng(1)
    many = [
        mark(number, (x, y)) for number, (x, y) in enumerate(numbers.uniform((0, 0), MAP.size, (10_000, 2)).tolist())
    ]
    assert len(rooms(many)) <= 400


def painted(each: Mark) -> QColor:
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_marks(painter, [each], places_of([each]), QSizeF(60, 60))
    painter.end()
    return image.pixelColor(30, 30)


def test_a_stock_voice_is_filled_and_an_own_one_a_ring(app: QApplication) -> None:
    assert painted(mark(1, (30.0, 30.0))).name() == "#2f6f92"
    assert painted(mark(1, (30.0, 30.0), own=True)).alpha() == 0
    assert painted(mark(1, (30.0, 30.0), off=True)).alpha() == 0


def test_names_can_be_read_on_the_panel(theme: Theme) -> None:
    def light(color: QColor) -> float:
        parts = (color.redF(), color.greenF(), color.blueF())
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for scheme in ("light", "dark"):
        theme.use(scheme)
        ink, ground = sorted((light(label_ink(theme)), light(theme.color("panel"))), reverse=True)
        assert (ink + 0.05) / (ground + 0.05) >= 5.9
