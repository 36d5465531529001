# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from studio.core.dictionary import LONGEST_TEXT
from studio.ui.saying.field import AliasField
from studio.ui.theme import Theme

pytestmark = pytest.mark.display


def test_no_more_can_be_pasted_than_an_entry_may_have(theme: Theme, holder: QWidget) -> None:
    field = AliasField(theme)
    field.setParent(holder)
    field.insert("x" * 5000)
    assert len(field.text()) == LONGEST_TEXT


def test_sounds_are_shown_beside_what_was_typed_which_stays(theme: Theme, holder: QWidget) -> None:
    field = AliasField(theme)
    field.setParent(holder)
    field.resize(300, 36)
    field.setText("f5ɔ")
    field.setCursorPosition(1)
    field.show_reading("fɔ", "5")
    assert (field.text(), field.cursorPosition(), field.reading.text()) == ("f5ɔ", 1, "fɔ")
    assert field.textMargins().right() > field.reading.sizeHint().width()
    bad = field.grab().toImage()
    field.show_reading("fɔ")
    assert field.grab().toImage() != bad
