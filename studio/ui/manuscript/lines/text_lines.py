# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of one paragraph: how they are laid out, and where its letters are in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from studio.core.marks import Mark, Marks
from studio.ui.manuscript.lines.chips import SHOWN_OTHERWISE
from studio.ui.manuscript.lines.rows import Row
from studio.ui.theme import font

_UNDER_BASELINE = 5
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters of the scripts that are written so."""


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


@dataclass(frozen=True, slots=True)
class LetterLook:
    """How letters look, in UTF-16 units of what a layout shows.

    Attributes:
        start, length: Which letters.
        px: Their size.
        slanted: Whether they are emphasised.
        room: Pixels that are kept free behind the last of them.
    """

    start: int
    length: int
    px: int
    slanted: bool = False
    room: float = 0.0


def letter_looks(row: Row, layout: QTextLayout, px: int, rooms: Sequence[tuple[Mark, float]] = ()) -> list[LetterLook]:
    """The letters of *row* that look otherwise than usual: a heading's all, those that are emphasised, and the last
    letter of each mark of *rooms*, behind which pixels are kept free. Letters are *px* pixels large."""
    end = row.width + len(layout.preeditAreaText())
    slanted = [_shown_of(row, layout, mark) for mark in row.marks if mark.kind in SHOWN_OTHERWISE]
    kept = {_last_letter(row, layout, mark): room for mark, room in rooms}
    edges = {0, end, *(edge for stretch in (*slanted, *kept) for edge in stretch)}
    found: list[LetterLook] = []
    for begin, stop in pairwise(sorted(edge for edge in edges if 0 <= edge <= end)):
        leans = any(first <= begin < last for first, last in slanted)
        room = next((room for (first, last), room in kept.items() if first <= begin < last), 0.0)
        if row.heading or leans or room:
            found.append(LetterLook(begin, stop - begin, px, leans, room))
    return found


def look_of(letters: Any) -> LetterLook:
    """How the *letters* of a range of a layout's formats look."""
    written = letters.format.font()
    spaced = written.letterSpacingType() == QFont.SpacingType.AbsoluteSpacing
    room = written.letterSpacing() if spaced else 0.0
    return LetterLook(letters.start, letters.length, written.pixelSize(), written.italic(), room)


def format_of(look: LetterLook, weight: int) -> Any:
    """The range of a layout's formats in which letters have *look*."""
    written = font(look.px, weight)
    written.setItalic(look.slanted)
    if look.room:
        written.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, look.room)
    made = QTextCharFormat()
    made.setFont(written)
    return format_range(look.start, look.start + look.length, made)


def end_x(layout: QTextLayout, line: Any, units: int) -> float:
    """X coordinate of the right side of the letter before that place of *line*, without the room kept free behind
    it."""
    at = cursor_x(line, units)
    for letters in layout.formats():
        if letters.start + letters.length == units:
            return at - look_of(letters).room
    return at


def has_room(row: Row, mark: Mark) -> bool:
    """Whether room can be kept behind the text of *mark*: letters from right to left have their end at the left."""
    return 0 <= mark.start < mark.end <= len(row.text) and not RIGHT_TO_LEFT.search(row.text)


def _shown_of(row: Row, layout: QTextLayout, mark: Mark) -> tuple[int, int]:
    """Where the letters of *mark* begin and end in what *layout* shows of *row*."""
    begin, end = row.units(row.to_shown(mark.start)), row.units(row.to_shown(mark.end, before_chips=True))
    composed = len(layout.preeditAreaText())
    if composed:
        begin, end = (at + (at > layout.preeditAreaPosition()) * composed for at in (begin, end))
    return begin, end


def _last_letter(row: Row, layout: QTextLayout, mark: Mark) -> tuple[int, int]:
    """Where the last letter of *mark*, with its accents, begins and ends in what *layout* shows of *row*."""
    _, end = _shown_of(row, layout, mark)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, row.text[mark.start : mark.end])
    finder.toEnd()
    whole = finder.position()
    return end - (whole - max(finder.toPreviousBoundary(), 0)), end


def room_box(layout: QTextLayout, row: Row, mark: Mark, room: float) -> QRectF:
    """The place of the *room* behind the last letter of *mark*, as high as its line; empty where it has none."""
    _, end = _shown_of(row, layout, mark)
    line = layout.lineForTextPosition(max(end - 1, 0))
    if not line.isValid():
        return QRectF()
    return QRectF(cursor_x(line, end) - room, line.y(), room, line.height())


def underlines(layout: QTextLayout, row: Row, marks: Marks) -> list[tuple[float, float, float]]:
    """Left, right and height of the lines under the spans of *row*, one for each line of its text."""
    found = []
    for mark in marks:
        if mark.kind in SHOWN_OTHERWISE:
            continue
        end = mark.start + len(row.text[mark.start : mark.end].rstrip())
        first, last = _shown_of(row, layout, replace(mark, end=end))
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            begin, stop = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if begin < stop:
                right = end_x(layout, line, stop)
                found.append((cursor_x(line, begin), right, line.y() + line.ascent() + _UNDER_BASELINE))
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
