# SPDX-License-Identifier: GPL-3.0-or-later
"""The design panel's header: whose design it is, and which one of A and B."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from studio.ui.design.view import DesignView
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, avatar
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import ElidedLabel, label
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.usable import allow

_HEIGHTS = 46, 10, 8
_NO_B = "There is no B yet: choose it, and it begins as a copy of A."


class DesignHeader(QWidget):
    """Shows name and picture; its signals ask for the other design.

    Args:
        theme: The colours.
        levels: Tells whether the two designs are equally loud.

    Signals:
        switch_requested: The letter of the design to read in.
        exchange_requested: A is to be called B, and B A.
    """

    switch_requested = Signal(str)
    exchange_requested = Signal()

    def __init__(self, theme: Theme, levels: QWidget) -> None:
        super().__init__()
        self._view: DesignView | None = None
        self._picture = QLabel()
        self._picture.setFixedSize(18, 18)
        self.name = ElidedLabel(13, 500, "second")
        self.letters = Segmented(theme, "Design", [("A", "A"), ("B", "B")], padding=12)
        self.swap = IconButton(theme, "arrows-left-right", "Swap A and B", side=28, icon_side=16)
        whole = QGridLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        # What is told of the levels stands close below the letters, at the edge of what follows.
        for row, height in enumerate(_HEIGHTS):
            whole.setRowMinimumHeight(row, height)
        self.setFixedHeight(sum(_HEIGHTS))
        line = QHBoxLayout()
        whole.addLayout(line, 0, 0, 2, 1)
        line.setContentsMargins(16, 0, 12, 0)
        line.setSpacing(6)
        line.addWidget(label("Design", 15, 600))
        line.addSpacing(4)
        line.addWidget(self._picture)
        line.addWidget(self.name, 1)
        line.addWidget(self.letters)
        line.addWidget(self.swap)
        below = QHBoxLayout()
        whole.addLayout(below, 1, 0, 2, 1)
        below.setContentsMargins(0, 0, 12, 0)
        below.addWidget(levels, 0, Qt.AlignmentFlag.AlignRight)
        connect(self.letters.chosen, self.switch_requested)
        connect(self.swap.clicked, self.exchange_requested)
        connect(theme.changed, self._paint_picture)

    def show_design(self, view: DesignView) -> None:
        self._view = view
        self.name.show_text(view.name)
        self._paint_picture()
        self.letters.show_value(view.letter)
        self.letters.setToolTip(f"{view.other_letter} is the other design" if view.other else "B begins as a copy of A")
        allow(self.swap, "" if view.other else _NO_B, "Swap A and B")

    @called_by_qt
    def _paint_picture(self) -> None:
        view, ratio = self._view, self.devicePixelRatioF()
        if view is not None and view.speaker_id:
            self._picture.setPixmap(avatar(view.speaker_id, view.name, 18, ratio, hue=view.hue))
        elif view is not None and view.mix:
            heaviest = max(view.mix, key=lambda row: row.part).voice
            self._picture.setPixmap(avatar(heaviest.id, heaviest.name, 18, ratio))
        else:
            self._picture.clear()
