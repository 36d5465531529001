# SPDX-License-Identifier: GPL-3.0-or-later
"""The transcript's clock: times of its paragraphs, estimated as far as they are not rendered yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from studio.app.design.casting import Casting, narrator_alone
from studio.app.takes.in_use import FITTING, Stale
from studio.app.takes.part import OverviewPart
from studio.app.takes.pausing import pause_between
from studio.app.takes.playlist import PlaylistItem
from studio.app.takes.takes import LiveTake
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.splits import spans_in
from studio.core.timeline import WordSpan, WordTiming, spans_for, word_at, written_by_character

WORDS_PER_S = 2.7
CHARACTERS_PER_S = 5.0
_SLICE = 500


@dataclass(frozen=True, slots=True)
class PlacedTake:
    """A take of a paragraph, or of its text without the first *offset* and the last *rest* characters.

    Attributes:
        stale: What has changed since it was made.
        broken_off: Whether nothing adds to it any more, though it is not complete.
    """

    take: LiveTake
    offset: int = 0
    rest: int = 0
    stale: Stale = ""
    broken_off: bool = False


FindSound = Callable[[Paragraph, VoiceDesign], PlacedTake | None]


class TranscriptClock:
    """Times of a document in a design.

    Args:
        find_sound: Gives a paragraph's take, which may be growing; None if there is none.
        casting: Says in which design a paragraph is read.
    """

    def __init__(self, find_sound: FindSound, casting: Casting = narrator_alone) -> None:
        self._find_sound = find_sound
        self._casting = casting
        self._chars: dict[str, tuple[int, Paragraph]] = {}
        self._designs: dict[str, VoiceDesign] = {}
        self._parts: dict[str, OverviewPart] = {}
        self._offsets: dict[str, int] = {}
        self._design = VoiceDesign()
        self._asked: tuple[int, float] | None = None
        self.total_s = 0.0
        self.estimated = True
        self.parts: tuple[OverviewPart, ...] = ()

    def update(
        self, project: Project, design: VoiceDesign, changed: Callable[[Paragraph], Stale] = lambda _paragraph: ""
    ) -> None:
        """Follow a changed document or grown takes; *changed* tells what makes that a paragraph would be spoken
        otherwise now, "" for nothing."""
        for _ in self.updating(project, design, changed):
            pass

    def updating(
        self, project: Project, design: VoiceDesign, changed: Callable[[Paragraph], Stale] = lambda _paragraph: ""
    ) -> Iterator[None]:
        """Like `update`, in slices of some hundred paragraphs; nothing is seen of it before the last one is done."""
        before, reader = self._parts, self._casting(project, design)
        chars: dict[str, tuple[int, Paragraph]] = {}
        parts: dict[str, OverviewPart] = {}
        offsets: dict[str, int] = {}
        designs: dict[str, VoiceDesign] = {}
        at_char, at_s, some_estimated = 0, 0.0, False
        between, above = pause_between(project), None
        for number, paragraph in enumerate(project.paragraphs, 1):
            chars[paragraph.id] = (at_char, paragraph)
            at_char += len(paragraph.text) + 1
            if number % _SLICE == 0:
                yield
            if not paragraph.is_read:
                continue
            at_s += between(above, paragraph) if above is not None else 0.0
            above = paragraph
            own = designs[paragraph.id] = reader(paragraph)
            placed = self._find_sound(paragraph, own)
            lead_s, duration_s, estimated = self._length(paragraph, placed, own)
            some_estimated = some_estimated or estimated
            take = placed.take if placed is not None else None
            stale: Stale = placed.stale if placed is not None else ""
            broken_off = placed is not None and placed.broken_off and not placed.take.complete
            since: Stale = "" if take is None else changed(paragraph) if stale in FITTING else stale
            if placed is not None and placed.offset:
                offsets[paragraph.id] = placed.offset
            part = before.get(paragraph.id)
            told = at_s, duration_s, lead_s, since, stale, broken_off
            # Of a book's paragraphs most are as they were, up to the one that is written in.
            if part is None or part.take is not take or _told(part) != told:
                part = OverviewPart(paragraph.id, at_s, duration_s, take, lead_s, since, stale, broken_off)
            parts[paragraph.id] = part
            at_s += duration_s
        self._chars, self._parts, self._offsets, self._designs = chars, parts, offsets, designs
        self._asked, self._design, self.estimated = None, design, some_estimated
        self.parts = tuple(parts.values())
        self.total_s = at_s

    def _length(
        self, paragraph: Paragraph, placed: PlacedTake | None, design: VoiceDesign
    ) -> tuple[float, float, bool]:
        """Seconds of the text before the take, seconds of the whole paragraph, and whether these are estimated."""
        if placed is not None and placed.take.complete and not (placed.offset or placed.rest or placed.stale):
            return 0.0, placed.take.duration_s, False
        text = paragraph.text
        whole_s = estimated_s(text, design.controls.rate, design.language)
        if placed is None or placed.stale == "text":
            return 0.0, whole_s, True
        lead_s, rest_s = (whole_s * characters / max(len(text), 1) for characters in (placed.offset, placed.rest))
        take = placed.take
        spoken_s = take.duration_s if take.complete else max(whole_s - lead_s - rest_s, take.duration_s)
        return lead_s, lead_s + spoken_s + rest_s, not take.complete or lead_s + rest_s > 0 or placed.stale == "voice"

    def _design_of(self, paragraph_id: str) -> VoiceDesign:
        return self._designs.get(paragraph_id, self._design)

    def elapsed_s(self, item: PlaylistItem, take_s: float) -> float:
        """Time in the transcript of *take_s* of the item's take."""
        part = self._parts.get(item.paragraph_id)
        lead_s, _, _ = self._length(
            item.paragraph, PlacedTake(item.take, item.offset, item.rest), self._design_of(item.paragraph.id)
        )
        return (part.start_s if part is not None else 0.0) + lead_s + take_s

    def time_of(self, position: int) -> float:
        """Time of the word that holds or follows character *position*; after the last word, the time of the end."""
        # Cached, as it is asked for many times a second while nothing moves.
        if self._asked is None or self._asked[0] != position:
            self._asked = position, self._time_of(position)
        return self._asked[1]

    def _time_of(self, position: int) -> float:
        for part in self.parts:
            start, paragraph = self._chars[part.paragraph_id]
            if position >= start + len(paragraph.text):
                continue
            spans = spans_in(paragraph, self._design_of(paragraph.id))
            word = next((number for number, span in enumerate(spans) if start + span.end > position), None)
            if word is None:
                continue
            known, first = self._known(part, spans)
            if word < first:
                return part.start_s + part.lead_s * word / first
            if word - first < len(known):
                return part.sound_s + known[word - first].start_s
            spoken_s, rest_s = _divided(part, known, first)
            unknown = first + len(known)
            return spoken_s + rest_s * (word - unknown) / (len(spans) - unknown)
        return self.total_s

    def char_at(self, t_s: float) -> int:
        """Position of the character read at *t_s* of the transcript."""
        for part in reversed(self.parts):
            if t_s >= part.start_s:
                start, paragraph = self._chars[part.paragraph_id]
                spans = spans_in(paragraph, self._design_of(paragraph.id))
                if not spans:
                    return start  # a pause alone
                return start + spans[min(self._word_at(part, spans, t_s), len(spans) - 1)].start
        return 0

    def _word_at(self, part: OverviewPart, spans: Sequence[WordSpan], t_s: float) -> int:
        """Number of the word of *part* that is read at *t_s*, the inverse of `time_of`."""
        known, first = self._known(part, spans)
        if first and t_s < part.sound_s:
            return _of(first, t_s - part.start_s, part.lead_s)
        spoken_s, rest_s = _divided(part, known, first)
        if known and t_s < spoken_s:
            return max(word_at(known, t_s - part.sound_s), 0) + first
        unknown = first + len(known)
        return unknown + _of(len(spans) - unknown, t_s - spoken_s, rest_s)

    def _known(self, part: OverviewPart, spans: Sequence[WordSpan]) -> tuple[Sequence[WordTiming], int]:
        """The words of the part's take that are known, and the number of the paragraph's words before them."""
        if part.take is None or part.stale not in FITTING:
            return (), 0
        offset = self._offsets.get(part.paragraph_id, 0)
        first = sum(span.end <= offset for span in spans) if offset else 0
        return part.take.words[: len(spans) - first], first


def _divided(part: OverviewPart, known: Sequence[WordTiming], first: int) -> tuple[float, float]:
    """Begin of what follows the *known* words of a part, which have *first* words before them, in the transcript's
    time, and its seconds."""
    begin_s = part.sound_s if first else part.start_s
    if known:
        # Not the end of the sound: a word may be known before its sound is there, and the other way round.
        begin_s = part.sound_s + known[-1].end_s
    return begin_s, max(part.start_s + part.duration_s - begin_s, 0.0)


def _of(words: int, t_s: float, whole_s: float) -> int:
    """Number of the word at *t_s* if so many *words* take *whole_s* together."""
    return int(min(max(t_s / max(whole_s, 1e-6), 0.0), 1.0) * words + 1e-6)


def _told(part: OverviewPart) -> tuple[object, ...]:
    return part.start_s, part.duration_s, part.lead_s, part.changed, part.stale, part.broken_off


def estimated_s(text: str, rate: float, language: str = "") -> float:
    """Estimated seconds for reading *text* at *rate*, from its number of words."""
    words_per_s = CHARACTERS_PER_S if written_by_character(language) else WORDS_PER_S
    return max(_count(text, language), 1) / words_per_s / rate


@lru_cache(maxsize=32768)
def _count(text: str, language: str) -> int:
    # Cached, as a long transcript is counted each time a take grows, while only one paragraph has changed.
    return len(spans_for(text, language))
