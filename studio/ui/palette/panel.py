# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette: a field and a list on a card over the paler columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.palette.row_list import RowList
from studio.ui.palette.rows import Row
from studio.ui.theme import Theme, font, icon
from studio.ui.widgets.labels import label
from studio.ui.widgets.line_field import LineField

WIDTH, TOP, FIELD_PX = 640, 96, 56
_RADIUS = 12
_LEFT_OPAQUE = 0.34
_PAGE_ROWS = 8
_MOST_LIST_PX = 520
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_PAGE_ROWS, Qt.Key.Key_PageDown: _PAGE_ROWS}


class PaletteField(LineField):
    """Up, Down, Page Up, Page Down and Tab move in the list; Left and Right change the row's value if it has one."""

    moved = Signal(int)
    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__("Do, or find")
        self.has_value = False
        self.setPlaceholderText("What do you want to do?")
        self.setFixedHeight(FIELD_PX)
        self.setFont(font(16))
        self.setProperty("ownFocusSign", True)
        self.setStyleSheet("QLineEdit, QLineEdit:focus { background: transparent; border: none; padding: 0 4px; }")

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if plain and key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.moved.emit(1 if key == Qt.Key.Key_Tab else -1)
        elif plain and key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif plain and self.has_value and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.changed.emit(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)
        event.accept()

    @asked_by_qt(bool)
    def focusNextPrevChild(self, _next: bool) -> bool:
        # Tab is a key of the list.
        return False


class PalettePanel(QWidget):
    """Covers *over*, whose size it follows; a press beside the card closes it.

    Attributes:
        card: What is seen of it.
    """

    closed = Signal()
    searched = Signal(str)
    chosen = Signal(object)

    def __init__(self, theme: Theme, root: QWidget, over: QWidget) -> None:
        super().__init__(root)
        self._theme = theme
        self._root, self._over = root, over
        self.field = PaletteField()
        self.list = RowList(theme)
        self.key = label("", 11, 500, "second")
        self._glass = label("", 13)
        self.card = QWidget(self)
        self.setAccessibleName("Command palette")
        column = QVBoxLayout(self.card)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(0)
        head = QHBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(12)
        head.addWidget(self._glass)
        head.addWidget(self.field, 1)
        head.addWidget(self.key)
        column.addWidget(self.list, 1)
        connect(self.field.textChanged, self.searched)
        connect(self.field.cancelled, self.closed)
        connect(self.field.left, self.closed)
        connect(self.field.confirmed, self._confirm)
        connect(self.field.moved, self._move)
        connect(self.field.changed, self._change)
        connect(self.list.chosen, self.chosen)
        connect(self.list.selectionModel().currentChanged, lambda _now, _before: self._show_current())
        connect(theme.changed, self._restyle)
        over.installEventFilter(self)
        self._restyle()
        self.hide()

    def open(self, key: str) -> None:
        """Show it with an empty field that has the keyboard; *key* is that which opens it."""
        self.key.setText(key)
        self.field.clear()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.list.show_rows(rows)
        self._place()
        self._show_current()

    def _show_current(self) -> None:
        row = self.list.current
        self.field.has_value = row is not None and row.value is not None and not row.reason

    @called_by_qt
    def _confirm(self) -> None:
        row = self.list.current
        if row is not None:
            self.chosen.emit(row)

    @called_by_qt
    def _move(self, by: int) -> None:
        self.list.step(by)
        self._show_current()

    @called_by_qt
    def _change(self, strides: int) -> None:
        row = self.list.current
        if row is not None and row.value is not None:
            row.value.move(strides)
            self.list.refresh()

    def _place(self) -> None:
        corner = self._over.mapTo(self._root, QPoint())
        self.setGeometry(QRect(corner, self._over.size()))
        width = min(WIDTH, self.width() - 32)
        most = self.height() - TOP - FIELD_PX - 24
        height = FIELD_PX + 8 + min(self.list.wanted_height, most, _MOST_LIST_PX)
        self.card.setGeometry((self.width() - width) // 2, TOP, width, height)
        self.update()

    @asked_by_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.closed.emit()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = self._theme.color("page")
        veil.setAlphaF(_LEFT_OPAQUE)
        painter.fillRect(self.rect(), veil)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 5))
        card = QRectF(self.card.geometry())
        for spread in range(1, 16):
            around = card.adjusted(-spread, 4 - spread, spread, 6 + spread)
            painter.drawRoundedRect(around, _RADIUS + spread, _RADIUS + spread)
        painter.setBrush(self._theme.color("notice"))
        painter.setPen(self._theme.color("hairline"))
        painter.drawRoundedRect(card, _RADIUS, _RADIUS)

    @called_by_qt
    def _restyle(self) -> None:
        self._glass.setPixmap(icon("magnifying-glass", self._theme.color("text_2")).pixmap(18, 18))
        self.update()
