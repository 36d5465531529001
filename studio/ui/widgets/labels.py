# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels in the sizes of the design."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from studio.ui.door import asked_by_qt, called_by_qt
from studio.ui.theme import font


def label(text: str, size_px: int = 13, weight: int = 400, look: str = "", parent: QWidget | None = None) -> QLabel:
    """A plain-text label; *look* is "", "second", "third" or "section"."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(size_px, weight))
    if look:
        made.setProperty("look", look)
    made.setText(text)
    return made


class ElidedLabel(QLabel):
    """A label that shortens its text with an ellipsis if it does not fit; its tooltip then has the whole text.

    Args:
        size_px, weight, look: Of its letters.
        least: Width below which it is not shortened.
        gone_below: Width below which nothing is shown instead of a few letters.
    """

    def __init__(
        self, size_px: int = 13, weight: int = 400, look: str = "", least: int = 20, gone_below: int = 0
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(size_px, weight))
        if look:
            self.setProperty("look", look)
        self._whole = ""
        self._least = least
        self._gone_below = gone_below

    def show_text(self, text: str) -> None:
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self._elide()
            self.updateGeometry()

    def whole_text(self) -> str:
        return self._whole

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    @asked_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._least, self.sizeHint().width()), super().minimumSizeHint().height())

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        gone = shown != self._whole and self.width() < self._gone_below
        self.setText("" if gone else shown)
        self.setToolTip(self._whole if shown != self._whole else "")
