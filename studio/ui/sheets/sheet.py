# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet: a page with a left column, a middle and perhaps a right column, in place of the window's columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.core.observe import Signal as Told
from studio.ui.columns.side import LEFT, RIGHT
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label

HEAD_HEIGHT = 56
WIDE = 1280
"""Width from which on the left column is shown; below, it is a menu in the header."""


@dataclass(frozen=True, slots=True)
class MainAction:
    """What the button at the right of the transport does while a sheet is shown.

    Attributes:
        text: The button's text.
        act: What it does.
        reason: Why that is not possible now; "" if it is.
        tip: What it does, in a few words.
    """

    text: str
    act: Callable[[], object]
    reason: str = ""
    tip: str = ""


class Undoing(Protocol):
    """What has an undo: the project, or the settings."""

    @property
    def undo_label(self) -> str:
        """What would be taken back; "" for nothing."""
        ...

    @property
    def redo_label(self) -> str: ...

    def undo(self) -> None: ...

    def redo(self) -> None: ...


@dataclass(frozen=True, slots=True)
class UndoOf:
    """What Ctrl+Z takes back while a sheet is shown, and the signal of each change of that."""

    target: Undoing
    changed: Told[Any]


class Sheet(QWidget):
    """Three columns to be filled: `left`, `middle` and `right`, which are layouts.

    Args:
        theme: The colours.
        title: Its title in the header.
        right: Whether it has a right column.
        leaves: Whether there is something to go back to, so that the header has an arrow.
        parent: The stage that will show it; Qt styles anew all that is in a sheet which gets it later.

    Attributes:
        main: The main action while it is shown; None for the window's own.
        undo_of: What Ctrl+Z takes back while it is shown; None for the project.
        scope: Of which actions it has the keys, one of `actions.SCOPES`.
    """

    close_requested = Signal()
    closed = Signal()
    main_changed = Signal()
    """`main` is another one."""

    def __init__(
        self, theme: Theme, title: str, right: bool = False, leaves: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.main: MainAction | None = None
        self.undo_of: UndoOf | None = None
        self.scope = "manuscript"
        self.leaves = leaves
        self.back = IconButton(theme, "arrow-left", "Back to the text")
        self.back.setVisible(leaves)
        connect(self.back.clicked, self.close_requested)
        self._head = QWidget()
        self._head.setFixedHeight(HEAD_HEIGHT)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(8 if leaves else 16, 0, 16, 0)
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(label(title, 15, 600))
        head.addStretch(1)
        self.go_to = IconButton(theme, "list-bullets", f"{title}: go to…")
        self.menu = QMenu(self.go_to)
        self.go_to.setMenu(self.menu)
        self.go_to.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.go_to.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._lay_out(right)

    def begin(self) -> None:
        """Give the keyboard to the control that it begins with."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_innermost(self) -> bool:
        """Close the innermost thing open in the sheet; False if there is none."""
        return False

    def show_widths(self, left_px: int, right_px: int) -> None:
        """Give the columns at the sides those widths."""
        self._left_column.setFixedWidth(left_px)
        if self._right_column is not None:
            self._right_column.setFixedWidth(right_px)
        self.fit_middle(self.middle_px)

    @property
    def middle_px(self) -> int:
        """Width of the middle column."""
        left = 0 if self.narrow else self._left_column.minimumWidth()
        right = self._right_column.minimumWidth() if self._right_column is not None else 0
        return self.width() - left - right

    def fit_middle(self, width_px: int) -> None:
        """Lay the middle column out for that width."""

    @property
    def narrow(self) -> bool:
        """Whether the left column is a menu in the header."""
        return not self._bar.isHidden()

    def _lay_out(self, right: bool) -> None:
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        self._left_column, self.left = _column(LEFT.usual_px)
        columns.addWidget(self._left_column)
        self.left.addWidget(self._head)
        self.middle = QVBoxLayout()
        self.middle.setContentsMargins(0, 0, 0, 0)
        self.middle.setSpacing(0)
        columns.addLayout(self.middle, 1)
        self._bar = QWidget()
        self._bar.setFixedHeight(HEAD_HEIGHT)
        self._bar_line = QHBoxLayout(self._bar)
        self._bar_line.setContentsMargins(0, 0, 16, 0)
        self._bar_line.addWidget(self.go_to)
        self._bar.hide()
        self.middle.addWidget(self._bar)
        self._right_column: QWidget | None = None
        if right:
            self._right_column, self.right = _column(RIGHT.usual_px)
            columns.addWidget(self._right_column)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < WIDE
        if narrow != self.narrow:
            if narrow:
                self._bar_line.insertWidget(0, self._head, 1)
            else:
                self.left.insertWidget(0, self._head)
            self._bar.setVisible(narrow)
            self._left_column.setVisible(not narrow)
        self.fit_middle(self.middle_px)


def _column(width: int) -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    made.setProperty("look", "panel")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    made.setFixedWidth(width)
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return made, layout
