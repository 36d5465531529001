# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.ui.widgets.enter_presses import EnterPresses
from tests.support.holding import hold
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


class Panel(QWidget):
    """A button, a list, a menu and a field in a window whose space bar plays."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self.button, self.field, self.combo, self.tool = QPushButton("Press"), QLineEdit(), QComboBox(), QToolButton()
        self.combo.addItems(["One", "Two"])
        self.menu = QMenu(self)
        self.menu.addAction("Act")
        self.tool.setMenu(self.menu)
        layout = QVBoxLayout(self)
        for control in (self.button, self.field, self.combo, self.tool):
            control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            layout.addWidget(control)
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        play = QShortcut(QKeySequence(Qt.Key.Key_Space), self)
        play.activated.connect(lambda: self.pressed.append("play"))


@pytest.fixture
def panel(app: QApplication, show: Show, pump: Pump) -> Iterator[Panel]:
    made = Panel()
    watching = EnterPresses(app, made)
    show(made, 200, 200)
    yield made
    app.focusChanged.disconnect(watching._moved)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_return_enter_and_the_space_bar_press_the_button_with_the_keyboard(panel: Panel, key: Qt.Key) -> None:
    panel.button.setFocus()
    QTest.keyClick(panel.button, key)
    assert panel.pressed == ["button"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_that_is_held_presses_once(panel: Panel, key: Qt.Key) -> None:
    panel.button.setFocus()
    hold(panel.button, key)
    assert panel.pressed == ["button"]


def test_on_the_keypad_too_but_not_with_control(panel: Panel) -> None:
    panel.button.setFocus()
    QTest.keyClick(panel.button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert panel.pressed == ["button"]
    QTest.keyClick(panel.button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.pressed == ["button"]


def test_a_list_and_a_menu_open(panel: Panel, pump: Pump) -> None:
    panel.combo.setFocus()
    QTest.keyClick(panel.combo, Qt.Key.Key_Return)
    assert panel.combo.view().isVisible()
    panel.combo.hidePopup()
    seen: list[bool] = []
    panel.menu.aboutToShow.connect(lambda: seen.append(True))
    panel.menu.aboutToShow.connect(panel.menu.close, Qt.ConnectionType.QueuedConnection)
    panel.tool.setFocus()
    QTest.keyClick(panel.tool, Qt.Key.Key_Return)
    assert seen == [True]
    pump(lambda: not panel.menu.isVisible())


def test_elsewhere_the_space_bar_is_the_windows_and_return_nobodys(panel: Panel) -> None:
    panel.button.setFocus()
    panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_Space)
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert panel.pressed == ["play"]


def test_a_button_that_is_gone_is_not_asked_any_more(panel: Panel, app: QApplication, pump: Pump) -> None:
    panel.button.setFocus()
    panel.button.deleteLater()
    pump()
    panel.combo.setFocus()
    QTest.keyClick(panel.combo, Qt.Key.Key_Return)
    assert panel.combo.view().isVisible()
    panel.combo.hidePopup()
