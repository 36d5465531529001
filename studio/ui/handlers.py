# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of the table do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from studio.app.hearing.hearing import Hearing
from studio.app.keeping.settings import SPECS, Settings
from studio.app.studio import Studio
from studio.ui.files import FileDialogs
from studio.ui.main_window import MainWindow
from studio.ui.manuscript.speakers_presenter import NUMBERS
from studio.ui.palette.opening import PaletteOpening
from studio.ui.panels import Panels
from studio.ui.sheets.opening import Sheets

Handler = Callable[[], object]


class Handlers:
    """Turns an action into a call of a room of the studio or of a panel's presenter.

    Args:
        window: The window.
        studio: The rooms.
        panels: The panels' presenters.
        files: Asks for files.
        sheets: Opens sheets.
        palette: Opens the palette.
    """

    def __init__(
        self,
        window: MainWindow,
        studio: Studio,
        panels: Panels,
        files: FileDialogs,
        sheets: Sheets,
        palette: PaletteOpening,
    ) -> None:
        self._window = window
        self._studio = studio
        self._panels = panels
        self._files = files
        self._sheets = sheets
        self._palette = palette

    def all(self) -> dict[str, Handler]:
        """A handler for each action, by its id."""
        return {
            **self._of_files(),
            **self._of_playing(),
            **self._of_designs(),
            **self._of_words(),
            **self._of_marks(),
            **self._of_speakers(),
            **self._of_finding(),
            **self._of_the_view(),
        }

    def _of_files(self) -> dict[str, Handler]:
        projects, files, sheets = self._studio.projects, self._files, self._sheets
        return {
            "new_project": projects.new,
            "open": files.open,
            "keep_version": projects.keep_version,
            "versions": sheets.open_versions,
            "save_as": files.save_as,
            "save_copy": files.save_copy,
            "save_text": files.save_text,
            "save_text_as": files.save_text_as,
            "export": files.export,
            "export_fitted": partial(files.export, fitted=True),
            "projects": sheets.open_start,
            "find_project": sheets.find_project,
            "add_voices": files.read_voices,
            "quit": self._window.close,
        }

    def _of_playing(self) -> dict[str, Handler]:
        previewing, manuscript = self._studio.previewing, self._panels.manuscript

        def heard(act: Callable[[Hearing], object]) -> Handler:
            """Does *act* with what the transport shows."""
            return partial(previewing.work, act)

        return {
            "play_all": partial(previewing.play, Hearing.play_all),
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
            "loop": manuscript.loop_or_not,
            "show_heard": self._show_heard,
            "render_changed": self._studio.rendering.render_changed,
            "read_again": manuscript.read_again,
            "pause_rendering": self._studio.rendering.pause_or_resume,
            "takes": manuscript.toggle_takes,
            "compare_takes": manuscript.compare_takes,
            "switch_ab": self._switch_ab,
        }

    def _of_designs(self) -> dict[str, Handler]:
        designing, panels = self._studio.designing, self._panels
        return {
            "swap_ab": designing.exchange,
            "copy_ab": designing.copy_to_other,
            "presets": panels.design.open_presets,
            "surprise": designing.surprise,
            "search_voices": self._search_voices,
            "voices_as_map": panels.map.toggle,
            "voice_from_clip": panels.cloning.show,
        }

    def _of_words(self) -> dict[str, Handler]:
        saying, unsure = self._panels.saying, self._panels.unsure
        return {
            "say_as": saying.open,
            "add_to_dictionary": partial(saying.open, always=True),
            "dictionary": self._sheets.open_dictionary,
            "show_unsure": unsure.toggle,
            "next_unsure": partial(unsure.go, True),
            "previous_unsure": partial(unsure.go, False),
        }

    def _of_marks(self) -> dict[str, Handler]:
        selection, marks = self._panels.selection, self._panels.marks
        return {
            "selection_bar": selection.enter,
            "put_pause": selection.pause,
            "spell": partial(selection.choose, "spell", ""),
            "choose_emotion": partial(selection.open_menu, "emotion"),
            "choose_speed": partial(selection.open_menu, "speed"),
            "choose_volume": partial(selection.open_menu, "volume"),
            "clear_marks": selection.clear,
            "open_mark": marks.open_at_caret,
            "play_mark": marks.play_at_caret,
            "mark_longer": partial(marks.lengthen, 1),
            "mark_shorter": partial(marks.lengthen, -1),
            "mark_earlier": partial(marks.begin_later, -1),
            "mark_later": partial(marks.begin_later, 1),
            "pauses": self._sheets.open_pauses,
            "undo": lambda: self._panels.undoing.target.undo(),
            "redo": lambda: self._panels.undoing.target.redo(),
        }

    def _of_speakers(self) -> dict[str, Handler]:
        speakers = self._panels.manuscript.speakers
        return {
            "say_by": self._panels.selection.open_speakers,
            "find_speakers": self._sheets.open_speakers,
            "speaker": speakers.open,
            **{f"speaker_{n}": partial(speakers.give, n) for n in NUMBERS},
            "speaker_above": partial(speakers.give, 0),
            "new_speaker": speakers.open_naming,
        }

    def _of_finding(self) -> dict[str, Handler]:
        find = self._panels.find
        return {
            "find": partial(self._begin_finding, False),
            "replace": partial(self._begin_finding, True),
            "find_next": partial(find.step, True),
            "find_previous": partial(find.step, False),
            "find_chapter": self._find_chapter,
            "go_to": self._panels.go.open,
            "palette": self._palette.open,
            "help": self._sheets.open_help,
        }

    def _of_the_view(self) -> dict[str, Handler]:
        change, columns = self._studio.preferences.change, self._window.columns
        return {
            "fold_left": partial(columns.toggle, 0),
            "fold_right": partial(columns.toggle, 1),
            "light_theme": partial(change, theme="light"),
            "dark_theme": partial(change, theme="dark"),
            "system_theme": partial(change, theme="system"),
            "text_larger": partial(self._resize_text, 1),
            "text_smaller": partial(self._resize_text, -1),
            "text_usual": partial(change, text_px=Settings().text_px),
            "settings": self._sheets.open_settings,
        }

    def _play_here(self) -> None:
        previewing = self._studio.previewing
        if previewing.path is None:
            self._panels.manuscript.play_here()
        else:
            previewing.play(Hearing.play_on)

    def _close_or_stop(self) -> None:
        if not self._panels.marks.close_innermost() and not self._window.close_innermost():
            self._studio.previewing.stop()

    def _switch_ab(self) -> None:
        """Go on in the other one: of a clip and its voice while their page is shown, else in the text."""
        if not self._panels.cloning.switch():
            self._panels.manuscript.switch_ab()

    def _show_heard(self) -> None:
        self._panels.manuscript.show_heard()
        self._window.transport.detail.show_head()

    def _search_voices(self) -> None:
        self._window.stage.close_all()
        if not self._panels.map.focus_search():
            self._window.voices.focus_search()

    def _begin_finding(self, replaces: bool) -> None:
        self._window.stage.close_all()
        self._panels.find.begin(replaces)

    def _find_chapter(self) -> None:
        self._window.stage.close_all()
        self._window.outline.focus_search()

    def _resize_text(self, by: int) -> None:
        wanted = self._studio.preferences.now.text_px + by
        if SPECS["text_px"].kind.permits(wanted):
            self._studio.preferences.change(text_px=wanted)
