# SPDX-License-Identifier: GPL-3.0-or-later
"""The turn from voices as a list to the map and back. The map is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.app.voices.voice_map import load_voice_map
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.main_window import MainWindow
from studio.ui.theme import Theme
from studio.ui.voices.map.choice import LIST, MAP
from studio.ui.voices.map.panel import VoiceMapPanel
from studio.ui.voices.map.presenter import VoiceMapPresenter


class VoiceMapTurn(Following):
    """Shows voices as a map in the place of the left column and the text, or these again.

    List and map have one selection, and Escape goes back from the map to what had the keyboard.

    Args:
        window: The window.
        studio: The studio.
        theme: The colours.
        turned: Called when the map is shown, or no longer.
    """

    def __init__(self, window: MainWindow, studio: Studio, theme: Theme, turned: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._studio = studio
        self._theme = theme
        self._turned = turned
        self._panel: VoiceMapPanel | None = None
        self._presenter: VoiceMapPresenter | None = None
        self._before: QWidget | None = None
        window.end_map = self.end
        connect(window.voices.shown_as.chosen, self._list_chosen)

    @property
    def shown(self) -> bool:
        """Whether the map is shown."""
        return self._panel is not None and not self._panel.isHidden()

    def toggle(self) -> None:
        """Show the map, or the list again."""
        if not self.end():
            self.show()

    def show(self) -> None:
        """Show the map."""
        window = self._window
        window.stage.close_all()
        self._before = window.focusWidget()
        panel, presenter = self._made()
        presenter.show_all()
        window.show_map(panel, panel.notices)
        panel.view.select(self._selected_in_list())
        presenter.show_frame(self._studio.hearing.view())
        panel.begin()
        window.voices.shown_as.show_value(LIST)
        self._turned()

    def end(self) -> bool:
        """Show the list again; False if it is shown."""
        if not self.shown or self._panel is None:
            return False
        if self._panel.close_innermost():
            return True
        self._window.hide_map()
        before = self._before
        if before is None or not isValid(before) or not before.isVisible():
            before = self._window.voices.list
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._turned()
        return True

    def focus_search(self) -> bool:
        """Give the keyboard to the map's search; False if the map is not shown."""
        if self.shown and self._panel is not None:
            self._panel.focus_search()
        return self.shown

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

    def _made(self) -> tuple[VoiceMapPanel, VoiceMapPresenter]:
        if self._panel is None or self._presenter is None:
            self._panel = VoiceMapPanel(self._theme, load_voice_map())
            self._presenter = VoiceMapPresenter(self._panel, self._studio, self._theme)
            connect(self._panel.list_requested, lambda: self.end())
            connect(self._panel.view.selected, self._select_in_list)
        return self._panel, self._presenter

    def _selected_in_list(self) -> str:
        shown = self._window.voices.list
        voice = shown.voice_at(shown.currentIndex())
        return voice.id if voice is not None else ""

    @called_by_qt
    def _select_in_list(self, voice_id: str) -> None:
        shown = self._window.voices.list
        index = shown.rows.index_of(voice_id)
        if index.isValid():
            shown.setCurrentIndex(index)

    @called_by_qt
    def _list_chosen(self, shown_as: str) -> None:
        if shown_as == MAP:
            self.show()
