# SPDX-License-Identifier: GPL-3.0-or-later
"""The ring around the focused control."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QListView, QMainWindow, QMenu, QScrollArea, QTextEdit, QWidget
from shiboken6 import isValid

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.widgets.slider import GrooveSlider

_OWN_SIGN = (QTextEdit, QListView, QMenu, QMainWindow)
_GAP = 2
_LINE = 2
_MARGIN = 12


class _Ring(QWidget):
    """A ring, drawn over the focused control's surroundings, which lets all events through."""

    def __init__(self, theme: Theme, around: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._around = around
        self._ground = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # When one of these moves, the control moves.
        moving: QWidget | None = around
        while moving is not None and moving is not parent:
            moving.installEventFilter(self)
            moving = moving.parentWidget()
        self.follow()

    def follow(self) -> None:
        reach = _GAP + _LINE
        target, parent = self._around, self._ground
        if not isValid(target):
            return
        if isinstance(target, GrooveSlider):
            centre = target.mapTo(parent, target.thumb_centre().toPoint())
            half = 7 + reach
            self.setGeometry(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
        else:
            place = QRect(target.mapTo(parent, QPoint()), target.size())
            self.setGeometry(place.adjusted(-reach, -reach, reach, reach))
        self.raise_()
        self.show()

    @asked_by_qt(bool)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Paint) and isValid(self):
            if kind != QEvent.Type.Paint or isinstance(self._around, GrooveSlider):
                self.follow()
        elif kind == QEvent.Type.Hide:
            self.hide()
        return False

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent_line"), _LINE))
        box = QRectF(self.rect()).adjusted(_LINE / 2, _LINE / 2, -_LINE / 2, -_LINE / 2)
        radius = min(box.width(), box.height()) / 2
        painter.drawRoundedRect(box, min(radius, self._radius()), min(radius, self._radius()))

    def _radius(self) -> float:
        if isinstance(self._around, GrooveSlider) or self._around.property("round"):
            return 1000.0
        return 14.0 if self._around.property("look") == "chip" else 8.0


class FocusRing(QObject):
    """Shows the ring around the control that gets the focus by a key; a click shows none."""

    def __init__(self, theme: Theme, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._ring: _Ring | None = None
        connect(app.focusChanged, self._moved)

    @property
    def around(self) -> QWidget | None:
        """The control with the ring."""
        around = self._ring._around if self._ring is not None and isValid(self._ring) else None
        return around if around is not None and isValid(around) else None

    @property
    def whole(self) -> bool:
        """Whether the whole ring is visible; True without a ring."""
        ring = self._ring if self._ring is not None and isValid(self._ring) else None
        return ring is None or ring._ground.rect().contains(ring.geometry())

    @called_by_qt
    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        if now is None or now.window() is not self._window or isinstance(now, _OWN_SIGN):
            return
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton or not now.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return
        area = _scroll_area(now)
        if area is not None:
            # Qt does so only if the focus comes from within the area.
            area.ensureWidgetVisible(now, _MARGIN, _MARGIN)
        if now.property("ownFocusSign"):
            return
        parent = area.widget() if area is not None else self._window
        if parent is not None and parent is not now:
            self._ring = _Ring(self._theme, now, parent)


def _scroll_area(control: QWidget) -> QScrollArea | None:
    around = control.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around
