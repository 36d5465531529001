# SPDX-License-Identifier: GPL-3.0-or-later
"""The field for a clip's words, as high as they need."""

from __future__ import annotations

from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QPlainTextEdit

from studio.ui.door import called_by_qt, connect

LEAST_LINES, MOST_LINES = 2, 4
# Padding and border of the style sheet, and what Qt wants below the last line to show it without scrolling.
_FRAME = 12


class WordsField(QPlainTextEdit):
    """Shows LEAST_LINES to MOST_LINES whole lines, and scrolls beyond."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What is said in the recording")
        self.setPlaceholderText("The words of the recording, if you have them")
        self.setTabChangesFocus(True)
        connect(self.document().documentLayout().documentSizeChanged, self._grow)
        self._grow(QSizeF(0.0, LEAST_LINES))

    @called_by_qt
    def _grow(self, size: QSizeF) -> None:
        # A plain text's height is told in lines.
        lines = min(max(round(size.height()), LEAST_LINES), MOST_LINES)
        margins = 2 * self.document().documentMargin() + _FRAME
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + margins))
