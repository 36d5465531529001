# SPDX-License-Identifier: GPL-3.0-or-later
"""The left panel: the voices, and from some chapters on a choice between these and the chapters at its head."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.outline import OutlinePanel
from studio.ui.theme import Theme
from studio.ui.voices import VoicesPanel
from studio.ui.widgets.labels import label
from studio.ui.widgets.segmented import Segmented

Side = Literal["chapters", "voices"]


class LeftPanel(QWidget):
    """Holds both; `turned` tells that the other one is shown."""

    turned = Signal()

    def __init__(self, theme: Theme, outline: OutlinePanel, voices: VoicesPanel) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outline, self._voices = outline, voices
        self.sides = Segmented(theme, "Left panel", (("chapters", "Chapters"), ("voices", "Voices")))
        self.count = label("", 13, 500, "second")
        self._head = QWidget()
        line = QHBoxLayout(self._head)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(12)
        line.addWidget(self.sides)
        line.addWidget(self.count)
        line.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(outline)
        self._pages.addWidget(voices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._pages, 1)
        connect(self.sides.chosen, self._chosen)
        connect(voices.wanted, lambda: self.show_side("voices"))
        connect(outline.wanted, lambda: self.show_side("chapters"))
        self._head.hide()
        self.show_side("voices")

    @property
    def side(self) -> Side:
        """The one that is shown."""
        return "chapters" if self._pages.currentWidget() is self._outline else "voices"

    def offer_chapters(self, count: int, least: int) -> None:
        """Offer the chapters from *least* of them on, and show them when they are offered first."""
        offered = not self._head.isHidden()
        self.count.setText(str(count))
        if (count >= least) != offered:
            self._head.setVisible(count >= least)
            self._voices.show_title(count < least)
            self.show_side("chapters" if count >= least else "voices")

    def show_side(self, side: Side) -> None:
        self.sides.show_value(side)
        before = self._pages.currentWidget()
        self._pages.setCurrentWidget(self._outline if side == "chapters" else self._voices)
        self.count.setVisible(side == "chapters")
        if self._pages.currentWidget() is not before:
            self.turned.emit()

    def close_innermost(self) -> bool:
        """Close the innermost open thing of what is shown; False if there is none."""
        return self._outline.close_innermost() if self.side == "chapters" else self._voices.close_innermost()

    @called_by_qt
    def _chosen(self, side: str) -> None:
        self.show_side("chapters" if side == "chapters" else "voices")
