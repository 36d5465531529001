# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of one paragraph: how they are laid out, and where its letters are in them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextLine, QTextOption

from studio.core.marks import Marks
from studio.ui.manuscript.chips import SHOWN_OTHERWISE
from studio.ui.manuscript.rows import Row

_UNDER_BASELINE = 5


def lay_out(layout: QTextLayout, width: float, pitch: int, direction: Qt.LayoutDirection, indent: float = 0.0) -> None:
    """Break the text of *layout* into lines *pitch* px apart, each in the middle of its height.

    Args:
        width: Of the lines in pixels, with the *indent* that is left free where they begin.
    """
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(direction)
    # A layout takes left for left, also in a text from right to left.
    rightwards = direction == Qt.LayoutDirection.LeftToRight
    option.setAlignment(Qt.AlignmentFlag.AlignLeft if rightwards else Qt.AlignmentFlag.AlignRight)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width - indent)
        line.setPosition(QPointF(indent if rightwards else 0, top + (pitch - line.height()) / 2))
        top += pitch
    layout.endLayout()


def caret_place(layout: QTextLayout, position: int, begin: int) -> int:
    """Where the caret is in the paragraph that begins at *begin*. Qt counts places in a composed text from -2 down."""
    if position >= -1:
        return position - begin if position >= 0 else -1
    return layout.preeditAreaPosition() - (position + 2) if layout.preeditAreaText() else -1


def letter_looks(row: Row, layout: QTextLayout, px: int) -> list[tuple[int, int, int, bool]]:
    """Begin, length, size and slant of letters of *row* that look otherwise than usual: a heading's all, those that are
    emphasised, each in UTF-16 units of what *layout* shows. Letters are *px* pixels large."""
    composed = len(layout.preeditAreaText())
    length = row.width + composed
    found: list[tuple[int, int, int, bool]] = []
    done = 0
    for mark in row.marks:
        if mark.kind in SHOWN_OTHERWISE:
            begin, end = row.units(row.to_shown(mark.start)), row.units(row.to_shown(mark.end, before_chips=True))
            if composed:
                begin, end = (at + (at > layout.preeditAreaPosition()) * composed for at in (begin, end))
            if row.heading and begin > done:
                found.append((done, begin - done, px, False))
            found.append((begin, end - begin, px, True))
            done = end
    if row.heading and length > done:
        found.append((done, length - done, px, False))
    return found


def underlines(layout: QTextLayout, row: Row, marks: Marks) -> list[tuple[float, float, float]]:
    """Left, right and height of the lines under the spans of *row*, one for each line of its text."""
    composed, found = len(layout.preeditAreaText()), []
    for mark in marks:
        if mark.kind in SHOWN_OTHERWISE:
            continue
        end = mark.start + len(row.text[mark.start : mark.end].rstrip())
        first, last = row.units(row.to_shown(mark.start)), row.units(row.to_shown(end, before_chips=True))
        if composed:
            first, last = (at + (at > layout.preeditAreaPosition()) * composed for at in (first, last))
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            begin, stop = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if begin < stop:
                found.append((cursor_x(line, begin), cursor_x(line, stop), line.y() + line.ascent() + _UNDER_BASELINE))
    return found


def cursor_x(line: Any, units: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    """X coordinate before that place of *line*, or of an *edge* of the letter there; the binding returns x alone, or x
    and the place reached."""
    answer = line.cursorToX(units, edge)
    return float(answer[0] if isinstance(answer, tuple) else answer)


def format_range(start: int, end: int, look: QTextCharFormat) -> Any:
    """A range of a layout's text with a look."""
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, look
    return made
