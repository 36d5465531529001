# SPDX-License-Identifier: GPL-3.0-or-later
"""Places in a transcript, as character positions: kept under edits, and found at the words that are spoken."""

from __future__ import annotations

from collections.abc import Iterator

from studio.app.design.casting import Reader
from studio.app.playback.view import HeardWord
from studio.core.changes import changed_span, moved_place
from studio.core.project import Paragraph, Project
from studio.core.splits import spans_in
from studio.core.timeline import WordSpan
from studio.project.edits import paragraph_at, paragraph_starts


def moved(before: Project, after: Project, position: int) -> int:
    """Position in *after* of the character at *position* of *before*."""
    old, new = before.paragraphs, after.paragraphs
    if old is new:
        return position
    # Only differing paragraphs are compared by character, since an edit changes few of a book's.
    most = min(len(old), len(new))
    first = next((n for n in range(most) if old[n] is not new[n]), most)
    last = next((n for n in range(most - first) if old[-1 - n] is not new[-1 - n]), most - first)
    start = sum(len(each.text) + 1 for each in old[:first])
    if position < start:
        return position
    here, there = (_text(each[first : len(each) - last]) for each in (old, new))
    if position - start >= len(here):
        return min(position - len(here) + len(there), len(after.text))
    return min(start + moved_place(here, there, position - start), len(after.text))


def words_from(project: Project, reader: Reader, start: int, end: int | None = None) -> Iterator[WordSpan]:
    """The spoken words of the text, with their places in it, from the one on that holds or follows character *start*;
    those that begin before *end*.

    Args:
        reader: Says in which language each paragraph is read.
    """
    at = 0
    for paragraph in project.paragraphs:
        if end is not None and at >= end:
            return
        if paragraph.is_read and at + len(paragraph.text) > start:
            for span in spans_in(paragraph, reader(paragraph)):
                if at + span.end > start and (end is None or at + span.start < end):
                    yield WordSpan(span.text, at + span.start, at + span.end)
        at += len(paragraph.text) + 1


def first_word(project: Project, reader: Reader, start: int, end: int | None = None) -> int | None:
    """Begin of the first spoken word that holds or follows character *start*; None if none begins before *end*."""
    return next((word.start for word in words_from(project, reader, start, end)), None)


def word_end(project: Project, reader: Reader, position: int) -> int:
    """End of the spoken word that holds or follows character *position*; that of its paragraph if none follows."""
    index, inside = paragraph_at(project, position)
    paragraph = project.paragraphs[index]
    ends = (span.end for span in spans_in(paragraph, reader(paragraph)))
    return position - inside + next((end for end in ends if end > inside), len(paragraph.text))


def chapter_starts(project: Project) -> tuple[int, ...]:
    """Character positions of the headings at which chapters begin."""
    starts = paragraph_starts(project)
    return tuple(
        start
        for start, each in zip(starts, project.paragraphs, strict=True)
        if each.kind == "heading" and each.level == 1
    )


def _text(paragraphs: tuple[Paragraph, ...]) -> str:
    return "".join(f"{paragraph.text}\n" for paragraph in paragraphs)


class Trail:
    """Finds a document's places in the text after later edits.

    Args:
        document: The document with the places; a paragraph keeps its id under edits.
    """

    def __init__(self, project: Project) -> None:
        self._paragraphs = {paragraph.id: paragraph.text for paragraph in project.paragraphs}
        self._marks = {paragraph.id: paragraph.marks for paragraph in project.paragraphs}
        self._remarked: set[str] = set()
        self._now = dict(self._paragraphs)
        self._edits: dict[str, tuple[_Edit, ...]] = {}
        self._starts: dict[str, int] = {}
        self.follow(project)

    def follow(self, project: Project) -> None:
        """Follow the edits up to *document*, which has the present text."""
        self._starts.clear()
        at = 0
        for paragraph in project.paragraphs:
            self._starts[paragraph.id] = at
            at += len(paragraph.text) + 1
            before = self._now.get(paragraph.id)
            if before is not None and paragraph.marks != self._marks[paragraph.id]:
                self._remarked.add(paragraph.id)
            else:
                self._remarked.discard(paragraph.id)
            if before is None or before == paragraph.text:
                continue
            self._now[paragraph.id] = paragraph.text
            if paragraph.text == self._paragraphs[paragraph.id]:
                self._edits.pop(paragraph.id)
            else:
                edits = self._edits.get(paragraph.id, ())
                self._edits[paragraph.id] = _and_then(edits, changed_span(before, paragraph.text))

    def untouched(self, paragraph_id: str) -> bool:
        """Whether the paragraph is there, unchanged."""
        changed = paragraph_id in self._edits or paragraph_id in self._remarked
        return paragraph_id in self._starts and not changed

    def place(self, paragraph_id: str, at: int) -> int:
        """Present position of the paragraph's character *at*. If it was removed, the start of its replacement; if the
        paragraph is gone, the start of the next remaining one, or of the text."""
        start = self._starts.get(paragraph_id)
        if start is None:
            ids = list(self._paragraphs)
            following = ids[ids.index(paragraph_id) + 1 :]
            return next((self._starts[each] for each in following if each in self._starts), 0)
        for change, removed, added in self._edits.get(paragraph_id, ()):
            if at >= change + removed:
                at += added - removed
            elif at > change:
                at = change
        return start + at

    def word(self, paragraph_id: str, start: int, end: int) -> HeardWord | None:
        """Present place of the word at *start* to *end* of the paragraph; None if it was edited or removed."""
        if paragraph_id not in self._starts:
            return None
        for change, removed, added in self._edits.get(paragraph_id, ()):
            if start >= change + removed:
                start, end = start + added - removed, end + added - removed
            elif end > change:
                return None
        base = self._starts[paragraph_id]
        return HeardWord(base + start, base + end)


_Edit = tuple[int, int, int]


def _and_then(edits: tuple[_Edit, ...], change: tuple[int, int, str]) -> tuple[_Edit, ...]:
    at, removed, added = change[0], change[1], len(change[2])
    if edits:
        # Continuous typing is one edit.
        known_at, known_removed, known_added = edits[-1]
        if known_at <= at and at + removed <= known_at + known_added:
            return (*edits[:-1], (known_at, known_removed, known_added - removed + added))
    return (*edits, (at, removed, added))
