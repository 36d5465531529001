# SPDX-License-Identifier: GPL-3.0-or-later
"""What is played, as one stretch of audio: takes in order with the pauses between paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from studio.app.takes import LiveTake
from studio.core.markup import spoken_spans
from studio.core.pcm import Samples
from studio.core.timeline import WordSpan, word_at

PARAGRAPH_PAUSE_S = 0.45


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph and the take of it.

    Attributes:
        paragraph_id: Whose text it is; "" for an audition.
        text: The paragraph's whole text when playing began.
        offset: Where the rendered text starts within it, in characters.
        spans: The rendered text's words, places relative to *offset*.
        take: The audio, perhaps still growing.
        from_s: Where in the take to begin.
        to_s: Where in the take to end; None for its end.
        rest: How many characters of the paragraph follow the rendered text.
    """

    paragraph_id: str
    text: str
    offset: int
    spans: tuple[WordSpan, ...]
    take: LiveTake
    from_s: float = 0.0
    to_s: float | None = None
    rest: int = 0

    @property
    def rendered_text(self) -> str:
        """What the take says."""
        return self.text[self.offset : len(self.text) - self.rest]


@dataclass(frozen=True, slots=True)
class Heard:
    """A place in the playlist: the segment, the time within its take, and its word there (-1 for none)."""

    segment: int
    take_s: float
    word: int


def segment_of(
    paragraph_id: str, text: str, offset: int, rendered_text: str, take: LiveTake, language: str = ""
) -> Segment:
    """The whole of *take*; *language* is what it is spoken in, which decides what its words are."""
    rest = len(text) - offset - len(rendered_text)
    return Segment(paragraph_id, text, offset, spoken_spans(rendered_text, language), take, rest=rest)


class Playlist:
    """Segments one after the other as a source for the player; frames are counted from the first one's start."""

    def __init__(self, segments: Iterable[Segment], sample_rate_hz: int, pause_s: float = PARAGRAPH_PAUSE_S) -> None:
        self.segments = list(segments)
        self.sample_rate_hz = sample_rate_hz
        self._pause_frames = round(pause_s * sample_rate_hz)
        self._silence: Samples = np.zeros(max(self._pause_frames, 1), np.float32)
        self._to_come: Iterator[Segment] | None = None

    @classmethod
    def growing(cls, segments: Iterator[Segment], sample_rate_hz: int) -> Playlist:
        """A playlist that takes from *segments* only as far as segment() is asked for, and one beyond."""
        playlist = cls((), sample_rate_hz)
        playlist._to_come = segments
        playlist.segment(0)
        return playlist

    def segment(self, index: int) -> Segment | None:
        """Segment *index*, None beyond the last. It and the one after it are there from now on."""
        # One more than asked for, since the pause after a segment depends on whether another follows.
        while self._to_come is not None and len(self.segments) <= index + 1:
            following = next(self._to_come, None)
            if following is None:
                self._to_come = None
            else:
                self.segments.append(following)
        return self.segments[index] if index < len(self.segments) else None

    def drop_before(self, t_s: float) -> None:
        """Let go of the audio of segments that end before *t_s* of the playlist."""
        at_s = 0.0
        for index, segment in enumerate(self.segments):
            _, frames, complete = self._bounds(segment)
            at_s += (frames + self._pause_after(index)) / self.sample_rate_hz
            if not complete or at_s >= t_s:
                return
            if not segment.take.dropped:
                self.segments[index] = replace(segment, take=segment.take.without_audio())

    def read(self, start: int, count: int) -> Samples:
        """Up to *count* samples from frame *start*; fewer or none where they are not rendered yet."""
        parts: list[Samples] = []
        at = 0
        for index, segment in enumerate(self.segments):
            first, frames, complete = self._bounds(segment)
            for part_frames, is_pause in ((frames, False), (self._pause_after(index) if complete else 0, True)):
                inside = start - at
                if count > 0 and inside < part_frames:
                    wanted = min(count, part_frames - inside)
                    samples = self._silence[:wanted] if is_pause else segment.take.read(first + inside, wanted)
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
        """Whether nothing comes at or after frame *at*."""
        total = 0
        for index, segment in enumerate(self.segments):
            _, frames, complete = self._bounds(segment)
            total += frames
            if segment.take.error is not None:
                return at >= total
            if not complete:
                return False
            total += self._pause_after(index)
        return self._to_come is None and at >= total

    def locate(self, t_s: float) -> Heard:
        """What is heard at *t_s* of the playlist."""
        at_s = 0.0
        for index, segment in enumerate(self.segments):
            _, frames, complete = self._bounds(segment)
            length_s = frames / self.sample_rate_hz
            pause_s = self._pause_after(index) / self.sample_rate_hz
            if t_s < at_s + length_s + pause_s or not complete or index == len(self.segments) - 1:
                take_s = segment.from_s + min(max(t_s - at_s, 0.0), length_s)
                # A stretch may end just where the next word, which is not played, begins.
                inside_s = take_s if segment.to_s is None else min(take_s, segment.to_s - 1e-6)
                word = min(word_at(segment.take.words, inside_s), len(segment.spans) - 1)
                return Heard(index, take_s, word)
            at_s += length_s + pause_s
        return Heard(-1, 0.0, -1)

    def time_of(self, index: int, take_s: float) -> float | None:
        """When *take_s* of segment *index* is heard in the playlist; None while that is not known yet."""
        at_s = 0.0
        for number, segment in enumerate(self.segments):
            _, frames, complete = self._bounds(segment)
            if number == index:
                if segment.take.dropped:
                    return None
                inside_s = take_s - segment.from_s
                return at_s + inside_s if 0 <= inside_s <= frames / self.sample_rate_hz else None
            if not complete:
                return None
            at_s += (frames + self._pause_after(number)) / self.sample_rate_hz
        return None

    def rendered_s(self) -> float:
        """Seconds that can be heard now without a break from the start."""
        total = 0
        for index, segment in enumerate(self.segments):
            _, frames, complete = self._bounds(segment)
            total += frames
            if not complete:
                break
            total += self._pause_after(index)
        return total / self.sample_rate_hz

    def _pause_after(self, index: int) -> int:
        return self._pause_frames if index < len(self.segments) - 1 else 0

    def _bounds(self, segment: Segment) -> tuple[int, int, bool]:
        # complete is read before frames: once it is set, frames no longer grow.
        complete = segment.take.complete
        available = segment.take.frames if segment.take.ready else 0
        first = round(segment.from_s * self.sample_rate_hz)
        last = available
        if segment.to_s is not None:
            last = round(segment.to_s * self.sample_rate_hz)
            complete = complete or available >= last
            last = min(last, available)
        return first, max(last - first, 0), complete
