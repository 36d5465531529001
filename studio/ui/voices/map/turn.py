# SPDX-License-Identifier: GPL-3.0-or-later
"""The turn from voices as a list to the map and back. The map is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from studio.app.studio import Studio
from studio.app.voices.voice_map import load_voice_map
from studio.ui.door import called_by_qt, connect
from studio.ui.main_window import MainWindow
from studio.ui.theme import Theme
from studio.ui.voices.map.choice import LIST, MAP
from studio.ui.voices.map.panel import VoiceMapPanel
from studio.ui.voices.map.presenter import VoiceMapPresenter
from studio.ui.voices.turn import PageTurn


class VoiceMapTurn(PageTurn[VoiceMapPanel, VoiceMapPresenter]):
    """Shows voices as a map in the place of the left column and the text, or these again.

    List and map have one selection, and Escape goes back from the map to what had the keyboard.

    Args:
        turned: Called when the map is shown, or no longer.
    """

    def __init__(self, window: MainWindow, studio: Studio, theme: Theme, turned: Callable[[], object]) -> None:
        super().__init__(window, studio, theme)
        self._turned = turned
        window.end_map = self.end
        connect(window.voices.shown_as.chosen, self._list_chosen)

    def make(self) -> tuple[VoiceMapPanel, VoiceMapPresenter]:
        """A new map and its presenter."""
        panel = VoiceMapPanel(self._theme, load_voice_map(), self._window.columns)
        presenter = VoiceMapPresenter(panel, self._studio, self._theme)
        connect(panel.list_requested, lambda: self.end())
        connect(panel.view.selected, self._select_in_list)
        return panel, presenter

    def toggle(self) -> None:
        """Show the map, or the list again."""
        if not self.end():
            self.show()

    def show(self) -> None:
        """Show the map."""
        window = self._window
        window.stage.close_all()
        window.end_cloning()
        self._note_keyboard()
        panel, presenter = self._ready()
        presenter.show_all()
        window.show_map(panel, panel.notices)
        panel.view.select(self._selected_in_list())
        presenter.show_frame(self._studio.hearing.view())
        panel.begin()
        window.voices.shown_as.show_value(LIST)
        self._turned()

    def end(self) -> bool:
        """Show the list again; False if it is shown."""
        if not self.shown or self._made is None:
            return False
        if self._made[0].close_innermost():
            return True
        self._window.hide_map()
        self._give_back_keyboard()
        self._turned()
        return True

    def focus_search(self) -> bool:
        """Give the keyboard to the map's search; False if the map is not shown."""
        if self.shown and self._made is not None:
            self._made[0].focus_search()
        return self.shown

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
