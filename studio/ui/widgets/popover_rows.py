# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of a popover that are scrolled, and a row with a button at its right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from studio.ui.door import asked_by_qt, called_by_qt
from studio.ui.theme import Theme, paint_icon
from studio.ui.widgets.popover_row import HEIGHT, PopoverRow

_SHOWN_ROWS, _LEAST_ROWS = 8, 3
_BUTTON = 28


class PopoverRows(QScrollArea):
    """The rows in `column`, as high as they are up to some of them.

    Args:
        width_px: As wide as it would be.
    """

    def __init__(self, width_px: int) -> None:
        super().__init__()
        self._width_px = width_px
        self._count = 0
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_count(self, count: int) -> None:
        """Be as high as *count* rows need."""
        self._count = count
        self.updateGeometry()

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self._width_px, min(self._count, _SHOWN_ROWS) * HEIGHT)

    @asked_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(100, min(self._count, _LEAST_ROWS) * HEIGHT)


class ButtonRow(PopoverRow):
    """A row with a button at its right, which is seen while the pointer or the keyboard is on the row.

    Args:
        theme: The colours.
        text: What the row does.
        button: The button's Phosphor icon.
        icon_name, key: See `PopoverRow`.
    """

    button_pressed = Signal()

    def __init__(self, theme: Theme, text: str, button: str, *, icon_name: str = "", key: str = "") -> None:
        super().__init__(theme, text, icon_name=icon_name, key=key)
        self._colours = theme
        self._button = button
        self._works = False

    def show_button(self, button: str, works: bool) -> None:
        """Show another button; one that *works* stays seen."""
        if (button, works) != (self._button, self._works):
            self._button, self._works = button, works
            self.update()

    def button_place(self) -> QRectF:
        """Where the button is."""
        return QRectF(self.width() - _BUTTON, 0, _BUTTON, self.height())

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.button_place().contains(event.position()):
            self.button_pressed.emit()
        else:
            super().mousePressEvent(event)

    def _paint_right(self, painter: QPainter, box: QRectF) -> float:
        if not (self._works or self.hasFocus() or self.underMouse()):
            return super()._paint_right(painter, box)
        ink = self._colours.color("accent_text" if self._works else "text_2")
        paint_icon(painter, self._button, ink, QPointF(box.right() - 23, box.center().y() - 7), 14)
        return box.right() - _BUTTON
