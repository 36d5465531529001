# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the start sheet and the studio: recent projects, and what is begun."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from studio.app.desktop.system_bin import put_into_bin
from studio.app.keeping.recent import RecentProject
from studio.app.projects.samples import SAMPLES, about, sample_project
from studio.app.projects.summaries import Looked
from studio.app.studio import Studio
from studio.app.work.state import Notice
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.keys import ActionKeys, shown_keys
from studio.ui.sheets.start import words
from studio.ui.sheets.start.card import Card
from studio.ui.sheets.start.panel import StartSheet
from studio.ui.theme import Theme

ToBin = Callable[[Path], object]


def make_start_sheet(theme: Theme, leaves: bool, stage: QWidget) -> StartSheet:
    """The sheet with the samples that are shipped, for *stage*."""
    return StartSheet(theme, [(name, name, about(name)) for name in SAMPLES], leaves, stage)


class StartPresenter(Following):
    """Shows recent projects, and closes the sheet when one was opened. It ends with the sheet.

    Args:
        sheet: The sheet.
        studio: The studio.
        actions: Those of the window, of which some are rows of the sheet.
        keys: Their keys.
        to_bin: Puts a file into the system's bin.
    """

    def __init__(
        self,
        sheet: StartSheet,
        studio: Studio,
        actions: Mapping[str, QAction],
        keys: ActionKeys,
        to_bin: ToBin = put_into_bin,
    ) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._studio = studio
        self._projects = studio.projects
        self._summaries = studio.summaries
        self._previewing = studio.previewing
        self._to_bin = to_bin
        for row, signal, action_id in (
            (sheet.new, sheet.new_requested, "new_project"),
            (sheet.open, sheet.open_requested, "open"),
            (sheet.settings, sheet.settings_requested, "settings"),
        ):
            connect(signal, actions[action_id].trigger)
            row.show_key(shown_keys(keys.of(action_id)[:1]))
        sheet.search.show_key(shown_keys(keys.of("find_project")[:1]))
        connect(sheet.paste_requested, self._paste)
        connect(sheet.recovery.seen, self._projects.recovery_seen)
        connect(sheet.sample_requested, lambda name: self._projects.begin_from(sample_project(name)))
        listed = sheet.list
        connect(listed.open_requested, lambda path: self._open(Path(path)))
        connect(listed.rename_requested, lambda path, name: self._projects.rename(Path(path), name))
        connect(listed.duplicate_requested, lambda path: self._projects.duplicate(Path(path)))
        connect(listed.delete_requested, lambda path: self._projects.delete(Path(path), self._to_bin))
        connect(listed.forget_requested, lambda path: self._projects.forget(Path(path)))
        connect(listed.play_requested, self._previewing.play_or_pause)
        connect(listed.current_changed, self._preview)
        connect(sheet.closed, self._end)
        self.follow(self._projects.changed, lambda _none: self._look())
        self.follow(self._summaries.changed, lambda _none: self._show())
        self.follow(studio.previewing.changed, lambda _none: self._show_playing())
        self.follow(studio.hearing.changed, lambda _view: self._show_playing())
        self.follow(studio.editing.opened, lambda _none: sheet.close_requested.emit())
        self._look()

    @called_by_qt
    def _paste(self) -> None:
        # What is on it is not asked for before, since the program that it is of may let this one wait.
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._projects.begin_with(text)
        else:
            self._studio.notices.emit(Notice("paste", "There is no text on the clipboard: copy one first.", "info"))

    @called_by_qt
    def _end(self) -> None:
        self.close()
        self._previewing.leave()

    @called_by_qt
    def _preview(self) -> None:
        """Have the card with the keyboard heard by the transport."""
        card = self._sheet.list.current
        if card is None or card.state == "gone" or card.path == self._projects.path:
            self._previewing.leave()
        else:
            self._previewing.show(card.path)

    def _show_playing(self) -> None:
        self._sheet.list.show_playing(self._previewing.phase in ("playing", "waiting"))

    def _open(self, path: Path) -> None:
        if path == self._projects.path and not self._projects.none_open:
            self._sheet.close_requested.emit()
        else:
            self._projects.open(path)

    def _look(self) -> None:
        self._show()
        self._summaries.look(tuple(each.path for each in self._projects.recent))

    def _show(self) -> None:
        now, projects = datetime.now(), self._projects
        # The list has the name that the open one had when it was opened.
        named = [replace(each, name=projects.name) if each.path == projects.path else each for each in projects.recent]
        recovered = self._projects.recovered
        path = recovered.path if recovered is not None else None
        self._sheet.show_cards([card_of(each, self._summaries.of(each.path), now, each.path == path) for each in named])
        self._show_recovered(named, now)

    def _show_recovered(self, named: Sequence[RecentProject], now: datetime) -> None:
        recovered = self._projects.recovered
        project = next((each for each in named if recovered is not None and each.path == recovered.path), None)
        if recovered is None or project is None:
            self._sheet.recovery.hide()
            return
        said = words.at(recovered.written_s, now)
        self._sheet.recovery.tell(project.name or project.path.stem, f"Recovered as it was {said}")


def card_of(project: RecentProject, looked: Looked | None, now: datetime, recovered: bool = False) -> Card:
    """The card of a recent project, as far as it was looked at, and whether it was *recovered* at this start."""
    title = project.name or project.path.stem
    when = words.when(project.opened_s, now) if project.opened_s else ""
    if looked is not None and looked.gone:
        return Card(
            project.path, title, state="gone", state_text="its file is not there", when=when, words=title.casefold()
        )
    summary = looked.summary if looked is not None else None
    if summary is None:
        said = "" if looked is None else "it cannot be read now"
        return Card(project.path, title, state_text=said, when=when, words=title.casefold())
    state, state_text = words.state_of(summary)
    if recovered:
        state_text = f"recovered, {state_text}"
    return Card(
        project.path,
        title,
        words.about(summary),
        words.length_of(summary),
        state,
        state_text,
        when,
        summary.bars,
        f"{title} {summary.text}".casefold(),
        cover=summary.cover,
    )
