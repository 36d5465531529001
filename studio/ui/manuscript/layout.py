# SPDX-License-Identifier: GPL-3.0-or-later
"""The manuscript's layout: lines 28 px apart, paragraphs 24 px apart.

QPlainTextEdit ignores line heights. It asks the document's layout for each block's rectangle before it uses the block,
so this layout moves the lines apart then and returns the taller rectangle.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QPlainTextDocumentLayout

from studio.ui.door import asked_by_qt

LINE_HEIGHT = 28
PARAGRAPH_GAP = 24


def is_gap(block: QTextBlock) -> bool:
    """Whether *block* is an empty line between others, which is a gap instead of having one."""
    return block.isValid() and block.length() == 1 and block.next().isValid()


def gap_below(block: QTextBlock) -> int:
    return 0 if is_gap(block) or is_gap(block.next()) else PARAGRAPH_GAP


class SpacedLayout(QPlainTextDocumentLayout):
    """Plain-text layout with fixed line height and a gap below each paragraph."""

    @asked_by_qt(QRectF)
    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        rect = super().blockBoundingRect(block)
        if not block.isValid() or not block.isVisible():
            return rect
        layout = block.layout()
        count = layout.lineCount()
        if count == 0:
            return rect
        pitch = PARAGRAPH_GAP if is_gap(block) else LINE_HEIGHT
        last = layout.lineAt(count - 1)
        top = (pitch - last.height()) / 2
        if abs(last.y() - (top + pitch * (count - 1))) > 0.01 or abs(layout.lineAt(0).y() - top) > 0.01:
            for number in range(count):
                line = layout.lineAt(number)
                line.setPosition(QPointF(line.x(), top + pitch * number))
        rect.setHeight(pitch * count + gap_below(block))
        return rect
