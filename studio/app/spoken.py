# SPDX-License-Identifier: GPL-3.0-or-later
"""The project as it is spoken: what the dictionaries tell is marked in its paragraphs, as if a person had marked it.

So the entries that apply to a paragraph are a part of its script, by which takes are known: an entry's change makes
just those paragraphs stale that hold the word, and of them only the sentences with it are rendered anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import is_

from studio.app.casting import Reader
from studio.app.pausing import SentencePauses
from studio.core.changes import common
from studio.core.dictionary import Dictionary, Entry, first_words, marks_told
from studio.core.marks import Mark, ordered
from studio.core.project import Paragraph, Project, SplitDesign, VoiceDesign
from studio.core.splits import parts_of

_FEW = 40
_LETTERS = re.compile(r"\w+")


class Entries:
    """Entries as they are looked for in a project's paragraphs.

    Args:
        entries: Earlier ones go before later ones.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        self._first = first_words(entries)
        # Signs alone are looked for in every text.
        begins = [_LETTERS.match(word) for word in self._first]
        self._begins = None if None in begins else frozenset(found.group() for found in begins if found is not None)
        self._dictionaries: dict[str, Dictionary] = {}

    def maybe_in(self, text: str) -> bool:
        """Whether one of the entries may be in *text*; quick."""
        folded = text.casefold()
        if len(self._first) <= _FEW or self._begins is None:
            return any(word in folded for word in self._first)
        return not self._begins.isdisjoint(_LETTERS.findall(folded))

    def told(self, paragraph: Paragraph, reader: Reader) -> Paragraph:
        """*paragraph* with marks for what the entries tell, in the language of each of its stretches."""
        if not self.maybe_in(paragraph.text):
            return paragraph
        parts = parts_of(paragraph, reader(paragraph))
        languages = {part.design.language for part in parts}
        if len(languages) == 1:
            marks = marks_told(paragraph.text, paragraph.marks, self._dictionary(languages.pop()))
        else:
            marks = ordered((*paragraph.marks, *self._by_parts(paragraph, reader)), len(paragraph.text))
        return replace(paragraph, marks=marks) if marks != paragraph.marks else paragraph

    def count(self, paragraph: Paragraph, reader: Reader) -> int:
        """Number of places in *paragraph* that the entries are about."""
        told = self.told(paragraph, reader)
        return len(told.marks) - len(paragraph.marks)

    def _by_parts(self, paragraph: Paragraph, reader: Reader) -> Iterator[Mark]:
        for part in parts_of(paragraph, reader(paragraph)):
            marks = part.paragraph.marks
            told = marks_told(part.paragraph.text, marks, self._dictionary(part.design.language))
            yield from (mark.shifted(part.start) for mark in told if mark not in marks)

    def _dictionary(self, language: str) -> Dictionary:
        if language not in self._dictionaries:
            self._dictionaries[language] = Dictionary(self._entries, language)
        return self._dictionaries[language]


def as_spoken(project: Project, reader: Reader, always: Iterable[Entry] = ()) -> Project:
    """*project* as it is spoken, also with the pauses between its sentences.

    Args:
        reader: Tells in which language each paragraph is read.
        always: Entries of the dictionary for always; the project's own go before them.
    """
    entries = (*project.dictionary, *always)
    if not entries:
        return SentencePauses().of(project)
    looked = Entries(entries)
    told = tuple(looked.told(paragraph, reader) for paragraph in project.paragraphs)
    return SentencePauses().of(replace(project, paragraphs=told) if told != project.paragraphs else project)


class Spoken:
    """Gives the present project as it is spoken. What did not change since is not looked through again.

    Args:
        reader_of: Gives the reader of a project.
        always: Gives the entries of the dictionary for always.
        stamp: Gives values by whose identity the designs that the engine can speak are known to be the same.
    """

    def __init__(
        self,
        reader_of: Callable[[Project], Reader],
        always: Callable[[], tuple[Entry, ...]] = lambda: (),
        stamp: Callable[[], tuple[object, ...]] = lambda: (),
    ) -> None:
        self._reader_of = reader_of
        self._always = always
        self._stamp = stamp
        self._last = _NOTHING

    def of(self, project: Project) -> Project:
        """*project* as it is spoken; the same object as long as nothing has changed, and *project* itself where no
        entry applies."""
        last, always = self._last, self._always()
        if not project.dictionary and not always:
            self._last = _NOTHING
            return project
        stamp = (project.cast, *self._stamp())
        same = len(stamp) == len(last.stamp) and all(map(is_, stamp, last.stamp))
        # Asked for each paragraph of a book many times a second.
        if project is last.project and same and last.always is always:
            return last.said
        entries = (*project.dictionary, *always)
        changed = _changed(last.entries, entries)
        looked = last.looked if changed is None else Entries(entries)
        reader = self._reader_of(project)
        first, end = 0, len(project.paragraphs)
        if same and changed is None and len(project.cast) == 1:
            first, end = _unlike(last.project.paragraphs, project.paragraphs)
        known = last.known
        kept = len(project.paragraphs) - end
        told = [_told(each, reader, looked, changed, known) for each in project.paragraphs[first:end]]
        before = last.said.paragraphs
        all_told = (*before[:first], *told, *before[len(before) - kept :])
        said = project if all(map(is_, all_told, project.paragraphs)) else replace(project, paragraphs=all_told)
        known = _known(project, all_told, reader, last.known, (first, end))
        self._last = _Last(project, said, always, entries, looked, stamp, known)
        return said

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        """The present project's *paragraph* as it is spoken; one that is so already, or unknown, stays as it is."""
        if self._last is _NOTHING:
            return paragraph
        known = self._last.known.get(paragraph.id)
        return known[1] if known is not None and known[0] == paragraph else paragraph


_Known = dict[str, tuple[Paragraph, Paragraph, str]]


@dataclass(frozen=True, slots=True)
class _Last:
    """What was told last: the project, how it is said, and by paragraphs' ids each paragraph, how it is said, and in
    which languages."""

    project: Project = Project(())
    said: Project = Project(())
    always: tuple[Entry, ...] = ()
    entries: tuple[Entry, ...] = ()
    looked: Entries = field(default_factory=lambda: Entries(()))
    stamp: tuple[object, ...] = ()
    known: _Known = field(default_factory=dict)


_NOTHING = _Last()


def _told(paragraph: Paragraph, reader: Reader, looked: Entries, changed: Entries | None, known: _Known) -> Paragraph:
    before = known.get(paragraph.id)
    same = before is not None and before[0] is paragraph and before[2] == _languages(reader(paragraph))
    if before is not None and same and (changed is None or not changed.maybe_in(paragraph.text)):
        return before[1]
    told = looked.told(paragraph, reader)
    # Takes know a paragraph by its identity.
    return before[1] if before is not None and before[1] == told else told


def _known(
    project: Project, told: Sequence[Paragraph], reader: Reader, before: _Known, changed: tuple[int, int]
) -> _Known:
    first, end = changed
    if len(before) == len(told) and end - first == 1:
        # A letter typed, in many thousand paragraphs.
        paragraph = project.paragraphs[first]
        if paragraph.id in before:
            before[paragraph.id] = paragraph, told[first], _languages(reader(paragraph))
            return before
    pairs = zip(project.paragraphs, told, strict=True)
    return {paragraph.id: (paragraph, each, _languages(reader(paragraph))) for paragraph, each in pairs}


def _languages(design: VoiceDesign) -> str:
    """The languages of a design and of its stretches."""
    if isinstance(design, SplitDesign):
        return " ".join(f"{split.start}:{split.design.language}" for split in design.splits)
    return design.language


def _unlike(before: tuple[Paragraph, ...], after: tuple[Paragraph, ...]) -> tuple[int, int]:
    """Between which numbers of *after* there is all that is not in *before*."""
    most = min(len(before), len(after))
    first = common(most, lambda n: before[:n] == after[:n])
    kept = common(most - first, lambda n: before[len(before) - n :] == after[len(after) - n :])
    return first, len(after) - kept


def _changed(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> Entries | None:
    """The entries that are in one of two dictionaries alone; None if both are the same."""
    if before == after:
        return None
    both = set(before) & set(after)
    moved = [each for each in before if each in both] != [each for each in after if each in both]
    return Entries([each for each in (*before, *after) if moved or each not in both])
