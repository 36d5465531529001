# SPDX-License-Identifier: GPL-3.0-or-later
"""The edge of a column at a side: dragged, or moved by keys, it resizes the column."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme

EDGE_PX = 6
_STEP_PX, _LARGE_STEP_PX = 8, 40
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Edge(QAbstractSlider):
    """Nothing is seen of it until it has the keyboard. For screen readers it is a slider, whose value is the column's
    width in pixels.

    Args:
        theme: The colours.
        name: Accessible name.
        grows: 1 if the column is wider where the edge is further right, -1 if it is narrower.
    """

    wanted = Signal(int)
    """The column is to be as wide. A width far below the least one folds it."""
    settled = Signal()
    """The width stays as it is: a drag ended, or a key was pressed."""
    reset_requested = Signal()

    def __init__(self, theme: Theme, name: str, grows: int) -> None:
        super().__init__()
        self._theme = theme
        self._grows = grows
        self._least = 0
        self._grip: tuple[float, int] | None = None
        self.setAccessibleName(name)
        self.setToolTip("Drag it for another width; a double click brings back the usual one")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ownFocusSign", True)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setOrientation(Qt.Orientation.Horizontal)
        connect(theme.changed, self.update)
        connect(self.valueChanged, self._moved)

    def show_width(self, px: int, least: int, most: int) -> None:
        """Tell the column's present width, and its bounds; a folded one is narrower than *least*."""
        self._least = least
        blocked = self.blockSignals(True)
        self.setRange(min(px, least), most)
        self.setValue(px)
        self.blockSignals(blocked)

    @called_by_qt
    def _moved(self, px: int) -> None:
        """Another program, such as a screen reader, has set the value."""
        self.wanted.emit(px)
        self.settled.emit()

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.globalPosition().x(), self.value()
        else:
            event.ignore()

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            began_x, px = self._grip
            self.wanted.emit(round(px + self._grows * (event.globalPosition().x() - began_x)))

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._grip is not None:
            self._grip = None
            self.settled.emit()

    @called_by_qt
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = None
            self.reset_requested.emit()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & ~(shift | Qt.KeyboardModifier.KeypadModifier):
            event.ignore()
        elif key in _ENTER:
            self.reset_requested.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = _LARGE_STEP_PX if event.modifiers() & shift else _STEP_PX
            self._step(step if key == Qt.Key.Key_Right else -step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._want(self._least if key == Qt.Key.Key_Home else self.maximum())
        else:
            event.ignore()

    def _step(self, by: int) -> None:
        """Move to the right by so many pixels. From the least width a step folds the column, from the folded one it
        opens it."""
        px, narrower = self.value(), self._grows * by < 0
        if narrower and px <= self._least:
            self._want(0)
        else:
            self._want(max(self._least, px + self._grows * by))

    def _want(self, px: int) -> None:
        self.wanted.emit(px)
        self.settled.emit()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(QRectF(0, 0, 2, self.height()), self._theme.color("accent_line"))
