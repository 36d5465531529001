# SPDX-License-Identifier: GPL-3.0-or-later
"""A section of the page: title and second line in the margin column, rows at the text's left edge."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.widgets.form import CONTENT_WIDTH, CONTENT_X, MARGIN
from studio.ui.widgets.labels import label


class Section(QWidget):
    """`rows` is the layout of what it holds.

    Args:
        title: Its title; "" for none.
        second: What is said below the title.
        tone: The palette's colour behind it; "" for that of the page.
    """

    def __init__(self, title: str, second: str = "", tone: str = "") -> None:
        super().__init__()
        if tone:
            self.setProperty("look", tone)
            self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._second = label(second, 12, 400, "second")
        self._second.setWordWrap(True)
        margin = QVBoxLayout()
        margin.setSpacing(4)
        margin.addWidget(label(title, 13, 600))
        margin.addWidget(self._second)
        margin.addStretch(1)
        beside = QWidget()
        beside.setLayout(margin)
        beside.setFixedWidth(CONTENT_X - MARGIN)
        margin.setContentsMargins(0, 0, 8, 0)
        inside = QWidget()
        inside.setMaximumWidth(CONTENT_WIDTH)
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(12)
        line = QHBoxLayout(self)
        pad = 16 if tone else 0
        line.setContentsMargins(MARGIN, pad, MARGIN, pad)
        line.setSpacing(0)
        line.addWidget(beside)
        line.addWidget(inside, 1)
        line.addStretch(0)

    def say(self, second: str) -> None:
        """Say *second* below the title."""
        self._second.setText(second)
