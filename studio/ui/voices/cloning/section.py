# SPDX-License-Identifier: GPL-3.0-or-later
"""A section of the page: titles in the margin column, rows at the text's left edge, buttons in a slot between."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from studio.ui.widgets.form import CONTENT_WIDTH, CONTENT_X, MARGIN
from studio.ui.widgets.labels import ElidedLabel, label

SLOT = 40
"""Width of the place left of a row, in which its button stands."""
_GAP = 12
INSET = 12
"""Of a section with a tone, from the edges of the page."""
_PAD = 16
BESIDE_LARGE = 4
"""Pixels below a text of 12 px that stands on the line of one of 24 px."""


class Section(QWidget):
    """`head` puts a title into the margin column, `add` a row beside it.

    Args:
        tone: The palette's colour behind it; "" for that of the page.
    """

    def __init__(self, tone: str = "") -> None:
        super().__init__()
        if tone:
            self.setProperty("look", tone)
            self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = 0
        self._grid = QGridLayout(self)
        left, pad = (MARGIN - INSET, _PAD) if tone else (MARGIN, 0)
        self._grid.setContentsMargins(left, pad, left, pad)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(_GAP)
        self._grid.setColumnStretch(2, 1)
        self._grid.setColumnMinimumWidth(0, CONTENT_X - MARGIN - SLOT)
        self._grid.setColumnMinimumWidth(1, SLOT)

    def head(self, title: str, second: str = "", down: int = 0, middle: bool = False) -> ElidedLabel:
        """Put a title into the margin column, beside the row that is added next: so many pixels *down* from its top, or
        at its *middle*. Returns the title's second line."""
        below = ElidedLabel(12, 400, "second")
        below.show_text(second)
        beside = QWidget()
        beside.setFixedWidth(CONTENT_X - MARGIN - SLOT)
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, down, 8, 0)
        column.setSpacing(4)
        column.addWidget(label(title, 13, 600))
        if not middle:
            column.addWidget(below)
        place = Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(beside, self._rows, 0, place)
        return below

    def add(self, row: QWidget | QLayout, beside: QWidget | None = None, down: int = 0) -> None:
        """Add *row*, with a button *beside* it in the slot left of it, so many pixels *down* from its top."""
        if isinstance(row, QLayout):
            row.setContentsMargins(0, 0, 0, 0)
            inside = QWidget()
            inside.setLayout(row)
        else:
            inside = row
        inside.setMaximumWidth(CONTENT_WIDTH)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(inside, 1)
        line.addStretch(0)
        if beside is not None:
            slot = QVBoxLayout()
            slot.setContentsMargins(0, down, 0, 0)
            slot.addWidget(beside)
            slot.addStretch(1)
            self._grid.addLayout(slot, self._rows, 1)
        self._grid.addLayout(line, self._rows, 2)
        self._rows += 1


def line_of(*widgets: QWidget | None) -> QHBoxLayout:
    """A row; None is what stretches."""
    made = QHBoxLayout()
    made.setSpacing(12)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget)
    return made
