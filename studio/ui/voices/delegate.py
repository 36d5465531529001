# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing of the voice list's rows, and places of their buttons."""

from __future__ import annotations

import math
from collections.abc import Container
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.core.voices import Voice
from studio.ui.door import asked_by_qt, called_by_qt
from studio.ui.theme import Theme, avatar, font, icon
from studio.ui.theme.icons import paint_icon
from studio.ui.voices.model import ROW_ROLE, CastRow, Row, second_line

ROW_HEIGHT = 52
HEADING_HEIGHT = 28
READING_SAMPLE = "Reading a sample"
READING_SENTENCE = "Reading this sentence"
_INSET = 8
_BARS = 5


def star_rect(row: QRect) -> QRect:
    return QRect(row.right() - 31, row.center().y() - 12, 26, 26)


def play_rect(row: QRect) -> QRect:
    return QRect(row.right() - 61, row.center().y() - 12, 26, 26)


def add_rect(row: QRect) -> QRect:
    return QRect(row.right() - 89, row.center().y() - 12, 26, 26)


def add_speaker_rect(row: QRect) -> QRect:
    return QRect(row.right() - 29, row.center().y() - 12, 26, 26)


@dataclass(slots=True)
class RowsState:
    """State shown in the rows besides the voices themselves.

    Attributes:
        reading_id: Id of the voice or speaker that is tried; "" for none.
        reading: What is said of it meanwhile.
        starred: Ids of the voices with a star.
        in_design: Ids of the voices in the shown design.
        speaker: Id of the speaker whose design is shown.
        mixing: Whether voices can be mixed.
        full: Why no further voice can be added; "" when one can.
        adding: Whether the pointer is over the button that adds a speaker.
        phase: Of the moving bars, 0 to 1.
    """

    reading_id: str = ""
    reading: str = READING_SAMPLE
    starred: Container[str] = frozenset()
    speaker: str = ""
    adding: bool = False
    in_design: frozenset[str] = field(default_factory=frozenset)
    mixing: bool = True
    full: str = ""
    phase: float = 0.0


class VoiceDelegate(QStyledItemDelegate):
    """Draws headings, speakers and voices; the view handles the pointer."""

    def __init__(self, theme: Theme, state: RowsState, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = state
        self._view = parent

    @asked_by_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: Row = index.data(ROW_ROLE)
        return QSize(200, HEADING_HEIGHT if row.low else ROW_HEIGHT)

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if row.speaker is not None:
            self._paint_speaker(painter, rect, row.speaker, hovered, focused)
        elif row.voice is not None:
            self._paint_voice(painter, rect, row.voice, hovered, focused)
        else:
            self._paint_heading(painter, rect, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: Row) -> None:
        theme = self._theme
        painter.setFont(font(12, 400 if row.plain else 600))
        painter.setPen(theme.color("text_2" if row.plain else "text_3"))
        painter.drawText(rect.adjusted(16, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), row.heading)
        if row.adds:
            box = add_speaker_rect(rect)
            if self._state.adding:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("button_tint"))
                painter.drawRoundedRect(box, 6, 6)
            icon("plus", theme.color("text_2")).paint(painter, box.adjusted(5, 5, -5, -5))

    def _paint_speaker(self, painter: QPainter, rect: QRect, speaker: CastRow, hovered: bool, focused: bool) -> None:
        chosen = speaker.speaker_id == self._state.speaker
        reading = speaker.speaker_id == self._state.reading_id
        card = QRect(rect.left() + _INSET, rect.top(), self._view.width() - 2 * _INSET, rect.height())
        self._paint_card(painter, QRectF(card), chosen, hovered, focused)
        ratio = painter.device().devicePixelRatioF()
        picture = avatar(speaker.speaker_id, speaker.name, 32, ratio, hue=speaker.hue)
        painter.drawPixmap(rect.left() + 18, rect.center().y() - 15, picture)
        offers = hovered or chosen or focused
        right = play_rect(rect).left() - 4 if offers or reading else rect.right() - 14
        said = self._state.reading if reading else speaker.about
        self._paint_texts(painter, rect, (speaker.name, said), right, ("text", "text_2"), chosen, reading)
        if reading:
            self._paint_bars(painter, QRectF(play_rect(rect)))
        elif offers:
            self._paint_play(painter, QRectF(play_rect(rect)))

    def _paint_voice(self, painter: QPainter, rect: QRect, voice: Voice, hovered: bool, focused: bool) -> None:
        theme = self._theme
        chosen = voice.id in self._state.in_design
        reading = voice.id == self._state.reading_id
        card = QRect(rect.left() + _INSET, rect.top(), self._view.width() - 2 * _INSET, rect.height())
        self._paint_card(painter, QRectF(card), chosen, hovered, focused)
        ratio = painter.device().devicePixelRatioF()
        picture = avatar(voice.id, voice.name, 32, ratio, faded=not voice.available)
        painter.drawPixmap(rect.left() + 18, rect.center().y() - 15, picture)
        buttons = (hovered or chosen or focused) and voice.available
        # What is said of one that is tried takes the room of the plus.
        offers = (hovered or focused) and voice.available and self._state.mixing and not chosen and not reading
        starred = voice.id in self._state.starred
        right = (
            add_rect(rect).left()
            if offers
            else play_rect(rect).left() - 4
            if buttons or reading
            else star_rect(rect).left() - 2
            if starred
            else rect.right() - 14
        )
        said = self._state.reading if reading else second_line(voice)
        roles = ("text", "text_2") if voice.available else ("text_3", "text_3")
        self._paint_texts(painter, rect, (voice.name, said), right, roles, chosen, reading)
        if reading:
            self._paint_bars(painter, QRectF(play_rect(rect)))
        elif buttons:
            self._paint_play(painter, QRectF(play_rect(rect)))
        if starred or hovered or chosen or focused:
            name, role = ("star-fill", "accent_line") if starred else ("star", "text_2")
            paint_icon(painter, name, theme.color(role), QPointF(star_rect(rect).topLeft() + QPoint(5, 5)), 16)
        if offers:
            box = add_rect(rect)
            role = "disabled" if self._state.full else "text_2"
            icon("plus", theme.color(role)).paint(painter, box.adjusted(5, 5, -5, -5))

    def _paint_card(self, painter: QPainter, card: QRectF, chosen: bool, hovered: bool, focused: bool) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(theme.color("row_shadow"))
            painter.drawRoundedRect(card.translated(0, 1), 8, 8)
            painter.setBrush(theme.color("row_selected"))
            painter.drawRoundedRect(card, 8, 8)
        elif hovered:
            painter.setBrush(theme.color("row_hover"))
            painter.drawRoundedRect(card, 8, 8)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line"), 2))
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 8, 8)

    def _paint_texts(
        self,
        painter: QPainter,
        rect: QRect,
        texts: tuple[str, str],
        right: int,
        roles: tuple[str, str],
        chosen: bool,
        reading: bool,
    ) -> None:
        """Paint the two lines *texts*, in the colours *roles*, up to *right*."""
        theme, width = self._theme, right - (rect.left() + 60)
        painter.setFont(font(13, 600 if chosen else 500))
        painter.setPen(theme.color(roles[0]))
        name = painter.fontMetrics().elidedText(texts[0], Qt.TextElideMode.ElideRight, width)
        painter.drawText(rect.left() + 60, rect.top() + 22, name)
        painter.setFont(font(12, 600 if reading else 400))
        painter.setPen(theme.color("accent_text" if reading else roles[1]))
        said = painter.fontMetrics().elidedText(texts[1], Qt.TextElideMode.ElideRight, width)
        painter.drawText(rect.left() + 60, rect.top() + 39, said)

    def _paint_play(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("button_tint"))
        painter.drawEllipse(box)
        icon("play-fill", self._theme.color("text")).paint(painter, box.adjusted(7, 6, -5, -6).toRect())

    def _paint_bars(self, painter: QPainter, box: QRectF) -> None:
        """Paint five bars that swell in turn, at *phase* 0 to 1."""
        pen = QPen(self._theme.color("accent_line"), 3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for bar in range(_BARS):
            swell = 0.5 + 0.5 * math.sin(math.tau * (self._state.phase + bar * 0.23))
            half = 2.5 + 7 * swell
            x = box.left() + 3 + bar * 5
            painter.drawLine(QPointF(x, box.center().y() - half), QPointF(x, box.center().y() + half))
