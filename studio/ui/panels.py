# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenters of the window's panels, made together and shown frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction

from studio.app.playback.view import PlaybackView
from studio.app.studio import Studio
from studio.ui.announcer import Announcer
from studio.ui.design.presenter import DesignPresenter
from studio.ui.door import connect
from studio.ui.files import FileDialogs
from studio.ui.first_start.presenter import FirstStart
from studio.ui.main_window import MainWindow
from studio.ui.manuscript.counts_presenter import CountsPresenter
from studio.ui.manuscript.find_presenter import FindPresenter
from studio.ui.manuscript.fonts_presenter import FontsPresenter
from studio.ui.manuscript.go_presenter import GoPresenter
from studio.ui.manuscript.marking.word_menu import WordMenu
from studio.ui.manuscript.marks_presenter import MarksPresenter
from studio.ui.manuscript.presenter import ManuscriptPresenter
from studio.ui.manuscript.selection_presenter import SelectionPresenter
from studio.ui.notice.presenter import NoticePresenter
from studio.ui.outline.presenter import OutlinePresenter
from studio.ui.saying.presenter import SayAsPresenter
from studio.ui.saying.unsure_presenter import UnsurePresenter
from studio.ui.sheets.opening import Sheets
from studio.ui.theme import Theme
from studio.ui.transport.presenter import TransportPresenter
from studio.ui.transport.status_presenter import StatusPresenter
from studio.ui.undoing import UndoPresenter
from studio.ui.voices.cast_presenter import CastPresenter
from studio.ui.voices.cloning.turn import CloningTurn
from studio.ui.voices.map.turn import VoiceMapTurn
from studio.ui.voices.presenter import VoicesPresenter


class Panels:
    """Shows the studio in the window's panels, from `show_all` until `close`.

    Args:
        window: Has the panels.
        theme: The colours.
        studio: The rooms that are shown.
        actions: The actions of the table.
        files: Asks for files.
        sheets: Opens the dictionary.
        keys_change: Called when other keys hold, as another page is shown.
    """

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        studio: Studio,
        actions: Mapping[str, QAction],
        files: FileDialogs,
        sheets: Sheets,
        keys_change: Callable[[], object],
    ) -> None:
        self._studio = studio
        editor = window.manuscript.editor
        self.manuscript = ManuscriptPresenter(window.manuscript, studio, actions, theme)
        self.marks = MarksPresenter(theme, editor, studio, actions["say_as"].trigger)
        WordMenu(editor, studio, actions)
        self.selection = SelectionPresenter(window.manuscript, studio, actions)
        self.find = FindPresenter(window.manuscript.find_bar, editor, window.transport, studio, window.keys, self._say)
        window.end_finding = self.find.end
        self.go = GoPresenter(window, theme, studio, self._say)
        connect(window.manuscript.find_button.clicked, lambda: actions["find"].trigger())
        self.design = DesignPresenter(window.design, studio, files)
        self.voices = VoicesPresenter(window.voices, studio, files)
        self.outline = OutlinePresenter(window, studio, actions["find_chapter"])
        self.first = FirstStart(window, studio, theme, actions)
        self.map = VoiceMapTurn(window, studio, theme, keys_change)
        self.cloning = CloningTurn(window, studio, theme)
        cast = CastPresenter(window.voices, studio)
        self.transport = TransportPresenter(window.transport, studio, actions, window, window.stage)
        self.status = StatusPresenter(window.status, studio)
        fonts = FontsPresenter(window.manuscript, studio)
        counts = CountsPresenter(window.manuscript, studio, self.status.show_place)
        notices = NoticePresenter(window.notices, studio.notices)
        buttons = {"undo": window.manuscript.undo, "redo": window.manuscript.redo}
        self.undoing = UndoPresenter(window.stage, studio, buttons, actions, window.keys)
        hint = self.status.show_hint
        self.saying = SayAsPresenter(window, editor, theme, studio, hint, sheets.open_dictionary)
        self.unsure = UnsurePresenter(window, editor, theme, studio, actions["show_unsure"], hint, self.saying.open)
        self._shown = (
            self.manuscript, self.first, self.selection, self.design, self.voices, self.map, self.cloning,
            self.outline, cast, self.transport, self.status, counts, fonts, notices, self.undoing, self.unsure,
        )  # fmt: skip
        self.announcer = Announcer(window, studio)
        connect(editor.selectionChanged, lambda: self.transport.show_selection(*editor.selected()))
        connect(editor.announced, self._say)

    def _say(self, text: str) -> None:
        self.announcer.say(text)

    def show_all(self) -> None:
        """Show everything as it is now, and go on showing it."""
        for each in self._shown:
            each.show_all()

    def show_moment(self, view: PlaybackView) -> None:
        """Show the present moment of playing."""
        for panel in (self.manuscript, self.first, self.voices, self.map, self.cloning, self.outline):
            panel.show_frame(view)
        heard = self._studio.previewing.deck.hearing.view()
        for bar in (self.transport, self.status):
            bar.show_frame(heard)

    def close(self) -> None:
        """Stop showing."""
        for each in (*self._shown, self.marks, self.saying, self.announcer, self.find, self.go):
            each.close()
