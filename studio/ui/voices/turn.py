# SPDX-License-Identifier: GPL-3.0-or-later
"""Base of what opens and closes a page in the place of the text. The page is made when it is first opened."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.ui.following import Following
from studio.ui.main_window import MainWindow
from studio.ui.theme import Theme


class PagePresenter(Protocol):
    """Shows what is on the page."""

    def show_frame(self, view: PlaybackView) -> None: ...

    def close(self) -> None: ...


Page = TypeVar("Page", bound=QWidget)
Presented = TypeVar("Presented", bound=PagePresenter)


class PageTurn(Following, Generic[Page, Presented]):
    """Knows whether the page is shown, and gives the keyboard back to what had it before.

    Args:
        window: The window.
        studio: The studio.
        theme: The colours.
    """

    def __init__(self, window: MainWindow, studio: Studio, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._studio = studio
        self._theme = theme
        self._made: tuple[Page, Presented] | None = None
        self._before: QWidget | None = None

    def make(self) -> tuple[Page, Presented]:
        """A new page and its presenter."""
        raise NotImplementedError

    @property
    def shown(self) -> bool:
        """Whether the page is shown."""
        return self._made is not None and not self._made[0].isHidden()

    def show_all(self) -> None:
        """Show everything as it is now."""

    def show_frame(self, view: PlaybackView) -> None:
        """Show the moment of playing."""
        if self.shown and self._made is not None:
            self._made[1].show_frame(view)

    def close(self) -> None:
        """Stop following."""
        super().close()
        if self._made is not None:
            self._made[1].close()

    def _ready(self) -> tuple[Page, Presented]:
        """The page and its presenter."""
        if self._made is None:
            self._made = self.make()
        return self._made

    def _note_keyboard(self) -> None:
        """Note what has the keyboard, before the page gets it."""
        self._before = self._window.focusWidget()

    def _give_back_keyboard(self) -> None:
        """Give the keyboard to what had it; if that is not seen any more, to the list of voices."""
        before = self._before
        if before is None or not isValid(before) or not before.isVisible():
            before = self._window.voices.list
        before.setFocus(Qt.FocusReason.OtherFocusReason)
