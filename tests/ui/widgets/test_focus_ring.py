# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QTextEdit, QWidget

from studio.ui.theme import Theme
from studio.ui.widgets.focus_ring import FocusRing
from studio.ui.widgets.slider import GrooveSlider
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display


class Panel(QWidget):
    """Controls at fixed places, and a long list of them that scrolls."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.button = QPushButton("Press", self)
        self.button.setGeometry(20, 20, 80, 30)
        self.text = QTextEdit(self)
        self.text.setGeometry(20, 60, 80, 30)
        self.slider = GrooveSlider(theme, "Speed", (0, 10))
        self.slider.setParent(self)
        self.slider.setGeometry(20, 100, 120, 24)
        self.area = QScrollArea(self)
        self.area.setGeometry(160, 20, 120, 100)
        inside = QWidget()
        inside.resize(100, 1000)
        self.far = QPushButton("Far", inside)
        self.far.setGeometry(20, 900, 60, 30)
        self.area.setWidget(inside)


@pytest.fixture
def panel(theme: Theme) -> Panel:
    return Panel(theme)


@pytest.fixture
def ring(theme: Theme, app: QApplication, panel: Panel, show: Show) -> Iterator[FocusRing]:
    made = FocusRing(theme, app, panel)
    show(panel, 300, 200)
    yield made
    app.focusChanged.disconnect(made._moved)


def around(control: QWidget) -> QRect:
    return control.geometry().adjusted(-4, -4, 4, 4)


def place_of(ring: FocusRing) -> QRect:
    assert ring._ring is not None
    return ring._ring.geometry()


def test_the_ring_goes_where_the_keyboard_goes(ring: FocusRing, panel: Panel) -> None:
    worn: list[QWidget | None] = []
    panel.button.setFocus(Qt.FocusReason.TabFocusReason)
    worn.append(ring.around)
    assert place_of(ring) == around(panel.button)
    assert ring.whole
    panel.slider.setFocus(Qt.FocusReason.TabFocusReason)
    worn.append(ring.around)
    assert worn == [panel.button, panel.slider]
    assert place_of(ring).center() == panel.slider.mapToParent(panel.slider.thumb_centre().toPoint()) - QPoint(1, 1)


def test_a_text_shows_its_own_sign_and_nothing_focused_has_no_ring(ring: FocusRing, panel: Panel) -> None:
    panel.button.setFocus()
    panel.text.setFocus()
    assert ring.around is None
    assert ring.whole
    panel.button.setFocus()
    panel.button.clearFocus()
    assert ring.around is None


def test_the_ring_follows_its_control(ring: FocusRing, panel: Panel, pump: Pump) -> None:
    panel.button.setFocus()
    panel.button.move(60, 40)
    assert place_of(ring) == around(panel.button)
    panel.slider.setFocus()
    before = place_of(ring)
    panel.slider.setValue(10)
    pump(lambda: place_of(ring).left() > before.left())
    panel.slider.hide()
    assert ring.around is not panel.slider


def test_a_click_shows_no_ring(ring: FocusRing, panel: Panel) -> None:
    panel.slider.setFocus()
    QTest.mousePress(panel.button, Qt.MouseButton.LeftButton)
    focused = panel.button.hasFocus()
    QTest.mouseRelease(panel.button, Qt.MouseButton.LeftButton)
    assert focused
    assert ring.around is None


def test_what_the_keyboard_reaches_out_of_sight_is_scrolled_into_it(ring: FocusRing, panel: Panel) -> None:
    panel.far.setFocus()
    assert panel.area.verticalScrollBar().value() > 800
    assert ring.around is panel.far
    assert place_of(ring) == around(panel.far), "in the coordinates of what scrolls"
    assert ring.whole


def test_a_control_that_is_gone_wears_none(ring: FocusRing, panel: Panel, pump: Pump) -> None:
    panel.button.setFocus()
    panel.button.deleteLater()
    pump(lambda: ring.around is None)


def test_it_is_drawn_in_the_themes_line(ring: FocusRing, panel: Panel, theme: Theme) -> None:
    panel.button.setFocus()
    assert ring._ring is not None
    image = ring._ring.grab().toImage()
    assert image.pixelColor(44, 0) == QColor(theme.palette.accent_line)
    assert image.pixelColor(44, 19) != QColor(theme.palette.accent_line), "nothing within"
