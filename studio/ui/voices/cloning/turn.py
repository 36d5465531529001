# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening and closing the page of a new voice, in the place of the text. It is made when it is first opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.app.voices.likeness_bands import likeness_bands
from studio.ui.door import connect
from studio.ui.following import Following
from studio.ui.main_window import MainWindow
from studio.ui.theme import Theme
from studio.ui.voices.cloning.page import CloningPage
from studio.ui.voices.cloning.presenter import CloningPresenter


class CloningTurn(Following):
    """Shows the page between voices and design, or the text again.

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
        self._page: CloningPage | None = None
        self._presenter: CloningPresenter | None = None
        self._before: QWidget | None = None
        window.end_cloning = self.end
        connect(window.voices.from_clip.clicked, lambda: self.show())

    @property
    def shown(self) -> bool:
        """Whether the page is shown."""
        return self._page is not None and not self._page.isHidden()

    def show(self, path: Path | None = None) -> None:
        """Show the page, with the recording *path* if there is one."""
        window = self._window
        window.stage.close_all()
        window.end_map()
        if not self.shown:
            self._before = window.focusWidget()
            self._studio.cloning.begin()
        page, presenter = self._made()
        presenter.begin()
        presenter.show_all()
        window.show_page(page, page.notices)
        page.begin()
        if path is not None:
            self._studio.cloning.open(path)

    def end(self) -> bool:
        """Show the text again; False if it is shown."""
        if not self.shown:
            return False
        self._studio.cloning.cancel()
        self._studio.cloning.end_recording()
        self._window.hide_page()
        before = self._before
        if before is None or not isValid(before) or not before.isVisible():
            before = self._window.voices.list
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_all(self) -> None:
        """Show everything as it is now."""

    def show_frame(self, view: PlaybackView) -> None:
        """Show the moment of playing."""
        if self.shown and self._presenter is not None:
            self._presenter.show_frame(view)

    def close(self) -> None:
        """Stop following."""
        super().close()
        if self._presenter is not None:
            self._presenter.close()

    def _made(self) -> tuple[CloningPage, CloningPresenter]:
        if self._page is None or self._presenter is None:
            self._page = CloningPage(self._theme, likeness_bands())
            self._presenter = CloningPresenter(self._page, self._studio)
            connect(self._page.close_requested, lambda: self.end())
        return self._page, self._presenter
