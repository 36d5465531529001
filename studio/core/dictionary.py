# SPDX-License-Identifier: Apache-2.0
"""Pronunciation dictionaries: words and what is said for them, as a respelling or in IPA."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from operator import add
from typing import Literal

from studio.core.edges import bare
from studio.core.marks import Mark, Marks, kind_of, ordered
from studio.core.markup import Saying, spread
from studio.core.timeline import WordSpan, iter_spans

MOST_WORDS = 50
"""Words of an entry's text; one of more is never found."""
MOST_ENTRIES = 10_000
"""Entries of a dictionary."""
LONGEST_TEXT = 1000
"""Characters of an entry's text, and of its alias."""

_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_PAUSING = ".,;:!?…"
_SOUNDS = re.compile(r"<<(.*)>>|/(.+)/|\[(.+)\]", re.DOTALL)
_FEW = 40
_TURN_WORDS, _TURN_ENTRIES = 500, 500
_How = Literal["ipa", "respelling"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or a few, and what is said for them.

    Attributes:
        text: As written, words separated by blanks.
        alias: A respelling ("bou-yon"), or IPA as "<<b|u|j|ɔ̃>>" or "/bujɔ̃/".
        language: BCP 47 tag or its first part; "" for every language.
        case_sensitive: Match *text* only as it is written; a *text* in lower case then matches with a capital first
            letter too, as at the beginning of a sentence.
        rest: What a later version has added to it, as JSON, which a project's file keeps; "" for nothing.
    """

    text: str
    alias: str
    language: str = ""
    case_sensitive: bool = False
    rest: str = field(default="", compare=False)

    @property
    def ipa(self) -> str:
        """The IPA that it says; "" for a respelling."""
        return _ipa_of(self.alias)

    @property
    def key(self) -> str:
        """What two entries about the same have in common: the words, the language, and their case if it counts."""
        words = " ".join(bare(word) for word in self.text.split())
        return f"{self.language.lower()}\n{words if self.case_sensitive else words.casefold()}"


@dataclass(frozen=True, slots=True)
class Match:
    """Words text[start:end], with the punctuation around them, and what is said for them."""

    start: int
    end: int
    how: Literal["ipa", "respelling"]
    said: str


def sayings(text: str, entries: Iterable[Entry], language: str) -> tuple[Saying, ...]:
    """What *entries* change in *text*: the longest match first, earlier entries before later ones.

    Only whole words match, without the punctuation around them; a possessive 's is said behind the alias.

    Args:
        language: Tag that the text is spoken in; entries of another language do not count.
    """
    return tuple(saying for saying in Dictionary(entries, language).search(text) if saying is not None)


def marks_told(text: str, marks: Marks, dictionary: Dictionary) -> Marks:
    """*marks* of *text* with those that *dictionary* adds: none where a mark says already how a word is said."""
    told = [mark for mark in marks if kind_of(mark).group == "saying"]
    added = []
    for match in dictionary.matches(text):
        if match is None or any(mark.start < match.end and match.start < mark.end for mark in told):
            continue
        inside = bare(text[match.start : match.end])
        start = text.index(inside, match.start)
        added.append(Mark(match.how, start, start + len(inside), match.said, told=True))
    return ordered((*marks, *added), len(text)) if added else marks


def first_words(entries: Iterable[Entry]) -> frozenset[str]:
    """The first word of each entry without case: a text that has none of them is not changed by them."""
    return frozenset(bare(entry.text.split(maxsplit=1)[0]).casefold() for entry in entries if entry.text.strip())


class Dictionary:
    """Entries as they are looked for: each word of a text is looked up by itself and with those behind it, whatever
    number of entries there is.

    Args:
        entries: Earlier ones go before later ones.
        language: Tag that texts are spoken in; entries of another language do not count.
    """

    def __init__(self, entries: Iterable[Entry], language: str) -> None:
        self._language = language
        self._unread = enumerate(entries)
        self._folded: dict[str, _Wanted] = {}
        self._exact: dict[str, _Wanted] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._longest = 0
        # The first words of all entries, while these are few.
        self._begins: re.Pattern[str] | None = None

    def search(self, text: str) -> Iterator[Saying | None]:
        """What is changed in *text*, in order; None now and then, so that a long search can be done in turns."""
        for match in self.matches(text):
            if match is None:
                yield None
            else:
                yield from spread(text, match.start, match.end, match.how, match.said)

    def matches(self, text: str) -> Iterator[Match | None]:
        """The places of *text* that entries are about, see `search`."""
        for order, entry in self._unread:
            self._read(order, entry)
            if not order % _TURN_ENTRIES:
                yield None
        quick = self._quick(text)
        if quick is not None:
            yield from quick
            return
        ahead: deque[WordSpan] = deque()
        spans = iter_spans(text, "") if self._longest else iter(())
        read = 0
        while True:
            while len(ahead) < self._longest and (span := next(spans, None)) is not None:
                ahead.append(span)
                read += 1
                if not read % _TURN_WORDS:
                    yield None
            if not ahead:
                return
            taken, how, said = self._match([_Word(each) for each in islice(ahead, self._longest)])
            if how is not None:
                yield Match(ahead[0].start, ahead[taken - 1].end, how, said)
            for _ in range(taken):
                ahead.popleft()

    def _read(self, order: int, entry: Entry) -> None:
        written = entry.text.split(maxsplit=MOST_WORDS)
        if not 0 < len(written) <= MOST_WORDS or not _speaks(entry.language, self._language):
            return
        words = [bare(word) for word in written]
        wanted = _wanted(order, entry.alias)
        if entry.case_sensitive:
            self._exact.setdefault(" ".join(words), wanted)
            if words[0] == words[0].lower():
                # As at the beginning of a sentence.
                self._exact.setdefault(" ".join([words[0][:1].upper() + words[0][1:], *words[1:]]), wanted)
        else:
            self._folded.setdefault(" ".join(word.casefold() for word in words), wanted)
        first = words[0].casefold()
        known = self._lengths.get(first, ())
        if len(words) not in known:
            self._lengths[first] = tuple(sorted((*known, len(words)), reverse=True))
            self._begins = None
            self._longest = max(self._longest, len(words))

    def _quick(self, text: str) -> Iterator[Match | None] | None:
        """`matches` of a few entries, for which only words are looked at that may begin one; None where that cannot be
        done."""
        if not self._lengths:
            return iter(())
        if len(self._lengths) > _FEW:
            return None
        folded = text.casefold()
        if len(folded) != len(text):
            return None
        if self._begins is None:
            self._begins = re.compile("|".join(map(re.escape, self._lengths)))
        return self._of_few(text, folded, self._begins)

    def _of_few(self, text: str, folded: str, begins: re.Pattern[str]) -> Iterator[Match | None]:
        at, looked = 0, 0
        while (found := begins.search(folded, at)) is not None:
            start = found.start()
            while start > at and not text[start - 1].isspace():
                start -= 1
            words = [_Word(each) for each in islice(iter_spans(text, "", start), self._longest)]
            taken, how, said = self._match(words)
            at = words[taken - 1].span.end
            if how is not None:
                yield Match(start, at, how, said)
            looked += 1
            if not looked % _TURN_WORDS:
                yield None

    def _match(self, ahead: Sequence[_Word]) -> tuple[int, _How | None, str]:
        """How many words the longest entry takes that begins here, and what is said for them; 1 and None if none
        begins."""
        first = ahead[0]
        lengths = self._lengths.get(first.folded, ())
        within = _within_pauses(ahead, lengths[0]) if lengths else 0
        words = list(islice(ahead, within))
        # What is in front of the last word of each length.
        exact, folded = ([*accumulate(before, add)] for before in _fronts(words))
        for length in lengths:
            if length > within:
                continue
            last = words[length - 1]
            plain = self._found(exact[length - 1] + last.bare, folded[length - 1] + last.folded)
            possessive = None
            if last.stem:
                possessive = self._found(exact[length - 1] + last.stem, folded[length - 1] + last.folded_stem)
            if plain is not None and (possessive is None or length == 1 or plain.order < possessive.order):
                return length, plain.how, plain.said
            if possessive is not None:
                return length, possessive.how, possessive.possessive
        alone = self._found(first.stem, first.folded_stem) if first.stem else None
        return (1, None, "") if alone is None else (1, alone.how, alone.possessive)

    def _found(self, exact: str, folded: str) -> _Wanted | None:
        as_written, in_any_case = self._exact.get(exact), self._folded.get(folded)
        if as_written is None or in_any_case is None:
            return as_written or in_any_case
        return min(as_written, in_any_case, key=lambda wanted: wanted.order)


@dataclass(slots=True, eq=False)
class _Word:
    """A word of the text: without the punctuation around it, and without a possessive 's where it has one."""

    span: WordSpan
    bare: str = field(init=False)
    folded: str = field(init=False)
    stem: str = field(init=False)
    folded_stem: str = field(init=False)
    pauses: bool = field(init=False)

    def __post_init__(self) -> None:
        self.bare = bare(self.span.text)
        self.folded = self.bare.casefold()
        stem = _POSSESSIVE.sub("", self.bare)
        self.stem = stem if stem != self.bare else ""
        self.folded_stem = self.stem.casefold()
        # A match does not go on over a pause.
        self.pauses = self.span.text[-1] in _PAUSING and not self.bare.endswith(".")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is said for an entry, alone and with a possessive 's; *order* is its place among all."""

    order: int
    how: _How
    said: str
    possessive: str


def _wanted(order: int, alias: str) -> _Wanted:
    sounds = _ipa_of(alias)
    if not sounds:
        said = " ".join(alias.split())
        return _Wanted(order, "respelling", said, said + "'s")
    return _Wanted(order, "ipa", sounds, sounds + "z")


def _ipa_of(alias: str) -> str:
    match = _SOUNDS.fullmatch(alias.strip())
    return "" if match is None else " ".join((match[1] or match[2] or match[3] or "").replace("|", "").split())


def _fronts(words: Sequence[_Word]) -> tuple[list[str], list[str]]:
    return ["", *(f"{word.bare} " for word in words[:-1])], ["", *(f"{word.folded} " for word in words[:-1])]


def _within_pauses(ahead: Sequence[_Word], most: int) -> int:
    """How many of the words come before a pause, the one in front of it counted; *most* at most."""
    count = 1
    while count < min(most, len(ahead)) and not ahead[count - 1].pauses:
        count += 1
    return count


def _speaks(wanted: str, language: str) -> bool:
    wanted, language = (tag.strip().replace("_", "-").lower() for tag in (wanted, language))
    return not wanted or language == wanted or language.startswith(wanted + "-")
