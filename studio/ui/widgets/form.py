# SPDX-License-Identifier: GPL-3.0-or-later
"""The grid of a form: sections with their label in the margin column, and fields with their label above."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.widgets.labels import label

MARGIN = 24
CONTENT_X = 184
CONTENT_WIDTH = 616
NARROW_X = 128
NARROW_BELOW = CONTENT_X + CONTENT_WIDTH + MARGIN + 8
"""Width of a page, with its scroll bar, below which its sections are narrow."""


class FormSection(QWidget):
    """A section: its title in the margin column, its rows at the text's left edge, in the layout `rows`."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = label(title, 15, 600)
        self.show_narrow(False)
        self.title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(self)
        line.setContentsMargins(MARGIN, 0, MARGIN, 0)
        line.setSpacing(0)
        line.addWidget(self.title)
        inside = QWidget(self)
        inside.setMaximumWidth(CONTENT_WIDTH)
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(16)
        line.addWidget(inside, 1)
        line.addStretch(0)

    def show_narrow(self, narrow: bool) -> None:
        """Leave less room to the title, where what it names has not enough."""
        self.title.setFixedWidth((NARROW_X if narrow else CONTENT_X) - MARGIN)


def field_of(title: str, control: QWidget) -> QWidget:
    """*control* with its *title* above."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label(title, 12, 400, "second"))
    column.addWidget(control)
    return made


def side_by_side(*fields: QWidget) -> QHBoxLayout:
    """A row of fields, from the left, on one line whether they have a title above or not."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(24)
    for each in fields:
        line.addWidget(each, 0, Qt.AlignmentFlag.AlignBottom)
    line.addStretch(1)
    return line
