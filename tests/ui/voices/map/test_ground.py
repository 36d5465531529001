# SPDX-License-Identifier: GPL-3.0-or-later
"""The map's ground: territories are tinted where voices are, and words stand where directions mean something."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from studio.app.voices.voice_map import load_voice_map
from studio.ui.voices.map.ground import Ground
from studio.ui.voices.map.sight import Sight

pytestmark = pytest.mark.display

MAP = load_voice_map()
SEEN = QRectF(0, 0, *MAP.size)
SIGHT = Sight.of_all(QSizeF(*MAP.size), MAP.size)
HUES = {group.name: "#ff0000" for group in MAP.groups}


def ground(off: frozenset[str] = frozenset()) -> QImage:
    image = QImage(QSizeF(*MAP.size).toSize(), QImage.Format.Format_ARGB32)
    image.fill(QColor("#161513"))
    painter = QPainter(image)
    for paint in Ground(MAP).slices(SIGHT, SEEN, HUES, off, "dark"):
        paint(painter)
    painter.end()
    return image


def test_a_territory_is_tinted_until_its_group_is_left_out(app: QApplication) -> None:
    whole, without = ground(), ground(frozenset(HUES))
    tinted = 0
    for x, y in MAP.stock.values():
        at = QPointF(x, y).toPoint()
        tinted += whole.pixelColor(at).red() > without.pixelColor(at).red()
    assert tinted == len(MAP.stock)
    assert whole.pixelColor(2, 2) == without.pixelColor(2, 2)


def words(voice_map_words: tuple[str, ...]) -> list[QRectF]:
    image = QImage(100, 100, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    made = Ground(replace(MAP, up=voice_map_words)).paint_words(painter, SIGHT, SEEN, QColor("white"))
    painter.end()
    return made


def test_directions_are_named_within_the_view_where_they_mean_something(app: QApplication) -> None:
    rooms = words(MAP.up)
    assert len(rooms) == 4
    assert all(SEEN.contains(room) for room in rooms)
    assert len(words(())) == 2
