# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the open lists of takes and the studio."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt

from studio.app.hearing.take_hearing import HeardTake
from studio.app.studio import Studio
from studio.app.work.state import Notice
from studio.core.project import Paragraph, Speaker, TakeNote
from studio.core.splits import as_meant, own_design
from studio.core.takes import Take
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.manuscript.takes.differences import age, bars_of, difference
from studio.ui.manuscript.takes.take_painter import TakeRow
from studio.ui.manuscript.takes.takes import TakesView
from studio.ui.manuscript.text.editor import ManuscriptEditor

_LOCKED = "This take is locked: unlock it (L) to delete it."


class TakesPresenter(Following):
    """Opens and closes the lists, fills them, and does what they ask for.

    Args:
        editor: Shows them.
        studio: Has the takes.
        changed: Called when a list was opened or closed.
        clock: Seconds since 1970.
    """

    def __init__(
        self,
        editor: ManuscriptEditor,
        studio: Studio,
        parent: QObject,
        changed: Callable[[], object],
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._studio = studio
        self._told = changed
        self._clock = clock
        self._open: dict[str, dict[str, str]] = {}
        self._heard: HeardTake | None = None
        self._waves: dict[str, tuple[float, ...]] = {}
        connect(editor.takes_below.asked, self._asked)
        connect(editor.takes_below.named, self._named)
        self.follow(studio.taking.changed, lambda _none: self.show())
        self.follow(studio.editing.changed, lambda _project: self.show())
        self.follow(studio.editing.opened, lambda _none: self._close_all())

    def count(self, paragraph: Paragraph) -> int:
        """Number of the paragraph's takes."""
        return len(self._studio.taking.takes_of(paragraph))

    def is_open(self, paragraph_id: str) -> bool:
        return paragraph_id in self._open

    def toggle(self, paragraph: Paragraph, by_key: bool = False) -> None:
        """Open or close the list of a paragraph that has some; *by_key* gives it the keyboard."""
        if paragraph.id in self._open:
            del self._open[paragraph.id]
        elif self.count(paragraph) > 1:
            self._open[paragraph.id] = self._first_badges(paragraph)
        self.show()
        self._told()
        opened = self._editor.takes_below.of(paragraph.id)
        if by_key and opened is not None:
            opened.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _first_badges(self, paragraph: Paragraph) -> dict[str, str]:
        """Badges by the takes' ids: A is the take in use, B the newest of the others."""
        used = self._studio.taking.in_use(paragraph, self._studio.designing.reader()(paragraph), self._engine())
        takes = [take.id for take in reversed(self._studio.taking.takes_of(paragraph))]
        first = used.take.id if used is not None else takes[0]
        return {first: "A", next(each for each in takes if each != first): "B"}

    def show(self) -> None:
        """Show the open lists as they are now."""
        if not self._open and not self._waves:
            return
        paragraphs = {each.id: each for each in self._studio.editing.project.paragraphs}
        found = [paragraphs[each] for each in self._open if each in paragraphs and self.count(paragraphs[each]) > 1]
        self._open = {each.id: self._open[each.id] for each in found}
        if not self._open:
            self._waves.clear()
        self._editor.takes_below.show([self._view_of(each) for each in found])

    def show_frame(self) -> None:
        """Show how far a take was heard."""
        heard = self._studio.take_hearing.heard() if self._open else None
        if heard != self._heard:
            self._heard = heard
            self.show()

    def _close_all(self) -> None:
        self._open.clear()
        self.show()

    def _view_of(self, paragraph: Paragraph) -> TakesView:
        taking = self._studio.taking
        engine, design = self._engine(), self._studio.designing.reader()(paragraph)
        used = taking.in_use(paragraph, design, engine)
        designs = own_design(design), own_design(as_meant(design))
        badges, heard = self._open[paragraph.id], self._heard
        hue = self._studio.speakers.hue(self._reader_of(paragraph))
        rows = []
        for number, take in reversed(taking.numbered(paragraph)):
            note, sound = taking.notes.of(paragraph, take.id), taking.sounds.of(take)
            is_heard = heard is not None and heard.take == take.id
            in_use = used is not None and used.take.id == take.id
            if take.id not in self._waves:
                self._waves[take.id] = bars_of(sound.peaks if sound is not None else ())
            rows.append(
                TakeRow(
                    take.id,
                    note.name or f"Take {number}",
                    in_use,
                    "" if in_use or used is None else difference(take, used.take, self._name_of),
                    age(take.time_s, self._clock()),
                    f"{sound.duration_s:.1f} s" if sound is not None else "recording lost",
                    self._waves[take.id],
                    hue if taking.fits(take, paragraph, design) else "",
                    heard.share if heard is not None and is_heard else -1.0,
                    heard is not None and is_heard and heard.playing,
                    badges.get(take.id, ""),
                    note.starred,
                    note.locked,
                    take.design not in designs,
                )
            )
        return TakesView(paragraph.id, tuple(rows))

    def _reader_of(self, paragraph: Paragraph) -> Speaker:
        return self._studio.speakers.of(self._studio.overview.speakers.get(paragraph.id, ""))

    def _engine(self) -> str:
        status = self._studio.engine.state.status
        return status.engine if status is not None else ""

    def _name_of(self, voice_id: str) -> str:
        noted = (each for each in self._studio.editing.project.voices if each.id == voice_id)
        voice = self._studio.voices.get(voice_id) or next(noted, None)
        return voice.name if voice is not None else "a voice that is gone"

    # --- what is asked for

    @called_by_qt
    def _asked(self, paragraph_id: str, what: str, take_id: str) -> None:
        paragraph = next((each for each in self._studio.editing.project.paragraphs if each.id == paragraph_id), None)
        if paragraph is None:
            return
        if what == "close":
            self.toggle(paragraph)
        elif what == "compare":
            self._compare(paragraph, take_id.upper())
        else:
            take = next((each for each in self._studio.taking.takes_of(paragraph) if each.id == take_id), None)
            if take is not None:
                self._act(paragraph, what, take)

    def _act(self, paragraph: Paragraph, what: str, take: Take) -> None:
        taking = self._studio.taking
        note = taking.notes.of(paragraph, take.id)
        if what == "play":
            self._studio.take_hearing.play_or_pause(take)
        elif what == "use":
            self._change(partial(taking.notes.choose, paragraph, take.id))
        elif what in ("a", "b"):
            self._badge(paragraph, what.upper(), take)
        elif what == "restore":
            self._studio.designing.restore(self._reader_of(paragraph).id, take.design)
        else:
            self._note(paragraph, what, note)

    def _note(self, paragraph: Paragraph, what: str, note: TakeNote) -> None:
        changed = {
            "star": ("a star", replace(note, starred=not note.starred)),
            "lock": ("a lock", replace(note, locked=not note.locked)),
            "delete": ("deleting a take", replace(note, deleted=True, used=False)),
        }
        if what == "delete" and note.locked:
            self._studio.notices.emit(Notice("take", _LOCKED, "info", holds=self._as_it_is()))
        elif what in changed:
            label, wanted = changed[what]
            self._change(partial(self._studio.taking.notes.put, label, paragraph, wanted))

    def _as_it_is(self) -> Callable[[], bool]:
        """Whether the project is as it is now."""
        project = self._studio.editing.project
        return lambda: self._studio.editing.project is project

    def _change(self, act: Callable[[], object]) -> None:
        """Do *act*, which changes the project, unless that may only be read."""
        self._studio.keeping.changing(act)

    def _badge(self, paragraph: Paragraph, letter: str, take: Take) -> None:
        badges = self._open[paragraph.id]
        had = badges.get(take.id) == letter
        self._open[paragraph.id] = {
            each: badge for each, badge in badges.items() if badge != letter and each != take.id
        }
        if not had:
            self._open[paragraph.id][take.id] = letter
        self.show()

    def _compare(self, paragraph: Paragraph, letter: str) -> None:
        takes = {each.id: each for each in self._studio.taking.takes_of(paragraph)}
        badged = {badge: takes[each] for each, badge in self._open[paragraph.id].items() if each in takes}
        if len(badged) == 2 and not self._studio.comparing.switch_to(badged[letter]):
            other = badged["B" if letter == "A" else "A"]
            self._studio.comparing.compare(paragraph, badged[letter], other)

    @called_by_qt
    def _named(self, paragraph_id: str, take_id: str, name: str) -> None:
        taking = self._studio.taking
        for paragraph in self._studio.editing.project.paragraphs:
            if paragraph.id == paragraph_id:
                numbers = {take.id: f"Take {number}" for number, take in taking.numbered(paragraph)}
                note = taking.notes.of(paragraph, take_id)
                wanted = "" if name == numbers.get(take_id) else name
                if wanted != note.name:
                    self._change(partial(taking.notes.put, "naming a take", paragraph, replace(note, name=wanted)))
