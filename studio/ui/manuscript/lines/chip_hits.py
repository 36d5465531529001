# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a mark is at a place of the view: its chip, the figure on it, or an end of its span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from studio.core.mark_values import RANGES
from studio.core.marks import Mark, kind_of
from studio.ui.manuscript.lines.chips import FIGURE_X, SHOWN_OTHERWISE
from studio.ui.manuscript.lines.layout import ManuscriptLayout
from studio.ui.manuscript.lines.rows import Row, Rows
from studio.ui.manuscript.lines.text_lines import cursor_x

Part = Literal["chip", "figure", "begin", "end"]
HANDLE_WIDTH, HANDLE_HEIGHT = 2, 10
_NEAR_PX = 5
_LOWER_SHARE = 0.62
_NEAR_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A part of the mark *number* of the paragraph *row*; *place* is its chip's in what the row shows, -1 for none."""

    row: int
    number: int
    part: Part
    place: int = -1


def hit_at(lines: ManuscriptLayout, rows: Rows, at: QPointF) -> Hit | None:
    """What of a mark is at a place of the document's coordinates."""
    block = lines.block_at(at.y())
    row = block.blockNumber()
    if not 0 <= row < len(rows) or not rows[row].marks:
        return None
    shown, area = rows[row], lines.area(block)
    number = int((at.y() - area.top()) // lines.measures.pitch(row))
    if not 0 <= number < block.layout().lineCount():
        return None
    place = shown.place(block.layout().lineAt(number).xToCursor(at.x() - area.left()))
    for near in (place - 1, place):
        chip = shown.chip_at(near)
        if chip is not None and chip.number < len(shown.marks):
            box = lines.chip_box(row, near)
            if box.contains(at):
                figure = chip.mark.kind in RANGES and at.x() >= box.left() + FIGURE_X * lines.looks.chips.scale
                return Hit(row, chip.number, "figure" if figure else "chip", near)
    return _end_at(lines, rows, row, shown.to_text(place), at)


@dataclass(frozen=True, slots=True)
class ToldHit:
    """A word of the paragraph *row* that a dictionary says, by its *mark*; *chip* for its chip."""

    row: int
    mark: Mark
    chip: bool = False


def told_at(lines: ManuscriptLayout, rows: Rows, at: QPointF) -> ToldHit | None:
    """The word that a dictionary says, or its chip, at a place of the document's coordinates."""
    block = lines.block_at(at.y())
    row = block.blockNumber()
    told = lines.looks.told(rows[row]) if 0 <= row < len(rows) else ()
    if not told:
        return None
    shown, area = rows[row], lines.area(block)
    for mark in lines.looks.glossed(shown):
        if lines.gloss_box(row, mark).contains(at):
            return ToldHit(row, mark, chip=True)
    number = int((at.y() - area.top()) // lines.measures.pitch(row))
    if not 0 <= number < block.layout().lineCount():
        return None
    line, x = block.layout().lineAt(number), at.x() - area.left()
    if not line.naturalTextRect().left() <= x <= line.naturalTextRect().right():
        return None
    index = shown.to_text(shown.place(line.xToCursor(x, line.CursorPosition.CursorOnCharacter)))
    return next((ToldHit(row, mark) for mark in told if mark.start <= index < mark.end), None)


def _end_at(lines: ManuscriptLayout, rows: Rows, row: int, index: int, at: QPointF) -> Hit | None:
    """The end of a span at a place near the row's character *index*, below its letters."""
    for number, mark in enumerate(rows[row].marks):
        sides: tuple[tuple[Part, int], ...] = (("end", shown_end(rows[row], mark)), ("begin", mark.start))
        for side, where in sides if has_ends(mark) else ():
            if abs(where - index) <= _NEAR_LETTERS:
                box = end_box(lines, rows[row], row, mark, side)
                lower = box.top() + _LOWER_SHARE * box.height()
                if abs(box.center().x() - at.x()) <= _NEAR_PX and lower <= at.y() <= box.bottom():
                    return Hit(row, number, side)
    return None


def has_ends(mark: Mark) -> bool:
    """Whether *mark* is a span whose line is drawn, so that its ends can be taken."""
    return not kind_of(mark).point and mark.kind not in SHOWN_OTHERWISE


def shown_end(row: Row, mark: Mark) -> int:
    """Where the line under *mark* ends, which is before blanks."""
    return mark.start + len(row.text[mark.start : mark.end].rstrip())


def end_box(lines: ManuscriptLayout, shown: Row, row: int, mark: Mark, side: Part) -> QRectF:
    """A line high, of no width, at an end of the span *mark* of the paragraph *row*."""
    block = lines.document().findBlockByNumber(row)
    area = lines.area(block)
    begins = side == "begin"
    units = shown.units(shown.to_shown(mark.start if begins else shown_end(shown, mark), before_chips=not begins))
    # At a line's break the end is behind the last letter, not before the next line's first one.
    line = block.layout().lineForTextPosition(units if begins else max(units - 1, 0))
    if not line.isValid():
        return QRectF()
    number = line.lineNumber()
    pitch = lines.measures.pitch(row)
    return QRectF(area.left() + cursor_x(line, units), area.top() + number * pitch, 0, pitch)
