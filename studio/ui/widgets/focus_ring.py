# SPDX-License-Identifier: GPL-3.0-or-later
"""One ring around the control that the keyboard acts on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QListView, QMainWindow, QMenu, QPlainTextEdit, QScrollArea, QWidget
from shiboken6 import isValid

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.widgets.slider import GrooveSlider

_OWN_SIGN = (QPlainTextEdit, QListView, QMenu, QMainWindow)
_GAP = 2
_LINE = 2
_MARGIN = 12


class _Ring(QWidget):
    """Drawn over the focused control's surroundings; lets every event through."""

    def __init__(self, theme: Theme, around: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._around = around
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.installEventFilter(self)
        self.follow()

    def follow(self) -> None:
        reach = _GAP + _LINE
        target = self._around
        if isinstance(target, GrooveSlider):
            centre = target.mapToParent(target.thumb_centre().toPoint())
            half = 7 + reach
            self.setGeometry(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
        else:
            self.setGeometry(target.geometry().adjusted(-reach, -reach, reach, reach))
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
    """Shows the ring where the keyboard's focus goes; a click with the mouse shows none."""

    def __init__(self, theme: Theme, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._ring: _Ring | None = None
        connect(app.focusChanged, self._moved)

    @property
    def around(self) -> QWidget | None:
        """The control that wears the ring now."""
        return self._ring._around if self._ring is not None and isValid(self._ring) else None

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
        _bring_into_view(now)
        parent = now.parentWidget()
        if parent is not None:
            self._ring = _Ring(self._theme, now, parent)


def _bring_into_view(control: QWidget) -> None:
    """Scroll to *control* wherever the keyboard came from: Qt does so only within one scroll area."""
    around = control.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(control, _MARGIN, _MARGIN)
        around = around.parentWidget()
