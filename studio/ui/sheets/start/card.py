# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing of a project's card: its wave, title, length, words, state, and when it was open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.core.summary import BARS, Bar
from studio.ui.door import asked_by_qt, called_by_qt
from studio.ui.sheets.start.words import State
from studio.ui.theme import Theme, font, hue_of, icon

CARD_ROLE = Qt.ItemDataRole.UserRole
HEIGHT = 196
GAP = 20
PLAY = 26
_PAD = 20
_PLAY_GAP = 32
_WAVE_MIDDLE = 52
_WAVE_HALF = 23
_BAR = 2.5
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows.

    Attributes:
        path: The project's file.
        title: Its title.
        about: Speakers or chapters, and words.
        length: Its length.
        state, state_text: Shape and words for how far it is rendered.
        when: When it was open last.
        bars: The wave; empty while it is not known.
        words: What a search finds it by.
    """

    path: Path
    title: str
    about: str = ""
    length: str = ""
    state: State = "ring"
    state_text: str = ""
    when: str = ""
    bars: tuple[Bar, ...] = ()
    words: str = ""

    @property
    def spoken(self) -> str:
        """All of it for a screen reader."""
        return ", ".join(filter(None, (self.title, self.length, self.about, self.state_text, self.when)))


def title_rect(card: QRect) -> QRect:
    """Where the title stands."""
    return QRect(card.left() + _PAD, card.top() + 106, card.width() - 2 * _PAD, 32)


def play_rect(card: QRect) -> QRect:
    """Where the chosen card's play button is."""
    return QRect(card.right() + 1 - _PAD - PLAY, card.top() + _WAVE_MIDDLE - PLAY // 2, PLAY, PLAY)


class CardDelegate(QStyledItemDelegate):
    """Draws cards; the view handles pointer and keys.

    Attributes:
        width: A card's.
        playing: Whether the chosen one is heard.
    """

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self.width = 357
        self.playing = False

    @asked_by_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self.width + GAP, HEIGHT + GAP)

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        card: Card = index.data(CARD_ROLE)
        box = card_rect(rect)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        lit = chosen or state & QStyle.StateFlag.State_MouseOver
        painter.setBrush(theme.color("row_selected" if lit and theme.palette.name == "dark" else "playing"))
        painter.drawRoundedRect(QRectF(box), 8, 8)
        if chosen:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line" if focused else "edge"), 2 if focused else 1))
            painter.drawRoundedRect(QRectF(box).adjusted(-3, -3, 3, 3), 10, 10)
        self._paint_wave(painter, box, card.bars, chosen)
        if chosen and card.state != "gone":
            self._paint_play(painter, play_rect(box))
        self._paint_words(painter, box, card)
        painter.restore()

    def _paint_wave(self, painter: QPainter, box: QRect, bars: tuple[Bar, ...], chosen: bool) -> None:
        theme = self._theme
        room = box.width() - 2 * _PAD - (PLAY + _PLAY_GAP if chosen else 0)
        step = room / BARS
        middle = box.top() + _WAVE_MIDDLE
        painter.setPen(Qt.PenStyle.NoPen)
        for number, bar in enumerate(bars or (Bar(),) * BARS):
            x = box.left() + _PAD + (number + 0.5) * step
            painter.setBrush(theme.hue(bar.hue or hue_of(bar.voice)) if bar.voice else theme.color("groove"))
            half = max(1.0, bar.level * _WAVE_HALF)
            painter.drawRoundedRect(QRectF(x - _BAR / 2, middle - half, _BAR, 2 * half), _BAR / 2, _BAR / 2)

    def _paint_play(self, painter: QPainter, round_rect: QRect) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("button_tint"))
        painter.drawEllipse(round_rect)
        name = "pause-fill" if self.playing else "play-fill"
        icon(name, theme.color("text")).paint(painter, round_rect.adjusted(6, 6, -6, -6))

    def _paint_words(self, painter: QPainter, box: QRect, card: Card) -> None:
        theme = self._theme
        title = title_rect(box)
        painter.setFont(font(13))
        painter.setPen(theme.color("text_2"))
        painter.drawText(title, _RIGHT, card.length)
        room = title.width() - painter.fontMetrics().horizontalAdvance(card.length) - 12
        painter.setFont(font(15, 600))
        painter.setPen(theme.color("text_3" if card.state == "gone" else "text"))
        painter.drawText(title, _LEFT, painter.fontMetrics().elidedText(card.title, Qt.TextElideMode.ElideRight, room))
        painter.setFont(font(12))
        painter.setPen(theme.color("text_2"))
        painter.drawText(QRect(title.left(), box.top() + 138, title.width(), 20), _LEFT, card.about)
        foot = QRect(title.left(), box.top() + 159, title.width(), 20)
        painter.setPen(theme.color("text_3"))
        painter.drawText(foot, _RIGHT, card.when)
        painter.setPen(theme.color("text_2"))
        painter.drawText(foot.adjusted(19 if card.state_text else 0, 0, 0, 0), _LEFT, card.state_text)
        if card.state_text:
            self._paint_state(painter, QPointF(foot.left() + 5.5, foot.center().y() + 1), card.state)

    def _paint_state(self, painter: QPainter, centre: QPointF, state: State) -> None:
        theme = self._theme
        if state == "ready":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("ready"))
            painter.drawEllipse(centre, 4, 4)
            return
        color = theme.color("error" if state == "gone" else "text_2")
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 3.25, 3.25)
        if state == "part":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawPie(QRectF(centre.x() - 4, centre.y() - 4, 8, 8), 90 * 16, 180 * 16)


def card_rect(cell: QRect) -> QRect:
    """The card within its cell, which has the gap around it."""
    return cell.adjusted(GAP // 2, GAP // 2, -GAP // 2, -GAP // 2)
