# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person notes about takes, each as a step that can be undone: chosen, starred, locked, named, deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studio.core.observe import Signal
from studio.core.project import Paragraph, TakeNote
from studio.project.history import History


class TakeNotes:
    """Keeps the notes in the project.

    Args:
        history: Holds the project.
        changed: Emits after each step.
    """

    def __init__(self, history: History, changed: Signal[None]) -> None:
        self._history = history
        self._changed = changed

    def of(self, paragraph: Paragraph, take: str) -> TakeNote:
        """What is noted about *take*."""
        return next((note for note in paragraph.takes if note.take == take), TakeNote(take))

    def choose(self, paragraph: Paragraph, take: str) -> None:
        """Use *take* for the reading."""
        others = (replace(note, used=False) for note in paragraph.takes)
        chosen = replace(self.of(paragraph, take), used=True)
        self._do("using a take", paragraph, (*(note for note in others if note.take != take), chosen))

    def put(self, label: str, paragraph: Paragraph, note: TakeNote) -> None:
        """Replace what is noted about a take, as a step named *label*."""
        self._do(label, paragraph, (*(each for each in paragraph.takes if each.take != note.take), note))

    def _do(self, label: str, paragraph: Paragraph, notes: Iterable[TakeNote]) -> None:
        kept = tuple(note for note in notes if note != TakeNote(note.take))
        project = self._history.project
        paragraphs = tuple(
            replace(each, takes=kept) if each.id == paragraph.id else each for each in project.paragraphs
        )
        self._history.do(label, replace(project, paragraphs=paragraphs))
        self._changed.emit(None)
