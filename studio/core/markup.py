# SPDX-License-Identifier: Apache-2.0
"""The meaning of tags in a text: the plain text, its segments and sayings, and the way back to the text as written.

The page resources/docs/markup.md describes the tags. No part of a tag is ever read aloud; text that only looks a little
like a tag ("3 < 4", "<3") is text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, TypeVar

from studio.core.emotions import emotions_named
from studio.core.generation import FASTEST_RATE, SLOWEST_RATE
from studio.core.speech import LOUDEST, QUIETEST
from studio.core.tags import Tag, tags
from studio.core.timeline import WordSpan, spans_for

T = TypeVar("T")

LONGEST_PAUSE_S = 60.0
MOST_TAGS = 10_000
MOST_NESTED = 64
_TEXTS_KEPT = 64
TOLD: Mapping[str, Literal["ipa", "respelling"]] = {"phoneme": "ipa", "sub": "respelling"}
"""Tags around a text that tell what is said for it, and how: names also of the kinds of marks."""
_TIME = re.compile(r"(\d{1,6}(?:\.\d*)?|\.\d+)\s*(ms|s)", re.IGNORECASE)
_OPENING_MARKS = re.compile(r"\W*")


@dataclass(frozen=True, slots=True)
class Saying:
    """The way text[start:end] is said, in place of what is written there.

    Attributes:
        how: "ipa" and "respelling" say *said*; "spell" says letter by letter; "silent" says nothing, since a word
            before it says it already.
    """

    start: int
    end: int
    how: Literal["ipa", "respelling", "spell", "silent"]
    said: str = ""

    def shifted(self, by: int) -> Saying:
        return Saying(self.start + by, self.end + by, self.how, self.said)


@dataclass(frozen=True, slots=True)
class Manner:
    """The values set by the tags so far: of each kind one for the text, and one for each open pair of tags.

    The last value of a kind counts. *emotions* holds names, "" for the request's own emotions.
    """

    rates: tuple[float, ...] = (1.0,)
    volumes: tuple[float, ...] = (1.0,)
    emotions: tuple[str, ...] = ("",)
    spelling: int = 0

    @property
    def heard(self) -> tuple[float, float, str]:
        """Factor on the rate, factor on the volume, emotion's name."""
        return self.rates[-1], self.volumes[-1], self.emotions[-1]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the plain text that is spoken in one manner: text[start:end], whole words, after *pause_s* seconds
    of silence. Only the last one may be without words.

    Attributes:
        skipped: Tags in it, verbatim, that are unknown or wrong and have no effect.
    """

    start: int
    end: int
    manner: Manner
    pause_s: float = 0.0
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its tags.

    Attributes:
        text: The plain text, with a blank for each break and nothing for other tags.
        segments: One or more, which cover *text* without gaps.
        sayings: Words that are said otherwise than written, in order, not overlapping.
        after: The manner at the end, for the text that follows.
        beyond: The limit in plain words, if there are more tags than are read: those beyond MOST_TAGS are text, those
            nested deeper than MOST_NESTED have no effect. "" if all are read.
    """

    text: str
    segments: tuple[Segment, ...]
    sayings: tuple[Saying, ...]
    after: Manner
    beyond: str = ""
    _plain: tuple[int, ...] = (0,)
    _source: tuple[int, ...] = (0,)

    @property
    def has_pause(self) -> bool:
        return any(segment.pause_s for segment in self.segments)

    @property
    def skipped(self) -> tuple[str, ...]:
        """Unknown and wrong tags, verbatim."""
        return tuple(tag for segment in self.segments for tag in segment.skipped)

    def source(self, position: int) -> int:
        """Position in the text with tags of the character at *position* of `text`."""
        at = bisect_right(self._plain, position) - 1
        return self._source[at] + position - self._plain[at]


def parse_markup(text: str, manner: Manner = Manner()) -> Marked:
    """*text* without its tags, and their meaning.

    Args:
        text: Any text; one without tags is returned as it is, in one segment.
        manner: The manner set by tags before this text.
    """
    if "<" not in text and "&" not in text:
        sayings = (Saying(0, len(text), "spell"),) if manner.spelling and text else ()
        return Marked(text, (Segment(0, len(text), manner),), sayings, manner)
    return _Parser(manner).parsed(text)


def without_markup(text: str) -> str:
    """*text* without its tags, see `Marked.text`; its words are timed."""
    return parse_markup(text).text


@lru_cache(maxsize=_TEXTS_KEPT)
def spoken_spans(text: str, language: str = "") -> tuple[WordSpan, ...]:
    """The timed words of *text* with their places in *text*; a place includes tags inside the word.

    Args:
        language: The language spoken, see `timeline.spans_for`.

    The last results are cached, since all views that follow a paragraph while it plays ask for its words.
    """
    marked = parse_markup(text)
    return tuple(
        WordSpan(word.text, marked.source(word.start), marked.source(word.end - 1) + 1)
        for word in spans_for(marked.text, language)
    )


def spread(text: str, start: int, end: int, how: Literal["ipa", "respelling"], said: str) -> Iterator[Saying]:
    """*said*, divided over the words of text[start:end] if it has as many parts, else all with the first word."""
    words = [match.span() for match in re.finditer(r"\S+", text[start:end])]
    parts = said.split()
    for index, (first, last) in enumerate(words):
        if len(parts) == len(words):
            yield Saying(start + first, start + last, how, parts[index])
        elif index == 0:
            # The same string for all places of an alias, instead of copies.
            whole = " ".join(parts)
            yield Saying(start + first, start + last, how, said if said == whole else whole)
        else:
            yield Saying(start + first, start + last, "silent")


@dataclass(slots=True)
class _Change:
    """The effect of a tag at a place of the plain text."""

    at: int
    manner: Manner
    pause_s: float = 0.0
    skipped: str = ""


@dataclass(slots=True)
class _Parser:
    manner: Manner
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    changes: list[_Change] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    spelled_from: int = 0
    told: dict[str, list[tuple[int, str, str]]] = field(default_factory=lambda: {name: [] for name in TOLD})
    plain: list[int] = field(default_factory=lambda: [0])
    source: list[int] = field(default_factory=lambda: [0])
    beyond: str = ""

    def parsed(self, text: str) -> Marked:
        first = self.manner
        read = 0
        for number, tag in enumerate(tags(text)):
            if number == MOST_TAGS:
                self.beyond = f"with at most {MOST_TAGS} tags"
                break
            self._text(text[read : tag.start])
            if not self._tag(tag):
                self._skip(tag.text)
            read = tag.end
            self.plain.append(self.length)
            self.source.append(read)
        self._text(text[read:])
        if self.manner.spelling:
            self._spelled()
        for _, _, unclosed in (one for opened in self.told.values() for one in opened):
            self._skip(unclosed)
        plain = "".join(self.pieces)
        told = [part for saying in self.sayings for part in _sayings(plain, saying)]
        told.sort(key=lambda saying: saying.start)
        sayings = tuple(_apart(told))
        segments = tuple(_segments(plain, first, self.changes))
        return Marked(plain, segments, sayings, self.manner, self.beyond, tuple(self.plain), tuple(self.source))

    def _text(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _tag(self, tag: Tag) -> bool:
        """Apply *tag*; whether it is known and valid here."""
        if tag.literal:
            # What is behind an escape's first character stands as it is.
            self.plain.append(self.length + 1)
            self.source.append(tag.end - len(tag.literal) + 1)
            self._text(tag.literal)
            return True
        if tag.sounds is not None:
            return self._sounds(tag)
        if tag.name == "break":
            return self._break(tag)
        if tag.name == "spell":
            return self._spell(tag)
        if tag.name in TOLD:
            return self._told(tag)
        return bool(tag.name) and self._control(tag)

    def _sounds(self, tag: Tag) -> bool:
        sounds = (tag.sounds or "").replace("|", "")
        if sounds:
            self.sayings.append(Saying(self.length, self.length + len(tag.text), "ipa", sounds))
            self._text(tag.text)
        return bool(sounds)

    def _skip(self, tag: str) -> None:
        self.changes.append(_Change(self.length, self.manner, skipped=tag))

    def _break(self, tag: Tag) -> bool:
        if tag.closing:
            # The end of "<break ...></break>".
            return not tag.attributes
        pause_s = pause_of(tag)
        self._text(" ")
        if pause_s is None:
            return False
        self.changes.append(_Change(self.length, self.manner, pause_s))
        return True

    def _spell(self, tag: Tag) -> bool:
        if tag.alone or (tag.closing and not self.manner.spelling):
            return False
        if tag.closing and self.manner.spelling == 1:
            self._spelled()
        elif not tag.closing and not self.manner.spelling:
            self.spelled_from = self.length
        self.manner = replace(self.manner, spelling=self.manner.spelling + (-1 if tag.closing else 1))
        return True

    def _spelled(self) -> None:
        if self.length > self.spelled_from:
            self.sayings.append(Saying(self.spelled_from, self.length, "spell"))

    def _told(self, tag: Tag) -> bool:
        opened = self.told[tag.name]
        if tag.closing:
            if not opened:
                return False
            start, said, _ = opened.pop()
            if self.length > start:
                # A pair around other tags says all of its text.
                while self.sayings and self.sayings[-1].start >= start:
                    self.sayings.pop()
                self.sayings.append(Saying(start, self.length, TOLD[tag.name], said))
            return True
        said = told_by(tag)
        if tag.alone or not said:
            return False
        opened.append((self.length, said, tag.text))
        return True

    def _control(self, tag: Tag) -> bool:
        manner = self.manner
        if tag.name == "emotion":
            value = tag.attributes.get("value", "").strip().lower()
            if not tag.closing and emotions_named(value) is None:
                return False
            emotions = self._changed(manner.emotions, value, tag)
            changed = None if emotions is None else replace(manner, emotions=emotions)
        elif tag.name == "speed":
            rates = self._changed(manner.rates, ratio_of(tag), tag)
            changed = None if rates is None else replace(manner, rates=rates)
        else:
            volumes = self._changed(manner.volumes, ratio_of(tag), tag)
            changed = None if volumes is None else replace(manner, volumes=volumes)
        if changed is None:
            return False
        self.manner = changed
        self.changes.append(_Change(self.length, changed))
        return True

    def _changed(self, values: tuple[T, ...], value: T | None, tag: Tag) -> tuple[T, ...] | None:
        """The values of one kind after *tag*; None if the tag is wrong here."""
        if tag.closing:
            return values[:-1] if len(values) > 1 else None
        if value is None:
            return None
        if tag.alone:
            return (*values[:-1], value)
        if len(values) > MOST_NESTED:
            self.beyond = f"with tags nested at most {MOST_NESTED} deep"
            return None
        return (*values, value)


def told_by(tag: Tag) -> str:
    """What an opening tag of TOLD has said for its text; "" if it is wrong."""
    if tag.name == "sub":
        return " ".join(tag.attributes.get("alias", "").split())
    return tag.attributes.get("ph", "").strip() if tag.attributes.get("alphabet", "ipa").lower() == "ipa" else ""


def pause_of(tag: Tag) -> float | None:
    """Seconds of a `<break>`; None if its time is missing, malformed or out of range."""
    return _seconds(tag.attributes.get("time", ""))


def pause_seconds(value: str) -> float:
    """Seconds of a pause mark's *value*; 0 if that is wrong, which pauses nothing."""
    return _seconds(f"{value}s") or 0.0


def _seconds(text: str) -> float | None:
    match = _TIME.fullmatch(text.strip())
    pause_s = float(match[1]) / (1000 if match[2].lower() == "ms" else 1) if match else -1.0
    return pause_s if 0 <= pause_s <= LONGEST_PAUSE_S else None


def ratio_of(tag: Tag) -> float | None:
    """The factor of a `<speed>` or `<volume>`; None if it is missing, malformed or out of range."""
    least, most = (SLOWEST_RATE, FASTEST_RATE) if tag.name == "speed" else (QUIETEST, LOUDEST)
    match = re.fullmatch(r"\d*\.?\d+", tag.attributes.get("ratio", "").strip(), re.ASCII)
    ratio = float(match.group()) if match else -1.0
    return ratio if least <= ratio <= most else None


def _sayings(plain: str, saying: Saying) -> Iterator[Saying]:
    if saying.how in ("ipa", "respelling"):
        yield from spread(plain, saying.start, saying.end, saying.how, saying.said)
    else:
        yield saying


def _apart(sayings: list[Saying]) -> Iterator[Saying]:
    """*sayings*, which are sorted, without overlaps: one that begins inside another ends that one."""
    last: Saying | None = None
    for saying in sayings:
        if last is None:
            last = saying
            continue
        if saying.start < last.end:
            rest = replace(last, start=max(last.start, saying.end))
            if saying.start > last.start:
                yield replace(last, end=saying.start)
            if rest.start < rest.end:
                yield saying
                last = rest
            else:
                last = saying
            continue
        yield last
        last = saying
    if last is not None:
        yield last


def _segments(plain: str, manner: Manner, changes: list[_Change]) -> Iterator[Segment]:
    """Segments of *plain*, cut at word edges where the manner changes or a pause is. A change inside a word counts from
    the next word on, one before a word's first letter from that word on."""
    start, pause_s, skipped = 0, 0.0, []
    edges = _WordEdges(plain)
    said_until = 0
    for change in changes:
        if change.skipped:
            skipped.append(change.skipped)
            continue
        if not change.pause_s and change.manner.heard == manner.heard:
            continue
        at = max(start, edges.of(change.at))
        while said_until < at and plain[said_until].isspace():
            said_until += 1
        if max(said_until, start) < at:
            yield Segment(start, at, manner, pause_s, tuple(skipped))
            start, pause_s, skipped = at, 0.0, []
            said_until = at
        manner = change.manner
        pause_s += change.pause_s
    yield Segment(start, len(plain), manner, pause_s, tuple(skipped))


class _WordEdges:
    """Word edges from which changes count. Places are asked for in order, so that each word is read once."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._begin, self._marks, self._end = 0, 0, -1

    def of(self, at: int) -> int:
        plain = self._plain
        if at > self._end:
            begin = end = at
            while begin > max(self._end, 0) and not plain[begin - 1].isspace():
                begin -= 1
            while end < len(plain) and not plain[end].isspace():
                end += 1
            marks = _OPENING_MARKS.match(plain, begin, end)
            self._begin, self._marks, self._end = begin, begin if marks is None else marks.end(), end
        return self._begin if at <= self._marks else self._end
