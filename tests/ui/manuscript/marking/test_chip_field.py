# SPDX-License-Identifier: GPL-3.0-or-later
"""The field in which a chip's figure is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget

from studio.core.marks import Mark
from studio.ui.manuscript.marking.chip_field import ChipField
from studio.ui.theme import Theme

pytestmark = pytest.mark.display


@pytest.fixture
def field(theme: Theme, holder: QWidget) -> ChipField:
    holder.resize(300, 100)
    return ChipField(theme, Mark("pause", 0, 0, "0.5"), holder)


def test_it_offers_the_value_and_takes_what_is_typed_over_it(field: ChipField) -> None:
    accepted = QSignalSpy(field.accepted)
    assert (field.text(), field.selectedText()) == ("0.5 s", "0.5 s")
    assert field.accessibleName() == "Pause, 0.05 to 60 s"
    QTest.keyClicks(field, "1,5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert accepted.at(0) == ["1.5"]


def test_what_is_not_permitted_is_told_and_the_field_stays(field: ChipField) -> None:
    accepted, refused = QSignalSpy(field.accepted), QSignalSpy(field.refused)
    plain = field.styleSheet()
    QTest.keyClicks(field, "99")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert refused.at(0) == ["Pause: 0.05 to 60 s."]
    assert accepted.count() == 0
    assert field.styleSheet() != plain
    QTest.keyClicks(field, "9")
    assert field.styleSheet() == plain


def test_it_lies_over_its_chip_and_within_the_view(field: ChipField) -> None:
    field.lie_over(QRectF(100, 20, 60, 28))
    assert abs(field.geometry().center().y() - 33) <= 1
    assert field.geometry().left() <= 104
    field.lie_over(QRectF(280, 20, 60, 28))
    assert field.geometry().right() < 300
