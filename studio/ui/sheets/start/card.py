# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing of projects: cards with wave, title, length, words, state, and when each was open; earlier ones as rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.core.hues import hue_of
from studio.core.summary import BARS, Bar
from studio.ui.door import asked_by_qt, called_by_qt
from studio.ui.pictures import picture
from studio.ui.sheets.start.words import State
from studio.ui.theme import Theme, avatar, font, icon

CARD_ROLE = Qt.ItemDataRole.UserRole
HEIGHT = 196
ROW_HEIGHT = 36
HEADING_HEIGHT = 44
GAP = 20
PLAY = 26
_PAD = 20
_PLAY_GAP = 32
_ROW_BARS = 40
_ROW_WAVE = 150
_ROW_LENGTH = 80
_ROW_WHEN = 84
_LEAST_TITLE = 150
_WAVE_MIDDLE = 52
_WAVE_HALF = 23
_BAR = 2.5
_COVER = 76
_COVER_GAP = 16
_COVER_SIDE = 3 * _COVER
_COVER_PIXELS = 1_000_000
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_LEFT_BELOW = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
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
        small: Whether it is a row below the cards.
        cover: Picture of its cover as a JPEG; empty for none.
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
    small: bool = False
    cover: bytes = b""

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


def row_play_rect(row: QRect) -> QRect:
    """Where the chosen row's play button is."""
    return QRect(row.right() + 1 - 12 - _ROW_WHEN - PLAY, row.center().y() - PLAY // 2 + 1, PLAY, PLAY)


def play_place(cell: QRect, card: Card) -> QRect:
    """Where the play button is in the cell of a chosen card."""
    return row_play_rect(row_rect(cell)) if card.small else play_rect(card_rect(cell))


def title_place(cell: QRect, card: Card) -> QRect:
    """Where the title is in the cell of a card."""
    if card.small:
        return row_rect(cell).adjusted(46, 2, -_ROW_WHEN - _ROW_LENGTH, -2)
    return title_rect(card_rect(cell))


def cover_rect(card: QRect, picture: QSize) -> QRect:
    """Where the cover is, of which the *picture* has that size."""
    size = picture.scaled(QSize(_COVER, _COVER), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    return QRect(card.left() + _PAD, card.top() + _WAVE_MIDDLE - size.height() // 2, size.width(), size.height())


def fewer(bars: tuple[Bar, ...], count: int) -> tuple[Bar, ...]:
    """*bars*, or grey ones for none, as *count*: of those that fall together the loudest."""
    if not bars:
        return (Bar(),) * count
    step = len(bars) / count
    return tuple(
        max(bars[round(n * step) : max(round(n * step) + 1, round((n + 1) * step))], key=lambda bar: bar.level)
        for n in range(count)
    )


class CardDelegate(QStyledItemDelegate):
    """Draws cards, smaller ones as rows below a heading; the view handles pointer and keys.

    Attributes:
        width: A card's.
        across: How many are side by side.
        playing: Whether the chosen one is heard.
    """

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self.width = 357
        self.across = 3
        self.playing = False
        self._covers: dict[bytes, QImage | None] = {}

    @asked_by_qt(QSize)
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        whole = self.across * (self.width + GAP)
        card = index.data(CARD_ROLE)
        if card is None:
            return QSize(whole, HEADING_HEIGHT)
        return QSize(whole // 2, ROW_HEIGHT) if card.small else QSize(self.width + GAP, HEIGHT + GAP)

    @called_by_qt
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        card: Card | None = index.data(CARD_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if card is None:
            painter.setFont(font(12, 600))
            painter.setPen(self._theme.color("text_2"))
            painter.drawText(rect.adjusted(GAP // 2, 0, 0, -6), int(_LEFT_BELOW), str(index.data()))
        else:
            box = row_rect(rect) if card.small else card_rect(rect)
            self._paint_box(painter, box, state, card.small)
            if card.small:
                self._paint_row(painter, box, card, bool(state & QStyle.StateFlag.State_Selected))
            else:
                self._paint_card(painter, box, card, bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRect, state: QStyle.StateFlag, small: bool) -> None:
        theme = self._theme
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(Qt.PenStyle.NoPen)
        lit = chosen or bool(state & QStyle.StateFlag.State_MouseOver)
        if lit or not small:
            painter.setBrush(theme.color("row_selected" if lit and theme.palette.name == "dark" else "playing"))
            painter.drawRoundedRect(QRectF(box), 8, 8)
        if chosen:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            by = 0 if small else 3
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent_line" if focused else "edge"), 2 if focused else 1))
            painter.drawRoundedRect(QRectF(box).adjusted(-by, -by, by, by), 10 if by else 8, 10 if by else 8)

    def _paint_card(self, painter: QPainter, box: QRect, card: Card, chosen: bool) -> None:
        room = box.width() - 2 * _PAD - (PLAY + _PLAY_GAP if chosen else 0)
        place = QRect(box.left() + _PAD, box.top() + _WAVE_MIDDLE - _WAVE_HALF, room, 2 * _WAVE_HALF)
        cover = self._cover(card.cover)
        if cover is not None:
            shown = cover_rect(box, cover.size())
            self._paint_cover(painter, shown, cover)
            place.setLeft(shown.right() + 1 + _COVER_GAP)
        self._paint_wave(painter, place, card.bars or (Bar(),) * BARS)
        if chosen and card.state != "gone":
            self._paint_play(painter, play_rect(box))
        self._paint_words(painter, box, card)

    def _cover(self, data: bytes) -> QImage | None:
        """The picture of a cover; None if there is none that can be shown."""
        if data not in self._covers:
            self._covers[data] = picture(data, _COVER_SIDE, _COVER_PIXELS)
        return self._covers[data]

    def _paint_cover(self, painter: QPainter, place: QRect, cover: QImage) -> None:
        painter.save()
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(place), 3, 3)
        painter.setClipPath(outline)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, cover)
        painter.restore()

    def _paint_row(self, painter: QPainter, box: QRect, card: Card, chosen: bool) -> None:
        theme = self._theme
        voice = next((bar.voice for bar in card.bars if bar.voice), card.title)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(box.left() + 8, box.center().y() - 10, avatar(voice, card.title, 22, ratio))
        painter.setFont(font(12))
        right = box.adjusted(0, 0, -12, 0)
        painter.setPen(theme.color("text_3"))
        painter.drawText(right, _RIGHT, card.when)
        right.adjust(0, 0, -_ROW_WHEN, 0)
        painter.setPen(theme.color("text_2"))
        title = box.adjusted(38, 0, 0, 0)
        # There is nothing to tell of a project that is gone, or cannot be read, but that.
        lack = "" if card.length else card.state_text
        if chosen and card.state != "gone":
            self._paint_play(painter, row_play_rect(box))
        else:
            painter.drawText(right, _RIGHT, lack or card.length)
        right.adjust(0, 0, -max(_ROW_LENGTH, painter.fontMetrics().horizontalAdvance(lack)), 0)
        if not lack and right.right() - title.left() >= _ROW_WAVE + _LEAST_TITLE:
            wave = QRect(right.right() - _ROW_WAVE, box.top() + 8, _ROW_WAVE, box.height() - 16)
            self._paint_wave(painter, wave, fewer(card.bars, _ROW_BARS))
            right.setRight(wave.left())
        title.setRight(right.right() - 12)
        painter.setFont(font(13, 500))
        painter.setPen(theme.color("text_3" if card.state == "gone" else "text"))
        said = painter.fontMetrics().elidedText(card.title, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, _LEFT, said)

    def _paint_wave(self, painter: QPainter, place: QRect, bars: tuple[Bar, ...]) -> None:
        theme = self._theme
        step = place.width() / len(bars)
        thick = min(_BAR, step * 0.6)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, bar in enumerate(bars):
            x = place.left() + (number + 0.5) * step
            painter.setBrush(theme.hue(bar.hue or hue_of(bar.voice)) if bar.voice else theme.color("groove"))
            half = max(1.0, bar.level * place.height() / 2)
            middle = place.top() + place.height() / 2
            painter.drawRoundedRect(QRectF(x - thick / 2, middle - half, thick, 2 * half), thick / 2, thick / 2)

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


def row_rect(cell: QRect) -> QRect:
    """The row within its cell."""
    return cell.adjusted(GAP // 2 - 8, 1, -GAP // 2 + 8, -1)
