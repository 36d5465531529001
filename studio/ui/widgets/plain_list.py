# SPDX-License-Identifier: GPL-3.0-or-later
"""Base of lists whose rows are painted as cards, all of one height."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme

_USUAL_WIDTH = 200


class PlainList(QListView):
    """Shows rows as wide as itself.

    Args:
        theme: The colours.
        name: For screen readers.
    """

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        connect(theme.changed, self.viewport().update)


class PlainDelegate(QStyledItemDelegate):
    """Paints a row by `paint_row`, with smooth edges; what that sets of the painter is taken back.

    Args:
        theme: The colours.
        view: The list.
        height: Of each row, in pixels.
    """

    def __init__(self, theme: Theme, view: QWidget, height: int) -> None:
        super().__init__(view)
        self._theme = theme
        self._height = height

    def paint_row(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row of *index*, which takes *rect*."""
        raise NotImplementedError

    @asked_by_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(_USUAL_WIDTH, self._height)

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_row(painter, option.rect, option.state, index)
        painter.restore()


def paint_card(
    painter: QPainter,
    theme: Theme,
    card: QRectF,
    state: QStyle.StateFlag,
    chosen: bool = False,
    radius: int = 8,
    shadow: bool = True,
) -> None:
    """Paint the ground of a row: *chosen*, with a *shadow*, or pointed at, and the ring if it has the keyboard."""
    painter.setPen(Qt.PenStyle.NoPen)
    if chosen and shadow:
        painter.setBrush(theme.color("row_shadow"))
        painter.drawRoundedRect(card.translated(0, 1), radius, radius)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(theme.color("row_selected" if chosen else "row_hover"))
        painter.drawRoundedRect(card, radius, radius)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent_line"), 2))
        painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), radius, radius)
