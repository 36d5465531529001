# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks painted under the text: the heard word's box and the paragraph being read."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextLayout, QTextLine
from PySide6.QtWidgets import QTextEdit

from studio.ui.manuscript.lines.measures import line_height
from studio.ui.manuscript.lines.text_lines import RIGHT_TO_LEFT, cursor_x, end_x

_BETWEEN_BOXES = 4
_SIDE = 3.0


def word_boxes(block: QTextBlock, start: int, end: int) -> list[QRectF]:
    """Boxes behind characters *start* to *end* of *block*, one for each line, relative to the block's corner."""
    layout = block.layout()
    boxes: list[QRectF] = []
    height = line_height(block.document()) - _BETWEEN_BOXES
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first < last:
            top = line.y() + (line.height() - height) / 2
            boxes += [
                QRectF(left - _SIDE, top, right - left + 2 * _SIDE, height)
                for left, right in _stretches(layout, line, first, last, block.text())
            ]
    return boxes


def _stretches(layout: QTextLayout, line: QTextLine, first: int, last: int, text: str) -> list[tuple[float, float]]:
    """Left and right ends of the letters *first* to *last* of *line*: more than one where the direction changes."""
    if not RIGHT_TO_LEFT.search(text):
        return [(cursor_x(line, first), end_x(layout, line, last))]
    edges = (line.Edge.Leading, line.Edge.Trailing)
    sides = sorted(tuple(sorted(cursor_x(line, place, edge) for edge in edges)) for place in range(first, last))
    found: list[tuple[float, float]] = []
    for left, right in sides:
        if found and left <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def line_of(block: QTextBlock, position: int) -> int:
    """Number of the line of *block* that holds its character *position*."""
    line = block.layout().lineForTextPosition(position)
    return line.lineNumber() if line.isValid() else 0


def text_selection(document: QTextDocument, start: int, end: int, color: QColor) -> QTextEdit.ExtraSelection:
    """A selection of the document's positions *start* to *end*, in *color*."""
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    written = QTextCharFormat()
    written.setForeground(color)
    selection.cursor = cursor
    selection.format = written
    return selection
