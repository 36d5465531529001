# SPDX-License-Identifier: GPL-3.0-or-later
"""What is painted under words that are seen: hits of a search, and lines of dots under unsure words."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter

from studio.app.text.hits import Hit
from studio.ui.manuscript.lines.found import Found, HitsIn
from studio.ui.manuscript.lines.unsure_lines import UnsureLines, WordsIn
from studio.ui.manuscript.text.pointer import ReadText
from studio.ui.manuscript.text.scrolling import Scrolling
from studio.ui.theme import Theme


class UnderWords(QObject):
    """Asks for the words of each paragraph when it is painted."""

    def __init__(self, theme: Theme, text: ReadText, scrolling: Scrolling) -> None:
        super().__init__(text)
        self._text = text
        self._scrolling = scrolling
        self._found = Found(theme)
        self._unsure = UnsureLines(theme)

    def show_found(self, hits_in: HitsIn | None, current: Hit | None) -> None:
        """Mark the hits that *hits_in* gives for a row, and outline the *current* one; None for no marks."""
        seen = current is not None and current != self._found.current
        self._found.hits_in, self._found.current = hits_in, current
        if seen and current is not None and current.row < len(self._text.rows):
            self._scrolling.bring_hit(current)
        self._text.viewport().update()

    def show_unsure(self, words_in: WordsIn | None, rows: range) -> None:
        """Underline the words that *words_in* gives for a row, None for no lines; *rows* are those of which it gives
        others than before."""
        if words_in is None and self._unsure.words_in is None:
            return
        self._unsure.words_in = words_in
        text, view = self._text, self._text.viewport()
        block = text.lines.block_at(text.verticalScrollBar().value())
        while block.isValid() and (area := text.block_area(block)).top() < view.height():
            if not area.isValid():
                # An edit is being told, after which all that is seen is painted.
                view.update()
                break
            if block.blockNumber() in rows:
                view.update(area.toAlignedRect())
            block = block.next()

    def paint(self, top: int, bottom: int) -> None:
        """Paint what is between two heights of the viewport."""
        if self._found.hits_in is None and self._unsure.words_in is None:
            return
        text = self._text
        painter = QPainter(text.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        block = text.lines.block_at(text.verticalScrollBar().value() + top)
        while block.isValid() and (area := text.block_area(block)).top() < bottom:
            row = text.rows[block.blockNumber()]
            self._found.paint(painter, block, row, area.topLeft())
            self._unsure.paint(painter, block, row, area.topLeft())
            block = block.next()
        painter.end()
