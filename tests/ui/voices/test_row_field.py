# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.ui.theme import Theme
from studio.ui.voices.row_field import RowField

pytestmark = pytest.mark.display


def test_how_much_of_the_limit_is_used_is_shown_as_typed(theme: Theme, show: Callable[..., None]) -> None:
    holder = QWidget()
    field = RowField(holder)
    field.setGeometry(0, 0, 200, 32)
    show(holder, 240, 60)
    field.ask("New name of the voice", "Ida", 8)
    assert (field.hasFocus(), field.selectedText()) == (True, "Ida")
    assert field.used.text() == "3 of 8"
    QTest.keyClicks(field, "Evenings!")
    assert (field.text(), field.used.text()) == ("Evenings", "8 of 8")
    assert field.used.property("look") == "accent"
    assert field.accessibleDescription() == "8 of 8 characters"
    field.ask("Description of the voice", "longer than the limit", 8)
    assert field.text() == "longer than the limit", "what came from elsewhere is not cut"
