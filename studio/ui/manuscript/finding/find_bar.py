# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar above the text that finds and replaces."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.manuscript.finding.find_field import FindField, FindLine
from studio.ui.theme import Theme, font
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.usable import allow

HEIGHT = 56
_ROW = 40
_ONE_ROW_PX = 740


class FindBar(QWidget):
    """Hidden until it is opened; 56 px high, and a row more where what replaces has no room beside what finds."""

    closed = Signal()
    sought = Signal()
    """What is sought, or how, is another."""
    replacement_changed = Signal(str)
    next_asked = Signal()
    previous_asked = Signal()
    replace_asked = Signal()
    all_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._replaces = False
        self._one_row: bool | None = None
        self.field = FindField(theme)
        self.count = label("", 12, 500)
        self.count.setMinimumWidth(56)
        self.up = IconButton(theme, "caret-up", "Previous", side=28, icon_side=16, role="text_2")
        self.down = IconButton(theme, "caret-down", "Next", side=28, icon_side=16, role="text_2")
        self.put = FindLine("Replace by", "Replace by")
        self.replace = QPushButton("Replace")
        self.all = QPushButton("All")
        for button in (self.replace, self.all):
            button.setFont(font(13, 600))
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.close_button = IconButton(theme, "x", "Close", side=28, icon_side=16, role="text_2")
        self._finding, self._replacing = QWidget(self), QWidget(self)
        self._lay_out()
        self._wire()
        self._arrange()
        self.hide()

    @property
    def replaces(self) -> bool:
        """Whether it shows what replaces, too."""
        return self._replaces

    def open(self, replaces: bool) -> None:
        """Show the bar, with what replaces or without."""
        self._replaces = replaces
        self._arrange()
        self.show()

    def show_count(self, text: str, none: bool) -> None:
        """Show how many were found, such as "3 of 5"; *none* if there is nothing to go to."""
        self.count.setText(text)
        reason = "Nothing is found." if none else ""
        allow(self.up, reason, self._tips[0])
        allow(self.down, reason, self._tips[1])

    def show_replacing(self, text: str, reason: str) -> None:
        """Show the text of the button that replaces all, and the *reason* for which nothing can be replaced."""
        self.all.setText(text)
        allow(self.replace, reason, "Replace this one, and go to the next (Enter)")
        allow(self.all, reason, "Replace all, as one step of undo (Alt+Enter)")

    def show_keys(self, previous: str, following: str) -> None:
        """Show the keys of the arrows in their tips."""
        self._tips = (previous, following)

    def _lay_out(self) -> None:
        self._tips = ("Previous", "Next")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 6, 16, 18)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        finding = QHBoxLayout(self._finding)
        finding.setContentsMargins(0, 0, 0, 0)
        finding.setSpacing(4)
        finding.addWidget(self.field, 1)
        finding.addSpacing(4)
        for each in (self.count, self.up, self.down):
            finding.addWidget(each)
        replacing = QHBoxLayout(self._replacing)
        replacing.setContentsMargins(0, 0, 0, 0)
        replacing.setSpacing(8)
        replacing.addWidget(self.put, 1)
        replacing.addWidget(self.replace)
        replacing.addWidget(self.all)
        self.put.setMinimumWidth(120)
        self.put.setMaximumWidth(320)
        self.field.setMaximumWidth(420)

    def _wire(self) -> None:
        line = self.field.line
        connect(self.field.changed, self.sought)
        connect(line.confirmed, self._confirmed)
        connect(line.back_asked, self.previous_asked)
        connect(line.all_asked, self.all_asked)
        connect(self.put.confirmed, self.replace_asked)
        connect(self.put.back_asked, self.previous_asked)
        connect(self.put.all_asked, self.all_asked)
        connect(self.put.textChanged, self.replacement_changed)
        connect(self.up.clicked, lambda: self.previous_asked.emit())
        connect(self.down.clicked, lambda: self.next_asked.emit())
        connect(self.replace.clicked, lambda: self.replace_asked.emit())
        connect(self.all.clicked, lambda: self.all_asked.emit())
        connect(self.close_button.clicked, lambda: self.closed.emit())

    @called_by_qt
    def _confirmed(self) -> None:
        """Enter in what finds goes to the next one, or replaces this one where something is there to put."""
        if not self._replaces or not self.replace.isEnabled():
            self.next_asked.emit()
        elif self.put.text():
            self.replace_asked.emit()
        else:
            # Words are taken out only by whoever sees that nothing is put there.
            self.put.setFocus()

    def _arrange(self) -> None:
        """Put what replaces beside what finds, or below it."""
        one_row = not self._replaces or self.width() >= _ONE_ROW_PX
        self._replacing.setVisible(self._replaces)
        self.setFixedHeight(HEIGHT if one_row else HEIGHT + _ROW)
        if one_row == self._one_row:
            return
        self._one_row = one_row
        for each in (self._finding, self._replacing, self.close_button):
            self._grid.removeWidget(each)
        self._grid.addWidget(self._finding, 0, 0)
        self._grid.addWidget(self._replacing, *((0, 1) if one_row else (1, 0)))
        self._grid.addWidget(self.close_button, 0, 3)
        self._grid.setColumnStretch(0, 0 if one_row else 1)
        self._grid.setColumnStretch(2, 1 if one_row else 0)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
