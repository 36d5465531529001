# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing of the rows of actions and keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui.door import asked_by_qt, called_by_qt
from studio.ui.theme import Theme, font

ID_ROLE = Qt.ItemDataRole.UserRole
NOTE_ROLE = Qt.ItemDataRole.UserRole + 1
_ROW = 28
_HEADING = 32
_NOTE = 18
_TAKE = "Take it"
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What a row shows beside its action.

    Attributes:
        keys: Keys as they are shown.
        note: A line below, about the key that was pressed.
        error: Whether the note says why the key cannot be.
        takes: Whether the key can be taken from the action that has it.
        waiting: Whether keys are to be pressed.
    """

    keys: str = ""
    note: str = ""
    error: bool = False
    takes: bool = False
    waiting: bool = False


def take_rect(row: QRect, told: KeyRow) -> QRect:
    """Where "Take it" stands in a row whose key can be taken."""
    metrics = QFontMetrics(font(12, 600))
    left = row.left() + 16 + QFontMetrics(font(12)).horizontalAdvance(f"{told.note}  ·  ")
    left = min(left, row.right() - 16 - metrics.horizontalAdvance(_TAKE))
    return QRect(left, row.top() + _ROW - 2, metrics.horizontalAdvance(_TAKE), _NOTE)


class ShortcutDelegate(QStyledItemDelegate):
    """Draws headings, and actions with their keys."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme

    @asked_by_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if not index.data(ID_ROLE):
            return QSize(200, _HEADING)
        told: KeyRow = index.data(NOTE_ROLE)
        return QSize(200, _ROW + (_NOTE if told.note else 0))

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not index.data(ID_ROLE):
            painter.setFont(font(12, 600))
            painter.setPen(theme.color("text_3"))
            painter.drawText(rect.adjusted(16, 6, 0, 0), _LEFT, str(index.data()))
        else:
            self._paint_action(painter, rect, option.state, str(index.data()), index.data(NOTE_ROLE))
        painter.restore()

    def _paint_action(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, text: str, told: KeyRow) -> None:
        theme = self._theme
        lit = told.waiting or bool(told.note) or bool(state & QStyle.StateFlag.State_MouseOver)
        card = QRectF(rect.adjusted(8, 0, -8, 0))
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("button_tint"))
            painter.drawRoundedRect(card, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 6, 6)
        line = QRect(rect.left() + 16, rect.top(), rect.width() - 32, _ROW)
        keys, weight = ("press keys", 600) if told.waiting and not told.keys else (told.keys, 500)
        painter.setFont(font(11 if weight == 500 else 12, weight))
        painter.setPen(theme.color("accent_text" if told.waiting else "text"))
        painter.drawText(line, _RIGHT, keys)
        room = line.width() - painter.fontMetrics().horizontalAdvance(keys) - 12
        painter.setFont(font(13))
        painter.setPen(theme.color("text"))
        painter.drawText(line, _LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))
        if told.note:
            self._paint_note(painter, rect, told)

    def _paint_note(self, painter: QPainter, rect: QRect, told: KeyRow) -> None:
        theme = self._theme
        take = take_rect(rect, told)
        line = QRect(rect.left() + 16, take.top(), rect.width() - 32, _NOTE)
        painter.setFont(font(12))
        painter.setPen(theme.color("error" if told.error else "text_2"))
        note = f"{told.note}  ·  " if told.takes else told.note
        room = take.left() - line.left() if told.takes else line.width()
        painter.drawText(line, _LEFT, painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, room))
        if told.takes:
            painter.setFont(font(12, 600))
            painter.setPen(theme.color("accent_text"))
            painter.drawText(take, _LEFT, _TAKE)
