# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening of the palette, which is made when it is first asked for, so that the window opens sooner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from studio.app.studio import Studio
from studio.ui.main_window import MainWindow
from studio.ui.theme import Theme

if TYPE_CHECKING:
    from studio.ui.palette.presenter import PalettePresenter


class PaletteOpening:
    """Makes the palette once.

    Args:
        window: Shows it.
        theme: The colours.
        studio: What is found and set there.
        actions: The actions of the table.
        search: Searches the text for the words given.
        say: Announces words to a screen reader.
    """

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        studio: Studio,
        actions: Mapping[str, QAction],
        search: Callable[[str], object],
        say: Callable[[str], object],
    ) -> None:
        self._window = window
        self._theme = theme
        self._studio = studio
        self._actions = actions
        self._search = search
        self._say = say
        self._palette: PalettePresenter | None = None

    def open(self) -> None:
        """Show the palette, or its search again."""
        if self._palette is None:
            self._palette = self._made()
            self._window.end_palette = self._palette.end
        self._palette.open()

    def close(self) -> None:
        """Stop showing it."""
        if self._palette is not None:
            self._palette.close()

    def _made(self) -> PalettePresenter:
        from studio.ui.palette.panel import PalettePanel
        from studio.ui.palette.presenter import PalettePresenter

        window = self._window
        panel = PalettePanel(self._theme, window.root, window.stage)
        return PalettePresenter(
            panel, self._studio, self._actions, window.keys, self._search_text, self._go_to, self._say
        )

    def _search_text(self, text: str) -> None:
        self._window.stage.close_all()
        self._search(text)

    def _go_to(self, row: int, start: int, end: int) -> None:
        self._window.stage.close_all()
        self._window.manuscript.editor.go_to(row, start, end)
