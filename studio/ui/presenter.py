# SPDX-License-Identifier: GPL-3.0-or-later
"""The main presenter, which makes the panels' presenters, the actions and the timer of frames."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from studio.app.hearing.hearing import Hearing
from studio.app.keeping.settings import SPECS, Settings
from studio.app.playback.view import PlaybackView
from studio.app.projects.importing import Offer
from studio.app.studio import Studio
from studio.ui.actions import make_actions
from studio.ui.announcer import Announcer
from studio.ui.closing import Closing
from studio.ui.design.presenter import DesignPresenter
from studio.ui.door import called_by_qt, connect, soon
from studio.ui.files import FileDialogs
from studio.ui.following import Following
from studio.ui.keys import shown_keys
from studio.ui.main_window import MainWindow
from studio.ui.manuscript.counts_presenter import CountsPresenter
from studio.ui.manuscript.find_presenter import FindPresenter
from studio.ui.manuscript.fonts_presenter import FontsPresenter
from studio.ui.manuscript.go_presenter import GoPresenter
from studio.ui.manuscript.marking.word_menu import WordMenu
from studio.ui.manuscript.marks_presenter import MarksPresenter
from studio.ui.manuscript.presenter import ManuscriptPresenter
from studio.ui.manuscript.selection_presenter import SelectionPresenter
from studio.ui.manuscript.speakers_presenter import NUMBERS
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.notice.presenter import NoticePresenter
from studio.ui.outline.presenter import OutlinePresenter
from studio.ui.saying.presenter import SayAsPresenter
from studio.ui.saying.unsure_presenter import UnsurePresenter
from studio.ui.sheets.dictionary.panel import DictionarySheet
from studio.ui.sheets.dictionary.presenter import DictionaryPresenter
from studio.ui.sheets.importing.panel import ImportSheet
from studio.ui.sheets.importing.presenter import ImportPresenter, make_import_sheet
from studio.ui.sheets.pauses.panel import PausesSheet
from studio.ui.sheets.pauses.presenter import PausesPresenter
from studio.ui.sheets.settings.panel import SettingsSheet
from studio.ui.sheets.settings.presenter import SettingsPresenter
from studio.ui.sheets.speakers.panel import SpeakersSheet
from studio.ui.sheets.speakers.presenter import SpeakersPresenter
from studio.ui.sheets.start.panel import StartSheet
from studio.ui.sheets.start.presenter import StartPresenter, make_start_sheet
from studio.ui.sheets.versions.panel import VersionsSheet
from studio.ui.sheets.versions.presenter import VersionsPresenter
from studio.ui.theme import Theme
from studio.ui.transport.presenter import TransportPresenter
from studio.ui.transport.status_presenter import StatusPresenter
from studio.ui.undoing import UndoPresenter
from studio.ui.voices.cast_presenter import CastPresenter
from studio.ui.voices.cloning.turn import CloningTurn
from studio.ui.voices.map.turn import VoiceMapTurn
from studio.ui.voices.presenter import VoicesPresenter

if TYPE_CHECKING:
    from studio.ui.palette.presenter import PalettePresenter

FRAME_MS = 16
IDLE_MS = 200
_SIDES = ("left", "right")


class Presenter(Following):
    """Lives as long as the window. Nothing is shown before the first call of `show_all`.

    An action in a panel becomes a call of a room of the studio; the room's signal brings back the result to show.
    """

    def __init__(self, window: MainWindow, theme: Theme, studio: Studio) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._studio = studio
        self._files = FileDialogs(window, studio)
        self.closing = Closing(window, studio, self._files.save_as, self._files.save_text_as)
        window.may_close = self.closing.may_close
        self.actions = make_actions(window, self._handlers())
        self._settings_come = False
        self._palette: PalettePresenter | None = None
        self._chosen_theme = studio.preferences.now.theme
        self._scope = ""
        connect(window.keys.changed, self._set_keys)
        connect(window.file_dropped, self._take_file)
        connect(window.columns.chosen, self._keep_columns)
        self._use_settings(studio.preferences.now)
        self._set_keys()
        self._manuscript = ManuscriptPresenter(window.manuscript, studio, self.actions, theme)
        self._marks = MarksPresenter(theme, window.manuscript.editor, studio, self.actions["say_as"].trigger)
        WordMenu(window.manuscript.editor, studio, self.actions)
        self._selection = SelectionPresenter(window.manuscript, studio, self.actions)
        self._make_finders(window, theme)
        for moved in (window.stage.turned, window.keyboard_moved):
            connect(moved, self._follow_keyboard)
        self._design = DesignPresenter(window.design, studio, self._files)
        self._voices = VoicesPresenter(window.voices, studio, self._files)
        self._outline = OutlinePresenter(window, studio, self.actions["find_chapter"])
        self._map = VoiceMapTurn(window, studio, theme, self._set_keys)
        self._cloning = CloningTurn(window, studio, theme)
        cast = CastPresenter(window.voices, studio)
        self._transport = TransportPresenter(window.transport, studio, self.actions, window, window.stage)
        self.status = StatusPresenter(window.status, studio)
        fonts = FontsPresenter(window.manuscript, studio)
        counts = CountsPresenter(window.manuscript, studio, self.status.show_place)
        notices = NoticePresenter(window.notices, studio.notices)
        buttons = {"undo": window.manuscript.undo, "redo": window.manuscript.redo}
        self._undoing = UndoPresenter(window.stage, studio, buttons, self.actions, window.keys)
        self._make_sayings(window, theme)
        self._panels = (
            self._manuscript, self._selection, self._design, self._voices, self._map, self._cloning, self._outline,
            cast, self._transport, self.status, counts, fonts, notices, self._undoing, self._unsure,
        )  # fmt: skip
        self._frame = QTimer(self)
        self._frame.setInterval(IDLE_MS)
        connect(self._frame.timeout, self.tick)
        self.follow(studio.hearing.changed, self._show_moment)
        self.follow(studio.previewing.changed, lambda _none: self._show_moment(studio.hearing.view()))
        self.follow(studio.preferences.changed, self._use_settings)
        self.follow(studio.projects.changed, self._show_read_only)
        self.follow(studio.dialogue.wanted, lambda _none: self._open_speakers())
        self.follow(studio.importing.changed, self._open_import)
        self.follow(studio.projects.opened, lambda _place: self._begin_to_write())
        self._announcer = Announcer(window, studio)
        self._follow_editor(window.manuscript.editor)

    def _follow_editor(self, editor: ManuscriptEditor) -> None:
        connect(editor.selectionChanged, lambda: self._transport.show_selection(*editor.selected()))
        connect(editor.announced, lambda said: self._announcer.say(said))

    def _make_finders(self, window: MainWindow, theme: Theme) -> None:
        """What finds a place in the text: by its words, or by its time or number."""
        studio = self._studio
        self._find = FindPresenter(
            window.manuscript.find_bar,
            window.manuscript.editor,
            window.transport,
            studio,
            window.keys,
            lambda said: self._announcer.say(said),
        )
        window.end_finding = self._find.end
        self._go = GoPresenter(window, theme, studio, lambda said: self._announcer.say(said))
        connect(window.manuscript.find_button.clicked, lambda: self.actions["find"].trigger())

    def _make_sayings(self, window: MainWindow, theme: Theme) -> None:
        """What says words otherwise, and tells which are unsure."""
        editor, studio = window.manuscript.editor, self._studio
        self._saying = SayAsPresenter(window, editor, theme, studio, self.status.show_hint, self._open_dictionary)
        self._unsure = UnsurePresenter(
            window, editor, theme, studio, self.actions["show_unsure"], self.status.show_hint,
            self._saying.open,
        )  # fmt: skip

    def show_all(self) -> None:
        """Show everything as it is now, and go on showing it."""
        for each in self._panels:
            each.show_all()
        self.tick()
        self._frame.start()
        self._show_read_only()
        if self._studio.projects.none_open:
            self._open_start()

    def close(self) -> None:
        """Stop showing; the studio may then be closed."""
        self._window.stage.close_all()
        self._frame.stop()
        super().close()
        for each in self._panels:
            each.close()
        self._marks.close()
        self._saying.close()
        self._announcer.close()
        self._find.close()
        self._go.close()
        if self._palette is not None:
            self._palette.close()
        self._studio.keeping.remember(window=self._window.placement())

    @called_by_qt
    def tick(self) -> None:
        """Show one frame: takes that have grown since the last, and the present moment of playing."""
        self._studio.overview.refresh()
        deck = self._studio.previewing.deck
        deck.overview.refresh()
        self._show_moment(self._studio.hearing.view())

    def _show_moment(self, view: PlaybackView) -> None:
        for panel in (self._manuscript, self._voices, self._map, self._cloning, self._outline):
            panel.show_frame(view)
        heard = self._studio.previewing.deck.hearing.view()
        for bar in (self._transport, self.status):
            bar.show_frame(heard)
        wanted_ms = FRAME_MS if self._transport.moving else IDLE_MS
        if self._frame.interval() != wanted_ms:
            self._frame.setInterval(wanted_ms)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        projects, files, previewing = self._studio.projects, self._files, self._studio.previewing

        def heard(act: Callable[[Hearing], object]) -> Callable[[], object]:
            """Does *act* with what the transport shows."""
            return lambda: act(previewing.deck.hearing)

        return {
            "new_project": projects.new,
            "open": files.open,
            "keep_version": projects.keep_version,
            "versions": self._open_versions,
            "save_as": files.save_as,
            "save_copy": files.save_copy,
            "save_text": files.save_text,
            "save_text_as": files.save_text_as,
            "export": files.export,
            "export_fitted": partial(files.export, fitted=True),
            "play_all": heard(Hearing.play_all),
            "play_here": self._play_here,
            "play_or_pause": previewing.play_or_pause,
            "close_or_stop": self._close_or_stop,
            "back": heard(Hearing.step_back),
            "forward": heard(Hearing.step_forward),
            "back_paragraph": heard(Hearing.step_back_paragraph),
            "forward_paragraph": heard(Hearing.step_forward_paragraph),
            "back_chapter": heard(Hearing.step_back_chapter),
            "forward_chapter": heard(Hearing.step_forward_chapter),
            "rewind": heard(Hearing.rewind),
            "loop": lambda: self._manuscript.loop_or_not(),
            "show_heard": self._show_heard,
            "switch_ab": lambda: self._manuscript.switch_ab(),
            "swap_ab": self._studio.designing.exchange,
            "presets": lambda: self._design.open_presets(),
            "surprise": self._studio.designing.surprise,
            "copy_ab": self._studio.designing.copy_to_other,
            "compare_takes": lambda: self._manuscript.compare_takes(),
            "render_changed": self._studio.rendering.render_changed,
            "read_again": lambda: self._manuscript.read_again(),
            "pause_rendering": self._studio.rendering.pause_or_resume,
            "put_pause": lambda: self._selection.pause(),
            "say_as": lambda: self._saying.open(),
            "add_to_dictionary": lambda: self._saying.open(always=True),
            "dictionary": self._open_dictionary,
            "show_unsure": lambda: self._unsure.toggle(),
            "next_unsure": lambda: self._unsure.go(True),
            "previous_unsure": lambda: self._unsure.go(False),
            "spell": lambda: self._selection.choose("spell", ""),
            "choose_emotion": lambda: self._selection.open_menu("emotion"),
            "choose_speed": lambda: self._selection.open_menu("speed"),
            "choose_volume": lambda: self._selection.open_menu("volume"),
            "clear_marks": lambda: self._selection.clear(),
            "open_mark": lambda: self._marks.open_at_caret(),
            "play_mark": lambda: self._marks.play_at_caret(),
            "mark_longer": lambda: self._marks.lengthen(1),
            "mark_shorter": lambda: self._marks.lengthen(-1),
            "mark_earlier": lambda: self._marks.begin_later(-1),
            "mark_later": lambda: self._marks.begin_later(1),
            "say_by": lambda: self._selection.open_speakers(),
            "selection_bar": lambda: self._selection.enter(),
            "find_speakers": self._open_speakers,
            "pauses": self._open_pauses,
            "takes": lambda: self._manuscript.toggle_takes(),
            "go_to": lambda: self._go.open(),
            "find": lambda: self._begin_finding(False),
            "replace": lambda: self._begin_finding(True),
            "find_chapter": self._find_chapter,
            "find_next": lambda: self._find.step(True),
            "find_previous": lambda: self._find.step(False),
            "speaker": lambda: self._manuscript.speakers.open(),
            **{f"speaker_{n}": partial(self._give_to, n) for n in NUMBERS},
            "speaker_above": lambda: self._give_to(0),
            "new_speaker": lambda: self._manuscript.speakers.open_naming(),
            "undo": lambda: self._undoing.target.undo(),
            "redo": lambda: self._undoing.target.redo(),
            "search_voices": self._search_voices,
            "add_voices": files.read_voices,
            "fold_left": lambda: self._window.columns.toggle(0),
            "fold_right": lambda: self._window.columns.toggle(1),
            "voices_as_map": lambda: self._map.toggle(),
            "voice_from_clip": lambda: self._cloning.show(),
            "light_theme": lambda: self._studio.preferences.change(theme="light"),
            "dark_theme": lambda: self._studio.preferences.change(theme="dark"),
            "system_theme": lambda: self._studio.preferences.change(theme="system"),
            "text_larger": lambda: self._resize_text(1),
            "text_smaller": lambda: self._resize_text(-1),
            "text_usual": lambda: self._studio.preferences.change(text_px=Settings().text_px),
            "palette": self._open_palette,
            "settings": self._open_settings,
            "help": self._open_help,
            "projects": self._open_start,
            "find_project": self._find_project,
            "quit": self._window.close,
        }

    def _give_to(self, number: int) -> None:
        self._manuscript.speakers.give(number)

    def _show_read_only(self, _changed: object = None) -> None:
        self._window.show_read_only(self._studio.keeping.read_only)

    def _begin_to_write(self) -> None:
        """Give the keyboard to the text of a project that has none yet."""
        if self._studio.editing.project.blank and self._window.stage.sheet is None:
            self._window.manuscript.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_or_stop(self) -> None:
        if not self._marks.close_innermost() and not self._window.close_innermost():
            self._studio.previewing.stop()

    def _show_heard(self) -> None:
        self._manuscript.show_heard()
        self._window.transport.detail.show_head()

    def _play_here(self) -> None:
        previewing = self._studio.previewing
        if previewing.path is None:
            self._manuscript.play_here()
        else:
            previewing.deck.hearing.play_on()

    def _begin_finding(self, replaces: bool) -> None:
        self._window.stage.close_all()
        self._find.begin(replaces)

    def _find_chapter(self) -> None:
        self._window.stage.close_all()
        self._window.outline.focus_search()

    def _open_palette(self) -> None:
        if self._palette is None:
            # Made when it is first asked for, so that the window opens sooner.
            from studio.ui.palette.panel import PalettePanel
            from studio.ui.palette.presenter import PalettePresenter

            window = self._window
            self._palette = PalettePresenter(
                PalettePanel(self._theme, window.root, window.stage),
                self._studio,
                self.actions,
                window.keys,
                self._search_text,
                self._go_to,
                lambda said: self._announcer.say(said),
            )
            window.end_palette = self._palette.end
        self._palette.open()

    def _search_text(self, text: str) -> None:
        self._window.stage.close_all()
        self._find.search(text)

    def _go_to(self, row: int, start: int, end: int) -> None:
        self._window.stage.close_all()
        self._window.manuscript.editor.go_to(row, start, end)

    @called_by_qt
    def _take_file(self, path: Path) -> None:
        from studio.app.voices.cloning import is_recording

        if is_recording(path):
            self._cloning.show(path)
        else:
            self._studio.take_file(path)

    def _search_voices(self) -> None:
        self._window.stage.close_all()
        if not self._map.focus_search():
            self._window.voices.focus_search()

    def _open_settings(self) -> None:
        if self._settings_come or isinstance(self._window.stage.sheet, SettingsSheet):
            return
        self._settings_come = True
        sheet = SettingsSheet(self._theme, self._window.stage)
        SettingsPresenter(sheet, self._studio, self._window.keys)
        # A moment later, so that the window does not stand still for as long as both take.
        soon(sheet, lambda: self._show_settings(sheet))

    def _show_settings(self, sheet: SettingsSheet) -> None:
        self._settings_come = False
        self._window.stage.open(sheet)

    def _open_start(self) -> None:
        if not isinstance(self._window.stage.sheet, StartSheet):
            sheet = make_start_sheet(self._theme, leaves=not self._studio.projects.none_open)
            StartPresenter(sheet, self._studio, self.actions, self._window.keys)
            self._window.stage.open(sheet)

    def _open_dictionary(self, always: bool = False) -> None:
        if not isinstance(self._window.stage.sheet, DictionarySheet):
            sheet = DictionarySheet(self._theme, self._window.stage)
            sheet.show_which(always)
            DictionaryPresenter(sheet, self._studio, self._files.read_words, self._files.write_words)
            self._window.stage.open(sheet)

    def _open_help(self) -> None:
        # Loaded when it is first asked for, so that the window opens sooner.
        from studio.ui.sheets.help.panel import HelpSheet
        from studio.ui.sheets.help.presenter import HelpPresenter

        sheet = self._window.stage.sheet
        if isinstance(sheet, HelpSheet):
            sheet.focus_search()
            return
        sheet = HelpSheet(self._theme, self._window.stage)
        HelpPresenter(sheet, self._studio.help, self._window.keys)
        self._window.stage.open(sheet)

    def _open_versions(self) -> None:
        if not isinstance(self._window.stage.sheet, VersionsSheet):
            sheet = VersionsSheet(self._theme, self._window.stage)
            VersionsPresenter(sheet, self._studio.projects)
            self._window.stage.open(sheet)

    def _open_speakers(self) -> None:
        if not isinstance(self._window.stage.sheet, SpeakersSheet):
            sheet = SpeakersSheet(self._theme, self._window.stage)
            SpeakersPresenter(sheet, self._studio)
            self._window.stage.open(sheet)

    def _open_import(self, offer: Offer | None) -> None:
        if offer is not None and not isinstance(self._window.stage.sheet, ImportSheet):
            sheet = make_import_sheet(self._theme, self._window.stage)
            ImportPresenter(sheet, self._studio)
            self._window.stage.open(sheet)

    def _open_pauses(self) -> None:
        if not isinstance(self._window.stage.sheet, PausesSheet):
            sheet = PausesSheet(self._theme, self._window.stage)
            PausesPresenter(sheet, self._studio)
            self._window.stage.open(sheet)

    def _find_project(self) -> None:
        self._open_start()
        sheet = self._window.stage.sheet
        if isinstance(sheet, StartSheet):
            sheet.focus_search()

    def _use_settings(self, settings: Settings) -> None:
        # The theme at the start may be another one, by the environment.
        if settings.theme != self._chosen_theme:
            self._chosen_theme = settings.theme
            self._theme.use("" if settings.theme == "system" else settings.theme)
        self._theme.heighten_contrast(settings.high_contrast)
        self._theme.lessen_motion(settings.less_motion)
        self._window.manuscript.editor.show_text_size(settings.text_px)
        self._window.keys.use(settings.shortcuts)

    @called_by_qt
    def _keep_columns(self) -> None:
        left, right = self._window.columns.choices
        self._studio.keeping.remember(
            left_width=left.px, left_panel=left.state, right_width=right.px, right_panel=right.state
        )

    def _resize_text(self, by: int) -> None:
        wanted = self._studio.preferences.now.text_px + by
        if SPECS["text_px"].kind.permits(wanted):
            self._studio.preferences.change(text_px=wanted)

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
