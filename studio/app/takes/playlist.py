# SPDX-License-Identifier: GPL-3.0-or-later
"""The playlist: takes in order with pauses between paragraphs, as one source of audio."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from threading import Lock

import numpy as np

from studio.app.takes.gain import Gain
from studio.app.takes.takes import LiveTake
from studio.core.pauses import Pauses
from studio.core.pcm import FADE_S, Samples
from studio.core.project import Paragraph, VoiceDesign
from studio.core.splits import spans_in
from studio.core.timeline import ALL_WORDS, WordRange, WordSpan, word_at

PARAGRAPH_PAUSE_S = Pauses().paragraph_s
_PLAIN = VoiceDesign()
_UNCHANGED = Gain()
_AS_LOUD = 0.06
"""Difference of factors that is not heard, 0.5 dB."""


@dataclass(frozen=True, slots=True)
class PlaylistItem:
    """A stretch of a paragraph with its take.

    Attributes:
        paragraph: The whole paragraph when playing began; its id is "" for an audition.
        offset: Start of the rendered words in it, in characters.
        spans: The rendered words, with places relative to *offset*.
        take: The audio, which may still be growing.
        from_s: Begin in the take.
        to_s: End in the take; None for the take's end.
        rest: Number of the paragraph's characters after the rendered words.
        words: The numbers of the rendered words in it.
        gain: Factor on the audio.
        pause_s: Seconds of silence before it, where another item is before it.
        changed: What is otherwise in it than in what was heard before, such as "0.94×", from its begin on, or from the
            place at which its take goes over; "" for nothing.
    """

    paragraph: Paragraph
    offset: int
    spans: tuple[WordSpan, ...]
    take: LiveTake
    from_s: float = 0.0
    to_s: float | None = None
    rest: int = 0
    words: WordRange = ALL_WORDS
    gain: Gain = _UNCHANGED
    pause_s: float = PARAGRAPH_PAUSE_S
    changed: str = ""

    @property
    def paragraph_id(self) -> str:
        return self.paragraph.id

    def sounds_as(self, other: PlaylistItem) -> bool:
        """Whether both are one rendering, and about equally loud."""
        if self.take.key != other.take.key:
            return False
        return math.isclose(self.gain.factor, other.gain.factor, rel_tol=_AS_LOUD)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the playlist: the item, the time within its take, and its word there (-1 for none)."""

    item: int
    take_s: float
    word: int


def item_of(
    paragraph: Paragraph, take: LiveTake, design: VoiceDesign = _PLAIN, words: WordRange = ALL_WORDS
) -> PlaylistItem:
    """An item with the whole of *take*, which holds those *words* of *paragraph* in *design*."""
    spans = spans_in(paragraph, design)
    if words.is_all:
        return PlaylistItem(paragraph, 0, spans, take)
    chosen = spans[words.first : words.end]
    offset = chosen[0].start
    moved = tuple(WordSpan(span.text, span.start - offset, span.end - offset) for span in chosen)
    return PlaylistItem(paragraph, offset, moved, take, rest=len(paragraph.text) - chosen[-1].end, words=words)


class Playlist:
    """Items one after the other as a source for the player; frames are counted from the first one's start.

    Args:
        items: The first ones.
        sample_rate_hz: Of all of them.
        pause_s: Seconds between any two of them; None for what the items tell.
        soft_edges: Whether each begins and ends with a fade of 5 ms, since it may be cut out of speech.

    Attributes:
        changed_s: Seconds up to which it is as another one, see `gone_over`.
        rest: The playlist from which its further items come, until it has adopted them; None for none.
        shift: By how much its items' numbers are higher than those of *rest*.
    """

    def __init__(
        self,
        items: Iterable[PlaylistItem],
        sample_rate_hz: int,
        pause_s: float | None = None,
        soft_edges: bool = False,
    ) -> None:
        self.items = list(items)
        self.sample_rate_hz = sample_rate_hz
        self._pause_s = pause_s
        self._soft_edges = soft_edges
        self._silence: Samples = np.zeros(1, np.float32)
        self._to_come: Iterator[PlaylistItem] | None = None
        self.changed_s = 0.0
        self.rest: Playlist | None = None
        self.shift = 0
        self._ends: list[int] = []
        self._ending = Lock()
        self._dropped = 0

    @classmethod
    def growing(cls, items: Iterator[PlaylistItem], sample_rate_hz: int) -> Playlist:
        """A playlist that reads *items* only as far as grow_to() is called, and one beyond."""
        return cls((), sample_rate_hz)._growing_by(items)

    @classmethod
    def looping(cls, items: Iterator[PlaylistItem], sample_rate_hz: int) -> Playlist:
        """One of *items* that are the same ones again and again, without pauses."""
        return cls((), sample_rate_hz, 0.0, soft_edges=True)._growing_by(items)

    def _growing_by(self, items: Iterator[PlaylistItem]) -> Playlist:
        self._to_come = items
        self.grow_to(0)
        return self

    def grow_to(self, index: int) -> bool:
        """Have item *index* and the next one in `items` from now on; whether there is an item *index*."""
        # One more than asked for, since there is a pause after an item only if another follows.
        while self._to_come is not None and len(self.items) <= index + 1:
            following = next(self._to_come, None)
            if following is None:
                self._to_come = None
            else:
                self.items.append(following)
        return index < len(self.items)

    def gone_over(
        self,
        number: int,
        spliced: PlaylistItem | None,
        rest: Playlist,
        rest_number: int,
        at_s: float,
        changed: str = "",
    ) -> Playlist:
        """A playlist that is as this one up to *at_s* seconds of both: its first *number* items, then *spliced* if
        given, then those of *rest* from item *rest_number* on. Without *spliced*, the first of these tells what has
        *changed* if it sounds otherwise than here."""
        before = [*self.items[:number], *([spliced] if spliced is not None else ())]
        made = Playlist(before, self.sample_rate_hz, self._pause_s, self._soft_edges)
        made.items += rest.items[rest_number:]
        if spliced is None and not (number < len(self.items) and made.items[number].sounds_as(self.items[number])):
            made.items[number] = replace(made.items[number], changed=changed)
        made.changed_s, made.rest, made.shift, made._to_come = at_s, rest, len(before) - rest_number, rest._to_come
        return made

    def adopt_rest(self) -> None:
        """Take over the items that `rest` has come to since this playlist was made of it."""
        if self.rest is not None:
            self.items[len(self.items) :] = self.rest.items[len(self.items) - self.shift :]
            self._to_come, self.rest = self.rest._to_come, None

    def drop_before(self, t_s: float) -> None:
        """Free the audio of items that end before *t_s* of the playlist."""
        ends, until = self._settled(), t_s * self.sample_rate_hz
        while self._dropped < len(ends) and ends[self._dropped] < until:
            item = self.items[self._dropped]
            if not item.take.dropped:
                self.items[self._dropped] = replace(item, take=item.take.without_audio())
            self._dropped += 1

    def read(self, start: int, count: int) -> Samples:
        """Up to *count* samples from frame *start*; fewer or none if they are not rendered yet."""
        parts: list[Samples] = []
        settled = self._settled()
        begun = bisect_right(settled, start)
        at = settled[begun - 1] if begun else 0
        for index in range(begun, len(self.items)):
            item = self.items[index]
            first, frames, complete = self._bounds(item)
            for part_frames, is_pause in ((frames, False), (self._pause_after(index) if complete else 0, True)):
                inside = start - at
                if count > 0 and inside < part_frames:
                    wanted = min(count, part_frames - inside)
                    samples = self._silent(wanted) if is_pause else item.take.read(first + inside, wanted)
                    if not is_pause:
                        item.take.read_from = True
                        samples = item.gain.on(samples, first + inside)
                    if self._soft_edges and not is_pause:
                        samples = self._softened(samples, inside, frames if complete else None)
                    parts.append(samples)
                    start += len(samples)
                    count -= len(samples)
                at += part_frames
            if not complete or count <= 0:
                break
        if len(parts) == 1:
            return parts[0]
        return np.concatenate(parts) if parts else self._silence[:0]

    def finished(self, at: int) -> bool:
        """Whether there is nothing at or after frame *at*."""
        settled = self._settled()
        total = settled[-1] if settled else 0
        if at < total:
            return False
        for index in range(len(settled), len(self.items)):
            item = self.items[index]
            _, frames, complete = self._bounds(item)
            total += frames
            if item.take.error is not None:
                return at >= total
            if not complete:
                return False
            total += self._pause_after(index)
        return self._to_come is None and at >= total

    def locate(self, t_s: float) -> Position:
        """The position heard at *t_s* of the playlist."""
        settled = self._settled()
        begun = bisect_right(settled, t_s * self.sample_rate_hz)
        at_s = settled[begun - 1] / self.sample_rate_hz if begun else 0.0
        for index in range(begun, len(self.items)):
            item = self.items[index]
            _, frames, complete = self._bounds(item)
            length_s = frames / self.sample_rate_hz
            pause_s = self._pause_after(index) / self.sample_rate_hz
            if t_s < at_s + length_s + pause_s or not complete or index == len(self.items) - 1:
                take_s = item.from_s + min(max(t_s - at_s, 0.0), length_s)
                # An item may end exactly at the begin of the next word, which is not played.
                inside_s = take_s if item.to_s is None else min(take_s, item.to_s - 1e-6)
                word = min(word_at(item.take.words, inside_s), len(item.spans) - 1)
                if word < 0 and item.words.first and item.take.words:
                    # Playing was asked for from this word on, and its sound has a moment of lead.
                    word = 0
                return Position(index, take_s, word)
            at_s += length_s + pause_s
        return Position(-1, 0.0, -1)

    def time_of(self, index: int, take_s: float) -> float | None:
        """Time in the playlist of *take_s* of item *index*; None while unknown."""
        settled = self._settled()
        begun = min(index, len(settled))
        at_s = settled[begun - 1] / self.sample_rate_hz if begun > 0 else 0.0
        for number in range(max(begun, 0), len(self.items)):
            item = self.items[number]
            _, frames, complete = self._bounds(item)
            if number == index:
                if item.take.dropped:
                    return None
                inside_s = take_s - item.from_s
                return at_s + inside_s if 0 <= inside_s <= frames / self.sample_rate_hz else None
            if not complete:
                return None
            at_s += (frames + self._pause_after(number)) / self.sample_rate_hz
        return None

    def sought(self) -> Iterator[tuple[int, PlaylistItem]]:
        """The items that a seek may go to, with their numbers."""
        return iter(enumerate(self.items))

    def rendered_s(self) -> float:
        """Seconds from the start that can be heard now without a break."""
        settled = self._settled()
        total = settled[-1] if settled else 0
        for index in range(len(settled), len(self.items)):
            _, frames, complete = self._bounds(self.items[index])
            total += frames
            if not complete:
                break
            total += self._pause_after(index)
        return total / self.sample_rate_hz

    def _settled(self) -> list[int]:
        """The frames at which the first items end, with the pauses behind them, as far as that changes no more."""
        with self._ending:
            ends = self._ends
            # Whether there is a pause behind the last one is not known yet.
            while len(ends) < len(self.items) - 1:
                item = self.items[len(ends)]
                _, frames, complete = self._bounds(item)
                if not complete or item.take.error is not None:
                    break
                ends.append((ends[-1] if ends else 0) + frames + self._pause_after(len(ends)))
            return ends

    def _softened(self, samples: Samples, start: int, end: int | None) -> Samples:
        """*samples* from frame *start* of an item on, faded where they are at its begin, or at its *end*."""
        fade = round(FADE_S * self.sample_rate_hz)
        places = np.arange(start, start + len(samples))
        gains = np.minimum((places + 0.5) / fade, 1.0)
        if end is not None:
            gains = np.minimum(gains, (end - places - 0.5) / fade)
        return samples if not len(samples) or gains.min() >= 1.0 else samples * gains.astype(np.float32)

    def _pause_after(self, index: int) -> int:
        if index >= len(self.items) - 1:
            return 0
        pause_s = self.items[index + 1].pause_s if self._pause_s is None else self._pause_s
        return round(pause_s * self.sample_rate_hz)

    def _silent(self, count: int) -> Samples:
        if len(self._silence) < count:
            self._silence = np.zeros(count, np.float32)
        return self._silence[:count]

    def _bounds(self, item: PlaylistItem) -> tuple[int, int, bool]:
        # complete is read before frames: once it is set, frames no longer grow.
        complete = item.take.complete
        available = item.take.frames if item.take.ready else 0
        first = round(item.from_s * self.sample_rate_hz)
        last = available
        if item.to_s is not None:
            last = round(item.to_s * self.sample_rate_hz)
            complete = complete or available >= last
            last = min(last, available)
        return first, max(last - first, 0), complete
