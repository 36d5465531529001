# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a word of the text is, for the popover that is about it."""

from __future__ import annotations

from PySide6.QtCore import QRect

from studio.ui.manuscript.lines.marks import word_boxes
from studio.ui.manuscript.text.editor import ManuscriptEditor


def word_box(editor: ManuscriptEditor, start: int, end: int) -> QRect:
    """The place in the view of text[start:end], all its lines; that of the paragraph where it has no letters."""
    first, last = editor.rows.to_document(start), editor.rows.to_document(end, before_chips=True)
    block = editor.document().findBlock(first)
    area = editor.block_area(block)
    boxes = word_boxes(block, first - block.position(), last - block.position())
    if not boxes:
        return QRect(area.topLeft().toPoint(), area.size().toSize())
    found = boxes[0]
    for box in boxes[1:]:
        found = found.united(box)
    return found.translated(area.topLeft()).toAlignedRect()
