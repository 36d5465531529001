# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.line_field import LineField
from tests.ui.conftest import Show

pytestmark = pytest.mark.display
CONTROL = Qt.KeyboardModifier.ControlModifier


class Panel(QWidget):
    """A field in a window that has keys of its own, and notes what happens."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.field, self.other = LineField("Name"), QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.other)
        for signal in ("confirmed", "cancelled", "left"):
            getattr(self.field, signal).connect(lambda signal=signal: self.told.append(signal))
        for name, keys in (("undo", "Ctrl+Z"), ("redo", "Ctrl+Shift+Z"), ("export", "Ctrl+E"), ("stop", "Esc")):
            action = QAction(name, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, name=name: self.told.append(name))
            self.addAction(action)

    def keyPressEvent(self, _event: object) -> None:
        self.told.append("passed on")


@pytest.fixture
def panel(app: QApplication, theme: Theme, show: Show) -> Panel:
    made = Panel()
    show(made, 200, 100)
    made.field.setFocus()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_return_confirms_and_escape_cancels(panel: Panel, key: Qt.Key) -> None:
    QTest.keyClick(panel.field, key)
    QTest.keyClick(panel.field, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert panel.told == ["confirmed", "confirmed"]
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel.told[2:] == ["cancelled"]
    assert panel.field.accessibleName() == "Name"


def test_escape_is_the_windows_where_the_field_does_not_take_it(panel: Panel) -> None:
    panel.field.takes_escape = False
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel.told == ["stop"]


def test_no_key_is_passed_on_to_what_lies_behind(panel: Panel) -> None:
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_F9, Qt.Key.Key_Space):
        QTest.keyClick(panel.field, key)
    assert panel.told == []
    assert panel.field.text() == " "


def test_undo_takes_back_what_was_typed_and_after_that_is_the_windows(panel: Panel) -> None:
    QTest.keyClick(panel.field, Qt.Key.Key_Z, CONTROL)
    assert panel.told == ["undo"]
    QTest.keyClicks(panel.field, "abc")
    QTest.keyClick(panel.field, Qt.Key.Key_Z, CONTROL)
    assert panel.field.text() == ""
    QTest.keyClick(panel.field, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert panel.field.text() == "abc"
    assert panel.told == ["undo"]
    QTest.keyClick(panel.field, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert panel.told == ["undo", "redo"]


def test_the_windows_own_keys_act_in_it(panel: Panel) -> None:
    QTest.keyClicks(panel.field, "abc")
    QTest.keyClick(panel.field, Qt.Key.Key_E, CONTROL)
    assert panel.told == ["export"]
    QTest.keyClick(panel.field, Qt.Key.Key_A, CONTROL)
    assert panel.field.selectedText() == "abc"


def test_it_is_left_for_another_control_and_not_for_another_window(panel: Panel) -> None:
    panel.field.clearFocus()
    panel.field.setFocus()
    panel.told.clear()
    panel.other.setFocus()
    assert panel.told == ["left"]
    panel.field.setFocus()
    panel.told.clear()
    for reason in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
        QApplication.sendEvent(panel.field, QFocusEvent(QEvent.Type.FocusOut, reason))
    assert panel.told == []
