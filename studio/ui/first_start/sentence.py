# SPDX-License-Identifier: GPL-3.0-or-later
"""The sentence of the first start in large letters, the heard word marked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.manuscript.lines.text_lines import cursor_x
from studio.ui.theme import Theme, font

WIDTH = 560
_LINE = 36
_BESIDE = 4


class FirstSentence(QAbstractButton):
    """A press on it asks to write in its place; it is as high as its lines.

    Attributes:
        heard: Begin and end of the marked word, and begin of its sentence, in characters; zeros for none.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines = QTextLayout()
        self.heard = (0, 0, 0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._lines.setTextOption(option)
        self._lines.setFont(font(24, 500))
        self.setAccessibleName("Write your own words")
        self.setToolTip("Write your own words")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMaximumWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        connect(theme.changed, self.update)

    def show_text(self, text: str) -> None:
        """Show a sentence."""
        if text != self._lines.text():
            self._lines.setText(text)
            self.setAccessibleDescription(text)
            self._break_lines()

    def show_heard(self, start: int, end: int, sentence_start: int) -> None:
        """Mark the word from *start* to *end*, in characters, and dim what was heard of its sentence; nothing where
        both are equal."""
        if (start, end, sentence_start) != self.heard:
            self.heard = start, end, sentence_start
            self.update()

    def box_of(self, start: int, end: int) -> QRectF:
        """Where the characters from *start* to *end*, which are in one line, stand."""
        line = self._lines.lineForTextPosition(start)
        if not line.isValid():
            return QRectF()
        left, right = (cursor_x(line, place) for place in (start, end))
        return QRectF(left, line.y(), right - left, _LINE)

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self.height())

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._break_lines()

    def _break_lines(self) -> None:
        self._lines.beginLayout()
        top = 0
        while (line := self._lines.createLine()).isValid():
            line.setLineWidth(max(self.width(), 1))
            line.setPosition(QPointF(0, top))
            top += _LINE
        self._lines.endLayout()
        self.setFixedHeight(max(top, _LINE))
        self.update()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, (start, end, sentence_start) = self._theme, self.heard
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lead = (_LINE - QFontMetricsF(self._lines.font()).height()) / 2
        if start < end:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            box = self.box_of(start, end)
            painter.drawRoundedRect(box.adjusted(-_BESIDE, 2, _BESIDE, -2), 4, 4)
        formats = []
        for first, last, role in ((sentence_start, start, "heard_text"), (start, end, "on_accent")):
            if first < last:
                part = QTextLayout.FormatRange()
                part.start, part.length = first, last - first
                part.format.setForeground(theme.color(role))
                formats.append(part)
        painter.setPen(theme.color("text"))
        self._lines.draw(painter, QPointF(0, max(lead, 0.0)), formats)
