# SPDX-License-Identifier: GPL-3.0-or-later
"""The main presenter, which makes the panels' presenters, the actions and the timer of frames."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer

from studio.app.keeping.settings import Settings
from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.ui.actions import connect_actions, make_actions
from studio.ui.closing import Closing
from studio.ui.door import called_by_qt, connect
from studio.ui.files import FileDialogs
from studio.ui.following import Following
from studio.ui.handlers import Handlers
from studio.ui.keys import shown_keys
from studio.ui.main_window import MainWindow
from studio.ui.palette.opening import PaletteOpening
from studio.ui.panels import Panels
from studio.ui.sheets.opening import Sheets
from studio.ui.theme import Theme

FRAME_MS = 16
IDLE_MS = 200
_SIDES = ("left", "right")


class Presenter(Following):
    """Lives as long as the window. Nothing is shown before the first call of `show_all`.

    An action in a panel becomes a call of a room of the studio; the room's signal brings back the result to show.

    Attributes:
        actions: The actions of the table, by their ids.
        files: Asks for files.
        closing: Decides whether the window may close.
        panels: The panels' presenters.
        theme: The colours.
    """

    def __init__(self, window: MainWindow, theme: Theme, studio: Studio) -> None:
        super().__init__(window)
        self._window = window
        self.theme = theme
        self._studio = studio
        self.files = FileDialogs(window, studio)
        self.closing = Closing(window, studio, self.files.save_as, self.files.save_text_as)
        window.may_close = self.closing.may_close
        self.actions = make_actions(window)
        self._chosen_theme = studio.preferences.now.theme
        self._scope = ""
        connect(window.keys.changed, self._set_keys)
        for dropped in (window.files_dropped, window.manuscript.editor.files_dropped):
            connect(dropped, self.take_files)
        connect(window.columns.chosen, self._keep_columns)
        self._use_settings(studio.preferences.now)
        self._set_keys()
        for moved in (window.stage.turned, window.keyboard_moved):
            connect(moved, self._follow_keyboard)
        self._sheets = Sheets(window.stage, theme, studio, self.files, self.actions, window.keys)
        self.panels = Panels(window, theme, studio, self.actions, self.files, self._sheets, self._set_keys)
        self._palette = PaletteOpening(
            window, theme, studio, self.actions, self.panels.find.search, self.panels.announcer.say
        )
        connect_actions(
            self.actions, Handlers(window, studio, self.panels, self.files, self._sheets, self._palette).all()
        )
        self._frame = QTimer(self)
        self._frame.setInterval(IDLE_MS)
        connect(self._frame.timeout, self.tick)
        self.follow(studio.hearing.changed, self._show_moment)
        self.follow(studio.previewing.changed, lambda _none: self._show_moment(studio.hearing.view()))
        self.follow(studio.preferences.changed, self._use_settings)
        self.follow(studio.projects.changed, self._show_read_only)
        self.follow(studio.dialogue.wanted, lambda _none: self._sheets.open_speakers())
        self.follow(studio.importing.changed, self._sheets.open_import)
        self.follow(studio.projects.opened, lambda _place: self._begin_to_write())

    def show_all(self) -> None:
        """Show everything as it is now, and go on showing it."""
        self.panels.show_all()
        self.tick()
        self._frame.start()
        self._show_read_only()
        if self._studio.projects.none_open:
            self._sheets.open_start()

    def close(self) -> None:
        """Stop showing; the studio may then be closed."""
        self._window.stage.close_all()
        self._frame.stop()
        super().close()
        self.panels.close()
        self._palette.close()
        self._studio.keeping.remember(window=self._window.placement())

    @property
    def frame_ms(self) -> int:
        """Milliseconds between two frames: few while something moves."""
        return self._frame.interval()

    @called_by_qt
    def tick(self) -> None:
        """Show one frame: takes that have grown since the last, and the present moment of playing."""
        self._studio.overview.refresh()
        deck = self._studio.previewing.deck
        deck.overview.refresh()
        self._show_moment(self._studio.hearing.view())

    def _show_moment(self, view: PlaybackView) -> None:
        self.panels.show_moment(view)
        wanted_ms = FRAME_MS if self.panels.transport.moving else IDLE_MS
        if self.frame_ms != wanted_ms:
            self._frame.setInterval(wanted_ms)

    def _show_read_only(self, _changed: object = None) -> None:
        self._window.show_read_only(self._studio.keeping.read_only)

    def _begin_to_write(self) -> None:
        """Give the keyboard to the text of a project that has none yet."""
        if self._studio.editing.project.blank and self._window.stage.sheet is None:
            self._window.manuscript.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @called_by_qt
    def take_files(self, paths: Sequence[Path]) -> None:
        """Do what files ask for by their kinds, however they were given to the window."""
        from studio.app.voices.cloning import is_recording

        for path in filter(is_recording, paths):
            self.panels.cloning.show(path)
        self._studio.take_files([path for path in paths if not is_recording(path)])

    def _use_settings(self, settings: Settings) -> None:
        # The theme at the start may be another one, by the environment.
        if settings.theme != self._chosen_theme:
            self._chosen_theme = settings.theme
            self.theme.use("" if settings.theme == "system" else settings.theme)
        self.theme.heighten_contrast(settings.high_contrast)
        self.theme.lessen_motion(settings.less_motion)
        self._window.manuscript.editor.show_text_size(settings.text_px)
        self._window.keys.use(settings.shortcuts)

    @called_by_qt
    def _keep_columns(self) -> None:
        left, right = self._window.columns.choices
        self._studio.keeping.remember(
            left_width=left.px, left_panel=left.state, right_width=right.px, right_panel=right.state
        )

    @called_by_qt
    def _follow_keyboard(self) -> None:
        if self._window.scope != self._scope:
            self._set_keys()

    @called_by_qt
    def _set_keys(self) -> None:
        self._scope = self._window.scope
        self._window.keys.set_on(self.actions, self._scope)
        manuscript, with_key = self._window.manuscript, self._window.keys.with_key
        manuscript.find_button.setToolTip(with_key("Find in the text", "find"))
        manuscript.render_changed.setToolTip(with_key("Render what is not rendered, or has changed", "render_changed"))
        self._window.columns.show_keys(*(shown_keys(self._window.keys.of(f"fold_{each}")[:1]) for each in _SIDES))
        self._window.voices.search.show_key(shown_keys(self._window.keys.of("search_voices")[:1]))
