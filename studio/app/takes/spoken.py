# SPDX-License-Identifier: GPL-3.0-or-later
"""The project as it is spoken: what the dictionaries tell is marked in its paragraphs, as if a person had marked it.

So the entries that apply to a paragraph are a part of its script, by which takes are known: an entry's change makes
just those paragraphs stale that hold the word, and of them only the sentences with it are rendered anew.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import is_
from typing import NamedTuple, TypeGuard

from studio.app.design.casting import Reader
from studio.app.takes.pausing import SentencePauses
from studio.core.changes import common
from studio.core.dictionary import Dictionary, Entry, first_words, marks_told
from studio.core.marks import Mark, ordered
from studio.core.project import Paragraph, Project, SplitDesign, VoiceDesign
from studio.core.splits import Part, parts_of

_FEW, _EARLIER, _MANY = 40, 4, 300
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
        return self.told_in(paragraph, reader(paragraph))

    def told_in(self, paragraph: Paragraph, design: VoiceDesign) -> Paragraph:
        """`told` for a *paragraph* in which an entry may be, and which is read in *design*."""
        parts = parts_of(paragraph, design)
        if len({part.design.language for part in parts}) == 1:
            marks = marks_told(paragraph.text, paragraph.marks, self._dictionary(parts[0].design.language))
        else:
            marks = ordered((*paragraph.marks, *self._by_parts(parts)), len(paragraph.text))
        return replace(paragraph, marks=marks) if marks != paragraph.marks else paragraph

    def count(self, paragraph: Paragraph, reader: Reader) -> int:
        """Number of places in *paragraph* that the entries are about."""
        told = self.told(paragraph, reader)
        return len(told.marks) - len(paragraph.marks)

    def _by_parts(self, parts: Iterable[Part]) -> Iterator[Mark]:
        for part in parts:
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
        # The latest first. An undone entry, or one done again, is found there.
        self._earlier: deque[_Last] = deque(maxlen=_EARLIER)

    def of(self, project: Project) -> Project:
        """*project* as it is spoken; the same object as long as nothing has changed, and *project* itself where no
        entry applies."""
        last, always = self._last, self._always()
        if not project.dictionary and not always:
            self._keep(_NOTHING)
            return project
        stamp = (project.cast, project.voices, *self._stamp())
        same = _all_same(stamp, last.stamp)
        # Asked for each paragraph of a book many times a second.
        if project is last.project and same and last.always is always:
            return last.said
        entries = (*project.dictionary, *always)
        if not same or entries != last.entries:
            return self._gone_through(project, always, entries, stamp)
        first, end, kept = _unlike(last.project.paragraphs, project.paragraphs)
        before = last.project.paragraphs[first : len(last.project.paragraphs) - kept]
        now = project.paragraphs[first:end]
        if _last_named(before) != _last_named(now) and len(project.cast) > 1:
            # Those behind are read by somebody else.
            return self._gone_through(project, always, entries, stamp)
        look = _Look(project, self._reader_of, last.looked, last.known, self._told_with(entries))
        told = [look.told(each) for each in now]
        if len(now) > _MANY:
            # So that it is known again when that is undone.
            self._earlier.appendleft(replace(last, known=dict(last.known)))
        for each in before:
            last.known.pop(each.id, None)
        last.known.update((each.id, one) for each, one in zip(now, told, strict=True))
        said = last.said.paragraphs
        whole = (*said[:first], *(one.told for one in told), *said[len(said) - kept :])
        return self._become(project, whole, replace(last, always=always))

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        """The present project's *paragraph* as it is spoken; one that is so already, or unknown, stays as it is."""
        known = self._last.known.get(paragraph.id)
        if known is None or not (known.paragraph is paragraph or known.paragraph == paragraph):
            return paragraph
        return known.told

    def prepared(self, project: Project, always: tuple[Entry, ...]) -> Callable[[], None]:
        """Find out how *project* is spoken with *always*, before it is asked for: may be done in a thread. What is
        returned makes use of that, and is called in the thread in which `of` is."""
        entries = (*project.dictionary, *always)
        looked = Entries(entries)
        look = _Look(project, self._reader_of, looked, {})
        known = {each.id: look.told(each) for each in project.paragraphs}

        def use() -> None:
            if entries:
                self._earlier.appendleft(_Last(entries=entries, looked=looked, known=known))

        return use

    def _gone_through(
        self, project: Project, always: tuple[Entry, ...], entries: tuple[Entry, ...], stamp: tuple[object, ...]
    ) -> Project:
        """*project* as it is spoken, each of whose paragraphs is looked at."""
        self._keep(_NOTHING)
        known_as = next((one for one in self._earlier if one.entries == entries), None)
        latest = self._earlier[0] if self._earlier else _NOTHING
        changed: Entries | None = None
        if known_as is not None:
            looked, known = known_as.looked, known_as.known
        else:
            looked, known, changed = Entries(entries), latest.known, _changed(latest.entries, entries)
        look = _Look(project, self._reader_of, looked, known, self._told_with(entries), changed, latest.known)
        told = {each.id: look.told(each) for each in project.paragraphs}
        whole = tuple(one.told for one in told.values())
        return self._become(
            project, whole, _Last(always=always, entries=entries, looked=looked, stamp=stamp, known=told)
        )

    def _become(self, project: Project, told: tuple[Paragraph, ...], last: _Last) -> Project:
        said = project if all(map(is_, told, project.paragraphs)) else replace(project, paragraphs=told)
        self._last = replace(last, project=project, said=said)
        return said

    def _keep(self, now: _Last) -> None:
        """Have *now* as what was told last, and keep what was until then."""
        last, self._last = self._last, now
        if last is not _NOTHING:
            self._earlier.appendleft(last)

    def _told_with(self, entries: tuple[Entry, ...]) -> list[dict[str, _Told]]:
        """What was told earlier with *entries*, the latest first."""
        return [one.known for one in self._earlier if one.entries == entries]


class _Told(NamedTuple):
    """A paragraph, how it is spoken, and in which languages it is read; None for any."""

    paragraph: Paragraph
    told: Paragraph
    languages: str | None


@dataclass(frozen=True, slots=True)
class _Last:
    """What was told last: the project, how it is said, and by paragraphs' ids how each is."""

    project: Project = Project(())
    said: Project = Project(())
    always: tuple[Entry, ...] = ()
    entries: tuple[Entry, ...] = ()
    looked: Entries = field(default_factory=lambda: Entries(()))
    stamp: tuple[object, ...] = ()
    known: dict[str, _Told] = field(default_factory=dict)


_NOTHING = _Last()


class _Look:
    """Looks through paragraphs of one project.

    Args:
        looked: All entries.
        known: What was told before.
        earlier: What was told earlier with the same entries.
        changed: Those that are others since *known* was told; None for none.
        latest: What was told last, whose paragraphs are kept where they say the same.
    """

    def __init__(
        self,
        project: Project,
        reader_of: Callable[[Project], Reader],
        looked: Entries,
        known: dict[str, _Told],
        earlier: Sequence[dict[str, _Told]] = (),
        changed: Entries | None = None,
        latest: dict[str, _Told] | None = None,
    ) -> None:
        self._project = project
        self._reader_of = reader_of
        self._reader: Reader | None = None
        self._looked = looked
        self._changed = changed
        self._known = known
        self._earlier = earlier
        self._latest = known if latest is None else latest

    def told(self, paragraph: Paragraph) -> _Told:
        before = self._known.get(paragraph.id)
        if self._holds(before, paragraph) and (self._changed is None or not self._changed.maybe_in(paragraph.text)):
            return before
        for told_then in self._earlier:
            before = told_then.get(paragraph.id)
            if self._holds(before, paragraph):
                return before
        if not self._looked.maybe_in(paragraph.text):
            return _Told(paragraph, paragraph, None)
        design = self._read(paragraph)
        told = self._looked.told_in(paragraph, design)
        # Takes know a paragraph by its identity.
        latest = self._latest.get(paragraph.id)
        if latest is not None and latest.told == told:
            told = latest.told
        return _Told(paragraph, told, _languages(design))

    def _holds(self, before: _Told | None, paragraph: Paragraph) -> TypeGuard[_Told]:
        """Whether what was told *before* is about *paragraph* as it is, and as it is read."""
        if before is None or before.paragraph is not paragraph:
            return False
        # Where no entry is, whoever reads it says it so.
        return before.languages is None or before.languages == _languages(self._read(paragraph))

    def _read(self, paragraph: Paragraph) -> VoiceDesign:
        if self._reader is None:
            self._reader = self._reader_of(self._project)
        return self._reader(paragraph)


def _all_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))


def _last_named(paragraphs: Sequence[Paragraph]) -> str:
    """Id of the last speaker that *paragraphs* name."""
    return next((each.speaker for each in reversed(paragraphs) if each.speaker), "")


def _languages(design: VoiceDesign) -> str:
    """The languages of a design and of its stretches."""
    if isinstance(design, SplitDesign):
        return " ".join(f"{split.start}:{split.design.language}" for split in design.splits)
    return design.language


def _unlike(before: tuple[Paragraph, ...], after: tuple[Paragraph, ...]) -> tuple[int, int, int]:
    """Between which numbers of *after* there is all that is not in *before*, and how many come behind."""
    most = min(len(before), len(after))
    first = common(most, lambda n: before[:n] == after[:n])
    kept = common(most - first, lambda n: before[len(before) - n :] == after[len(after) - n :])
    return first, len(after) - kept, kept


def _changed(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> Entries | None:
    """The entries that are in one of two dictionaries alone; None if both are the same."""
    if before == after:
        return None
    both = set(before) & set(after)
    moved = [each for each in before if each in both] != [each for each in after if each in both]
    return Entries([each for each in (*before, *after) if moved or each not in both])
