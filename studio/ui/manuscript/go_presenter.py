# SPDX-License-Identifier: GPL-3.0-or-later
"""Going to a time, a paragraph or a chapter that is written into a popover below the title."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from studio.app.going import PERMITTED, position_of, read_goal
from studio.app.studio import Studio
from studio.core.errors import InvalidArgument
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.main_window import MainWindow
from studio.ui.theme import Theme
from studio.ui.widgets.labels import label
from studio.ui.widgets.line_field import LineField
from studio.ui.widgets.popover import Popover

_WIDTH = 300


class GoPresenter(Following):
    """Opens the popover, and goes.

    Args:
        window: The window.
        theme: The colours.
        studio: The studio.
        say: Tells a screen reader.
    """

    def __init__(self, window: MainWindow, theme: Theme, studio: Studio, say: Callable[[str], object]) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._studio = studio
        self._say = say
        self._popover: Popover | None = None
        self._field: LineField | None = None

    def open(self) -> None:
        """Ask where to go."""
        self._window.stage.close_all()
        if self._popover is not None and self._popover.is_open:
            self._popover.dismiss()
            return
        popover = self._popover = Popover(self._theme, self._window, "Go to")
        field = self._field = LineField("Go to a time, paragraph or chapter")
        field.takes_escape = False
        field.setPlaceholderText("3:14, paragraph 12, c 3")
        field.setFixedSize(_WIDTH, 32)
        self._note = label("A time, a paragraph or a chapter", 12, 400, "second")
        self._note.setWordWrap(True)
        self._note.setFixedWidth(_WIDTH)
        self._note.setContentsMargins(8, 6, 8, 4)
        popover.body.addWidget(field)
        popover.body.addWidget(self._note)
        connect(field.confirmed, self._go)
        connect(popover.closed, self._closed)
        popover.hang(self._window.manuscript.figures)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    @called_by_qt
    def _closed(self) -> None:
        self._popover = self._field = None

    @called_by_qt
    def _go(self) -> None:
        popover, field = self._popover, self._field
        if popover is None or field is None:
            return
        try:
            goal = read_goal(field.text())
            position = position_of(goal, self._studio)
        except InvalidArgument as error:
            words = f"Write {error.permitted}." if error.permitted == PERMITTED else f"It must be {error.permitted}."
            self._note.setText(words)
            self._note.adjustSize()
            popover.fit()
            self._say(words)
            field.selectAll()
            return
        popover.dismiss()
        editor = self._window.manuscript.editor
        editor.catch_up()
        editor.select(position, position)
        editor.setFocus()
        if goal.kind == "time":
            self._studio.hearing.seek_s(goal.value)
