# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing of the palette's rows: icon, name with its matched letters, keys or a slider; and headings of groups."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui.door import asked_by_qt, called_by_qt
from studio.ui.palette.rows import Row, Value
from studio.ui.theme import Theme, font
from studio.ui.theme.avatar import avatar
from studio.ui.theme.icons import paint_icon

ROW_ROLE = Qt.ItemDataRole.UserRole
ROW_PX, HEADING_PX = 36, 32
_SIDE, _INDENT, _AVATAR_PX = 12, 46, 20
_SLIDER_PX, _WORDS_PX, _ARROW_PX = 170, 76, 20
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


def arrow_box(row: QRect, forward: bool) -> QRect:
    """Where an arrow of a row with a value is."""
    left = row.right() - _SIDE - (1 if forward else 2) * _ARROW_PX
    return QRect(left, row.top(), _ARROW_PX, row.height())


def slider_box(row: QRect) -> QRect:
    """Where the slider of a row with a value is."""
    left = row.right() - _SIDE - 2 * _ARROW_PX - _WORDS_PX - _SLIDER_PX
    return QRect(left, row.top(), _SLIDER_PX, row.height())


def step_at(value: Value, box: QRect, x: float) -> int:
    """The step of *value* at *x* of its slider."""
    low, high = value.ends
    part = (x - box.left()) / max(1, box.width())
    return round(low + min(max(part, 0.0), 1.0) * (high - low))


class RowPainter(QStyledItemDelegate):
    """A row whose data is a text is the heading of a group."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme

    @asked_by_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW_PX if isinstance(index.data(ROW_ROLE), Row) else HEADING_PX)

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, box = index.data(ROW_ROLE), QRect(option.rect)
        if isinstance(row, Row):
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.color("button_tint"))
                painter.drawRoundedRect(QRectF(box), 6, 6)
            if row.reason:
                painter.setOpacity(0.4)
            self._paint_row(painter, box, row)
        else:
            painter.setPen(self._theme.color("text_2"))
            painter.setFont(font(12, 600))
            painter.drawText(box.adjusted(_SIDE, 6, 0, 0), _LEFT, str(row))
        painter.restore()

    def _paint_row(self, painter: QPainter, box: QRect, row: Row) -> None:
        if row.speaker is not None:
            speaker_id, name, hue = row.speaker
            picture = avatar(speaker_id, name, _AVATAR_PX, painter.device().devicePixelRatioF(), False, hue)
            painter.drawPixmap(QPointF(box.left() + _SIDE - 1, box.top() + 8), picture)
        elif row.icon:
            paint_icon(painter, row.icon, self._theme.color("text_2"), QPointF(box.left() + _SIDE, box.top() + 9), 18)
        right = box.right() - _SIDE
        if row.value is not None:
            right = slider_box(box).left() - _SIDE
            self._paint_value(painter, box, row.value)
        elif row.keys:
            painter.setFont(font(11, 500))
            painter.setPen(self._theme.color("text_2"))
            painter.drawText(box.adjusted(0, 0, -_SIDE, 0), _RIGHT, row.keys)
            right -= round(QFontMetricsF(painter.font()).horizontalAdvance(row.keys)) + _SIDE
        x = self._paint_title(
            painter, QRectF(box.left() + _INDENT, box.top(), right - box.left() - _INDENT, ROW_PX), row
        )
        about = row.reason or row.about
        if about and x < right - 30:
            painter.setFont(font(13))
            painter.setPen(self._theme.color("text_2"))
            room = QRectF(x + 8, box.top(), right - x - 8, ROW_PX)
            cut = painter.fontMetrics().elidedText(about, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, _LEFT, cut)

    def _paint_title(self, painter: QPainter, room: QRectF, row: Row) -> float:
        """Paint the title, matched letters bold, and tell where it ends."""
        plain, bold = font(13), font(13, 600)
        painter.setPen(self._theme.color("text"))
        painter.setClipRect(room)
        x = room.left()
        for text, matched in stretches(row.title, row.places):
            painter.setFont(bold if matched else plain)
            painter.drawText(QRectF(x, room.top(), room.width(), room.height()), _LEFT, text)
            x += QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.setClipping(False)
        return min(x, room.right())

    def _paint_value(self, painter: QPainter, box: QRect, value: Value) -> None:
        theme, slider = self._theme, slider_box(box)
        low, high = value.ends
        middle = slider.center().y() + 0.5

        def x_of(step: int) -> float:
            return slider.left() + (step - low) / max(1, high - low) * slider.width()

        now, origin = x_of(value.now()), x_of(value.origin)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("groove"))
        painter.drawRoundedRect(QRectF(slider.left(), middle - 2, slider.width(), 4), 2, 2)
        painter.setBrush(theme.color("accent_line"))
        painter.drawRoundedRect(QRectF(min(now, origin), middle - 2, abs(now - origin), 4), 2, 2)
        painter.setBrush(theme.color("thumb"))
        painter.setPen(theme.color("edge"))
        painter.drawEllipse(QPointF(now, middle), 6, 6)
        painter.setPen(theme.color("accent_text" if value.now() != value.origin else "text_2"))
        painter.setFont(font(13, 500))
        words = QRect(slider.right() + 1, box.top(), _WORDS_PX - 8, box.height())
        painter.drawText(words, _RIGHT, value.words())
        for forward in (False, True):
            place = arrow_box(box, forward).center()
            name = "caret-right" if forward else "caret-left"
            paint_icon(painter, name, theme.color("text_2"), QPointF(place.x() - 6, place.y() - 6), 13)


def stretches(text: str, places: frozenset[int]) -> list[tuple[str, bool]]:
    """*text* in pieces that are matched or not."""
    pieces: list[tuple[str, bool]] = []
    for at, letter in enumerate(text):
        if pieces and pieces[-1][1] == (at in places):
            pieces[-1] = pieces[-1][0] + letter, pieces[-1][1]
        else:
            pieces.append((letter, at in places))
    return pieces
