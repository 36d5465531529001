# SPDX-License-Identifier: GPL-3.0-or-later
"""The voices in an order under headings, and those of them that pass a filter. Ten thousand are filtered within some
milliseconds, since what is known of each is put together once."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from studio.app.design.look import source_of
from studio.core.languages import primary
from studio.core.voices import Voice
from studio.ui.languages import language_name
from studio.ui.voices.filters import ALL_SOURCES, MINE, VoiceFilter, known_of, words_of
from studio.ui.voices.model import Row

_AT_ONCE = 100


class _Entry:
    """A voice with its row, and with what filters ask for."""

    __slots__ = ("known", "language", "row", "source", "voice")

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.row = Row(voice=voice)
        self.language = primary(voice.language)
        self.source = source_of(voice)
        self.known = ""


@dataclass(frozen=True, slots=True)
class _Section:
    heading: Row
    entries: Sequence[_Entry]


class Listing:
    """Lists voices; each change of them or of their order leaves the rows of the others as they are."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._sections: tuple[_Section, ...] = ()
        self._order = "usual"
        self._ranks: Mapping[str, float] = {}

    def take(self, voices: Sequence[Voice]) -> None:
        """Have *voices*, and no others."""
        before = self._entries
        self._entries = {
            voice.id: known
            if (known := before.get(voice.id)) is not None and (known.voice is voice or known.voice == voice)
            else _Entry(voice)
            for voice in voices
        }
        self._sort()

    def put_in_order(self, order: str, ranks: Mapping[str, float]) -> None:
        """Sort by *order*, one of the orders of the settings; see `Browsing.ranks`."""
        self._order, self._ranks = order, ranks
        self._sort()

    def prepare(self) -> Iterator[None]:
        """Put together what searches look in, some at a time, so that the first search does not wait for it."""
        entries = [entry for entry in self._entries.values() if not entry.known]
        for at in range(0, len(entries), _AT_ONCE):
            _know(entries[at : at + _AT_ONCE])
            yield

    def rows(self, wanted: VoiceFilter, starred: Collection[str]) -> tuple[tuple[Row, ...], int]:
        """The rows of the voices that pass *wanted* with their headings, and the number of these voices."""
        passes = _tests(wanted, starred)
        needles = [f"\n{word}" for word in words_of(wanted.words)]
        rows: list[Row] = []
        count = 0
        for section in self._sections:
            entries = section.entries
            if needles:
                _know(entries)
            for needle in needles:
                entries = [each for each in entries if needle in each.known]
            for test in passes:
                entries = [each for each in entries if test(each)]
            if entries:
                rows.append(section.heading)
                rows += [each.row for each in entries]
                count += len(entries)
        return tuple(rows), count

    def _sort(self) -> None:
        entries = sorted(self._entries.values(), key=lambda each: not each.voice.own)
        self._sections = tuple(_Section(Row(heading=name), some) for name, some in self._sorted(entries) if some)

    def _sorted(self, entries: list[_Entry]) -> Iterator[tuple[str, list[_Entry]]]:
        """The sections, of *entries* in their usual order."""
        if self._order == "name":
            yield "By name", sorted(entries, key=_by_name)
        elif self._order == "language":
            spoken: dict[str, list[_Entry]] = {}
            for entry in sorted(entries, key=_by_name):
                spoken.setdefault(entry.language, []).append(entry)
            yield from sorted((language_name(tag), some) for tag, some in spoken.items())
        elif self._order in _RANKED:
            ranked = [each for each in entries if each.voice.id in self._ranks]
            headings = _RANKED[self._order]
            yield headings[0], sorted(ranked, key=lambda each: self._ranks.get(each.voice.id, math.inf))
            yield headings[1], [each for each in entries if each.voice.id not in self._ranks]
        else:
            yield "Mine", [each for each in entries if each.voice.own]
            yield "Library", [each for each in entries if not each.voice.own]


_RANKED = {"likeness": ("By likeness", "Library"), "recent": ("Used lately", "Library")}
"""The headings of those whose place is known, and of the others."""


def _know(entries: Sequence[_Entry]) -> None:
    for entry in entries:
        if not entry.known:
            entry.known = known_of(entry.voice)


def _by_name(entry: _Entry) -> str:
    return entry.voice.name.casefold()


def _tests(wanted: VoiceFilter, starred: Collection[str]) -> list[Callable[[_Entry], bool]]:
    """What a voice must pass beside the words of *wanted*."""
    tests: list[Callable[[_Entry], bool]] = []
    if wanted.language:
        tests.append(lambda each: each.language == wanted.language)
    if wanted.sex:
        tests.append(lambda each: each.voice.sex == wanted.sex)
    if wanted.source == MINE:
        tests.append(lambda each: each.voice.own)
    elif wanted.source != ALL_SOURCES:
        tests.append(lambda each: each.source == wanted.source)
    if wanted.stars:
        tests.append(lambda each: each.voice.id in starred)
    return tests
