# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of cards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QStandardItem
from PySide6.QtWidgets import QStyle

from studio.ui.theme import Theme
from studio.ui.widgets.plain_list import PlainDelegate, PlainList, paint_card
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display

NONE, OVER, KEYBOARD = QStyle.StateFlag.State_None, QStyle.StateFlag.State_MouseOver, QStyle.StateFlag.State_HasFocus


class Rows(PlainList):
    def __init__(self, theme: Theme, texts: tuple[str, ...]) -> None:
        super().__init__(theme, "Rows")
        self.painted: list[str] = []
        self.setItemDelegate(Painted(theme, self, 30))
        for text in texts:
            self._rows.appendRow(QStandardItem(text))


class Painted(PlainDelegate):
    def paint_row(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        assert isinstance(view, Rows)
        view.painted.append(str(index.data()))
        painter.setOpacity(0.5)


def card(theme: Theme, state: QStyle.StateFlag, chosen: bool = False, shadow: bool = True) -> QImage:
    image = QImage(100, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_card(painter, theme, QRectF(4, 4, 92, 30), state, chosen, shadow=shadow)
    painter.end()
    return image


def test_rows_are_below_each_other_in_their_height_and_painted_anew_in_another_theme(
    theme: Theme, show: Show, pump: Pump
) -> None:
    rows = Rows(theme, ("one", "two"))
    show(rows, 200, 100)
    pump(lambda: rows.painted[-2:] == ["one", "two"])
    assert [rows.visualRect(rows.model().index(row, 0)).height() for row in range(2)] == [30, 30]
    rows.painted.clear()
    theme.changed.emit()
    pump(lambda: rows.painted[-2:] == ["one", "two"])


@pytest.mark.parametrize(
    ("state", "chosen", "color"),
    [(NONE, True, "row_selected"), (OVER, True, "row_selected"), (OVER, False, "row_hover")],
)
def test_a_card_is_chosen_or_pointed_at(theme: Theme, state: QStyle.StateFlag, chosen: bool, color: str) -> None:
    assert card(theme, state, chosen).pixelColor(QPoint(50, 20)).name() == theme.color(color).name()


def test_a_ring_is_around_the_card_with_the_keyboard_and_nothing_at_any_other(theme: Theme) -> None:
    assert card(theme, NONE).pixelColor(QPoint(50, 20)).alpha() == 0
    ringed = card(theme, KEYBOARD)
    assert ringed.pixelColor(QPoint(50, 5)).name() == theme.color("accent_line").name()
    assert ringed.pixelColor(QPoint(50, 20)).alpha() == 0
    assert card(theme, NONE, True) != card(theme, NONE, True, shadow=False)
