# SPDX-License-Identifier: GPL-3.0-or-later
"""The card of a voice: beside its mark, within the map, with what can be done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget

from studio.core.voices import Voice
from studio.ui.theme import Theme
from studio.ui.voices.map.card import MapCard
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display

HEART = Voice("v-heart", "Heart", "en-US", "female", "warm, unhurried")
SPOTS = [QPointF(20, 20), QPointF(400, 200), QPointF(780, 380), QPointF(790, 10)]


def mark(at: QPointF) -> QRectF:
    return QRectF(at.x() - 12, at.y() - 12, 24, 24)


@pytest.mark.parametrize("at", SPOTS, ids=["corner", "middle", "end", "other corner"])
def test_it_lies_within_the_map_and_not_over_its_mark(theme: Theme, show: Show, at: QPointF) -> None:
    window = QWidget()
    show(window, 800, 400)
    card = MapCard(theme, window)
    card.show_voice(HEART, mark(at), "")
    inner = QRectF(card.geometry()).adjusted(10, 10, -10, -10)
    assert QRectF(window.rect()).contains(inner)
    assert not inner.intersects(mark(at).adjusted(4, 4, -4, -4))


def test_it_plays_and_adds_its_voice(theme: Theme, show: Show) -> None:
    window = QWidget()
    card = MapCard(theme, window)
    show(window, 800, 400)
    card.show_voice(HEART, mark(SPOTS[1]), "")
    heard, added = QSignalSpy(card.listen_requested), QSignalSpy(card.add_requested)
    QTest.mouseClick(card.listen, Qt.MouseButton.LeftButton)
    QTest.mouseClick(card.add, Qt.MouseButton.LeftButton)
    assert (heard.at(0), added.at(0)) == (["v-heart"], ["v-heart"])
    card.show_voice(HEART, mark(SPOTS[1]), "A mix holds at most 16 voices.")
    assert not card.add.isEnabled()
    assert card.add.toolTip() == "A mix holds at most 16 voices."


def test_it_goes_when_the_pointer_has_left_both(theme: Theme, show: Show, pump: Pump) -> None:
    window = QWidget()
    card = MapCard(theme, window)
    show(window, 800, 400)
    QCursor.setPos(window.mapToGlobal(QPoint(5, 395)))
    card.show_voice(HEART, mark(SPOTS[1]), "")
    card.go()
    pump(lambda: not card.isVisible())
