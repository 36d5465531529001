# SPDX-License-Identifier: GPL-3.0-or-later
"""The sentence that is heard, in a line below the map: its words as in the manuscript, the heard one marked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, avatar, font

HEIGHT = 52
_AVATAR = 22
_LEFT, _TEXT_AT, _PADDING = 16, 96, 3
_NAME_AT, _MOST_NAME, _NAME_GAP = _LEFT + _AVATAR + 8, 140, 16


@dataclass(frozen=True, slots=True)
class SentenceShown:
    """A sentence and who speaks it.

    Attributes:
        word: Where the heard word begins and ends in *text*; two equal numbers for none.
    """

    speaker_id: str = ""
    speaker: str = ""
    hue: str = ""
    text: str = ""
    word: tuple[int, int] = (0, 0)


class SentenceLine(QWidget):
    """Shows one sentence; a long one is moved along so that the heard word is seen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.view = SentenceShown()
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("The sentence that is heard")
        connect(theme.changed, self.update)

    def show_sentence(self, shown: SentenceShown) -> None:
        if shown != self.view:
            self.view = shown
            self.setAccessibleDescription(shown.text)
            self.update()

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        shown, theme = self.view, self._theme
        if not shown.text:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        picture = avatar(shown.speaker_id, shown.speaker, _AVATAR, self.devicePixelRatioF(), hue=shown.hue)
        painter.drawPixmap(QPointF(_LEFT, middle - _AVATAR / 2), picture)
        painter.setFont(font(13, 500))
        painter.setPen(theme.hue(shown.hue))
        name = painter.fontMetrics().elidedText(shown.speaker, Qt.TextElideMode.ElideRight, _MOST_NAME)
        painter.drawText(QPointF(_NAME_AT, middle + 5), name)
        begin = max(_TEXT_AT, _NAME_AT + painter.fontMetrics().horizontalAdvance(name) + _NAME_GAP)
        painter.setClipRect(QRectF(begin, 0, self.width() - begin - _LEFT, self.height()))
        self._paint_text(painter, middle, begin)

    def _paint_text(self, painter: QPainter, middle: float, begin: float) -> None:
        shown, theme = self.view, self._theme
        painter.setFont(font(16, 400))
        metrics = QFontMetricsF(painter.font())
        start, end = shown.word
        before, word, after = shown.text[:start], shown.text[start:end], shown.text[end:]
        long = metrics.horizontalAdvance(before)
        wide = metrics.horizontalAdvance(before + word) - long
        room = self.width() - begin - _LEFT
        whole = metrics.horizontalAdvance(shown.text)
        left = begin - min(max(long + wide / 2 - room / 2, 0.0), max(whole - room, 0.0))
        baseline = middle + metrics.ascent() / 2 - 2
        if word:
            box = QRectF(left + long - _PADDING, middle - 14, wide + 2 * _PADDING, 28)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(box, 4, 4)
        for text, at, role in (
            (before, left, "heard_text"),
            (word, left + long, "on_accent"),
            (after, left + long + wide, "text"),
        ):
            painter.setPen(theme.color(role))
            painter.drawText(QPointF(at, baseline), text)
