# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening and closing the page of a new voice, in the place of the text. It is made when it is first opened."""

from __future__ import annotations

from pathlib import Path

from studio.app.studio import Studio
from studio.ui.door import connect
from studio.ui.main_window import MainWindow
from studio.ui.theme import Theme
from studio.ui.voices.cloning.page import CloningPage
from studio.ui.voices.cloning.presenter import CloningPresenter
from studio.ui.voices.turn import PageTurn


class CloningTurn(PageTurn[CloningPage, CloningPresenter]):
    """Shows the page between voices and design, or the text again."""

    def __init__(self, window: MainWindow, studio: Studio, theme: Theme) -> None:
        super().__init__(window, studio, theme)
        window.end_cloning = self.end
        connect(window.voices.from_clip.clicked, lambda: self.show())

    def make(self) -> tuple[CloningPage, CloningPresenter]:
        """A new page and its presenter."""
        page = CloningPage(self._theme, self._window.columns)
        connect(page.close_requested, lambda: self.end())
        return page, CloningPresenter(page, self._studio)

    def show(self, path: Path | None = None) -> None:
        """Show the page, with the recording *path* if there is one."""
        window = self._window
        window.stage.close_all()
        window.end_map()
        if not self.shown:
            self._note_keyboard()
            self._studio.cloning.begin()
        page, presenter = self._ready()
        presenter.begin()
        presenter.show_all()
        window.show_page(page, page.notices)
        window.voices.from_clip.show_current(True)
        page.begin()
        if path is not None:
            self._studio.cloning.open(path)

    def end(self) -> bool:
        """Show the text again; False if it is shown."""
        if not self.shown:
            return False
        self._studio.clip_hearing.end()
        self._studio.cloning.begin()
        self._window.hide_page()
        self._window.voices.from_clip.show_current(False)
        self._give_back_keyboard()
        return True

    def switch(self) -> bool:
        """Go on in the other one of clip and voice; whether there are both, and the page is shown."""
        return self._made is not None and self._made[1].switch()
