# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing of the outline's rows: state, number, title, length; the current one with its bar."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.app.overview.chapters import ChapterState
from studio.ui.door import asked_by_qt, called_by_qt
from studio.ui.outline.rows import ROW_ROLE, OutlineRow
from studio.ui.theme import Theme, font
from studio.ui.widgets.plain_list import paint_card

HEIGHT, CURRENT_HEIGHT = 24, 28
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_TITLE_X = 68


class OutlineDelegate(QStyledItemDelegate):
    """Draws chapters."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @asked_by_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: OutlineRow | None = index.data(ROW_ROLE)
        return QSize(200, CURRENT_HEIGHT if row is not None and row.current else HEIGHT)

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: OutlineRow | None = index.data(ROW_ROLE)
        if row is None:
            return
        theme = self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, theme, QRectF(rect.adjusted(8, 0, -8, 0)), state, row.current, radius=6)
        line = rect.adjusted(0, 0, 0, -4) if row.current else rect
        paint_state(painter, theme, row.state, QPointF(rect.left() + 24, line.center().y() + 0.5), row.fraction)
        told = row.failed or row.length
        painter.setFont(font(12))
        painter.setPen(theme.color("error" if row.failed else "text_2"))
        right = painter.fontMetrics().horizontalAdvance(told)
        painter.drawText(line.adjusted(0, 0, -18, 0), _RIGHT, told)
        painter.setPen(theme.color("text_3"))
        painter.drawText(QRect(rect.left() + 34, line.top(), 26, line.height()), _RIGHT, str(row.number + 1))
        dim = row.state == "none" and not row.current
        painter.setFont(font(13, 600 if row.current else 500))
        painter.setPen(theme.color("text_2" if dim else "text"))
        width = rect.width() - _TITLE_X - right - 30
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(line.adjusted(_TITLE_X, 0, 0, 0), _LEFT, title)
        if row.current:
            self._paint_bar(painter, rect, row.fraction)
        painter.restore()

    def _paint_bar(self, painter: QPainter, rect: QRect, fraction: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(rect.left() + _TITLE_X, rect.bottom() - 4, rect.width() - _TITLE_X - 18, 2)
        painter.setBrush(self._theme.color("groove"))
        painter.drawRect(track)
        painter.setBrush(self._theme.color("accent_line"))
        painter.drawRect(QRectF(track.left(), track.top(), track.width() * fraction, 2))


def paint_state(painter: QPainter, theme: Theme, state: ChapterState, middle: QPointF, fraction: float) -> None:
    """Paint how far a chapter is: disc, half disc, ring, arc."""
    box = QRectF(middle.x() - 3.5, middle.y() - 3.5, 7, 7)
    ink: QColor = theme.color({"ready": "ready", "failed": "error", "rendering": "accent_line"}.get(state, "text_3"))
    painter.setPen(QPen(ink, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state == "ready":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(box.adjusted(-0.5, -0.5, 0.5, 0.5))
    elif state == "rendering":
        painter.setPen(QPen(theme.color("groove"), 2))
        painter.drawEllipse(box)
        painter.setPen(QPen(ink, 2))
        painter.drawArc(box, 90 * 16, -round(max(fraction, 0.1) * 360 * 16))
    else:
        painter.drawEllipse(box)
        if state == "part":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPie(box, 90 * 16, 180 * 16)
