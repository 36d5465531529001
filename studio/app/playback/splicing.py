# SPDX-License-Identifier: GPL-3.0-or-later
"""A take that begins with one rendering of a paragraph and goes on with another from a word on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from studio.app.takes.gain import Gain
from studio.app.takes.playlist import PlaylistItem
from studio.app.takes.takes import PEAK_S, LiveTake
from studio.core.pcm import Samples
from studio.core.timeline import WordTiming, word_at

CROSSFADE_S = 0.012
LEAD_S = 0.05
"""Seconds before a word at which it is gone over to, where there is a pause."""
_PAUSE_S = 0.08
_NEAR_S = 0.15
_THERE_S = 0.1
_AUDIBLE = 1e-9
_UNHEARD_DB = 0.5
_MOST_DB = 12.0
_MOST_PEAK = 0.95
_HOLD_S = 0.1
_MOST_HOLD_S = 0.6
_DB_PER_S = 6.0


@dataclass(frozen=True, slots=True)
class Seam:
    """A place where one rendering goes over to another.

    Attributes:
        at_s: In the one, in seconds.
        from_s: In the other.
        word: The word that follows, by its number in the paragraph.
    """

    at_s: float
    from_s: float
    word: int


def find_seam(old: PlaylistItem, new: PlaylistItem, earliest_s: float) -> Seam | None:
    """The next begin of a word, at *earliest_s* of the old take or later, that both say, and of which the new take has
    the sound; where a pause is near, there. None if there is none yet.

    Args:
        old, new: Stretches of one paragraph.
    """
    if not new.take.ready:
        return None
    first: Seam | None = None
    for number, word in enumerate(sounding_words(old.take)):
        if old.to_s is not None and word.start_s >= old.to_s:
            return first
        if first is not None and word.start_s - LEAD_S > first.at_s + _NEAR_S:
            break
        before_s = old.take.words[number - 1].end_s if number else 0.0
        seam = _seam(word, before_s, number + old.words.first, new)
        if seam is None or word.start_s < earliest_s:
            continue
        late_s = max(earliest_s - seam.at_s, 0.0)
        seam = replace(seam, at_s=seam.at_s + late_s, from_s=seam.from_s + late_s)
        if word.start_s - before_s >= _PAUSE_S:
            return seam
        first = first or seam
    return first or _seam_at_end(old, new, earliest_s)


def sounding_words(take: LiveTake) -> tuple[WordTiming, ...]:
    """The words of *take* whose begin has sound, or comes next; those behind are known by their times alone."""
    words = take.words
    if words and words[-1].start_s > take.duration_s:
        words = tuple(word for word in words if word.start_s <= take.duration_s)
    return words


def _seam_at_end(old: PlaylistItem, new: PlaylistItem, earliest_s: float) -> Seam | None:
    """The end of an old take that is not whole, if the new one goes on from there: within the word that breaks off, or
    with the word that follows."""
    words, there_s = sounding_words(old.take), old.take.duration_s
    if old.take.complete or there_s < earliest_s:
        return None
    inside = len(words) + old.words.first - new.words.first
    if words and words[-1].end_s > there_s:
        within = same_place(old, new, max(earliest_s, there_s - CROSSFADE_S))
        if within is not None or (inside > 0 and not new.take.complete):
            return within
    # What is there of a word without a time is heard only where it is too late for its begin.
    end_s = min(max(words[-1].end_s if words else 0.0, earliest_s), there_s)
    if not 0 <= inside < len(new.take.words):
        return None
    from_s = max(new.take.words[inside].start_s - LEAD_S, new.take.words[inside - 1].end_s if inside else 0.0)
    return Seam(end_s, from_s, inside + new.words.first)


def same_place(old: PlaylistItem, new: PlaylistItem, at_s: float) -> Seam | None:
    """The place of the new take that says what the old one does at *at_s*; None if that is not there yet."""
    number = word_at(old.take.words, at_s)
    inside = number + old.words.first - new.words.first
    words: Sequence[WordTiming] = new.take.words
    if number < 0 or not 0 <= inside < len(words) or not new.take.ready:
        return None
    here, there = old.take.words[number], words[inside]
    share = (at_s - here.start_s) / max(here.end_s - here.start_s, 1e-3)
    pause_s = max(min(at_s - here.end_s, _pause_ends_s(new, inside + 1) - there.end_s), 0.0)
    from_s = there.end_s + pause_s if share > 1 else there.start_s + share * (there.end_s - there.start_s)
    needed_s = 0.0 if new.take.complete else _THERE_S
    if here.text != there.text or new.take.duration_s < from_s + needed_s:
        return None
    return Seam(at_s, from_s, number + old.words.first + 1)


def _pause_ends_s(item: PlaylistItem, number: int) -> float:
    """Where the pause before word *number* of what is there of *item* ends: at the word, or with the sound."""
    words = item.take.words
    if number < len(words):
        return words[number].start_s
    return item.take.duration_s if item.to_s is None else item.to_s


def _seam(word: WordTiming, before_s: float, number: int, new: PlaylistItem) -> Seam | None:
    words: Sequence[WordTiming] = new.take.words
    inside = number - new.words.first
    if not 0 <= inside < len(words) or words[inside].text != word.text:
        return None
    following = words[inside]
    quiet_s = following.start_s - (words[inside - 1].end_s if inside else 0.0)
    lead_s = max(min(LEAD_S, word.start_s - before_s, quiet_s), 0.0)
    if not new.take.complete and new.take.duration_s < following.start_s + _THERE_S:
        return None
    if new.to_s is not None and following.start_s >= new.to_s:
        return None
    return Seam(word.start_s - lead_s, following.start_s - lead_s, number)


class SplicedTake(LiveTake):
    """The beginning of an old take, and the new one from a seam on, which it follows as that grows.

    Args:
        old, new: The stretches of a paragraph that the takes are of. Their gains are in the samples.
        seam: Where it goes over.
        asked_db: By how much the new one is meant to be louder than the old one.

    Attributes:
        source: The new take.
    """

    def __init__(self, old: PlaylistItem, new: PlaylistItem, seam: Seam, asked_db: float = 0.0) -> None:
        rate_hz = old.take.sample_rate_hz
        super().__init__(f"{old.take.key} > {new.take.key} at {seam.word}", rate_hz)
        self.new = new
        self.source = new.take
        self.seam = seam
        self._gain = new.gain
        self._next = round(seam.from_s * rate_hz)
        excess_db = _excess_db(old, new, seam) - asked_db
        self._bridge = _bridge(max(excess_db, -_room_db(new, seam.from_s)), self._next, _held(new, seam), rate_hz)
        self._end = None if new.to_s is None else round(new.to_s * rate_hz)
        self._by_s = seam.at_s - seam.from_s
        self._next_word = seam.word - new.words.first
        at = round(seam.at_s * rate_hz)
        self.append(old.gain.on(old.take.read(0, at), 0))
        self.add_words(old.take.words[: seam.word - old.words.first])
        self._append_crossfade(old, at)
        self.follow()

    def follow(self) -> None:
        """Take over what the new take has by now."""
        source = self.source
        # Read before the samples, since a finished take grows no more.
        complete = source.complete
        wanted = source.frames if self._end is None else min(self._end, source.frames)
        if wanted > self._next:
            samples = source.read(self._next, wanted - self._next)
            self.append(self._on(samples))
            self._next += len(samples)
        words = [word for word in source.words[self._next_word :] if self._holds(word)]
        self._next_word += len(words)
        self.add_words(word.shifted(self._by_s) for word in words)
        self.skipped, self.error = source.skipped, source.error
        if (complete or wanted == self._end) and not self.complete:
            self.finish()

    def _append_crossfade(self, old: PlaylistItem, at: int) -> None:
        count = round(CROSSFADE_S * self.sample_rate_hz)
        going = old.gain.on(old.take.read(at, count), at)
        coming = self._on(self.source.read(self._next, len(going)))
        count = min(len(going), len(coming))
        # Raised cosines that add up to one: at a word's begin both are soft, and alike.
        rise = np.square(np.sin(0.5 * np.pi * (np.arange(count) + 0.5) / max(count, 1))).astype(np.float32)
        self.append(going[:count] * (1.0 - rise) + coming[:count] * rise)
        self._next += count

    def _on(self, samples: Samples) -> Samples:
        """Samples of the new take, from the next one on, as loud as they are heard."""
        return self._bridge.on(self._gain.on(samples, self._next), self._next)

    def _holds(self, word: WordTiming) -> bool:
        return self._end is None or word.start_s * self.sample_rate_hz < self._end


def spliced(old: PlaylistItem, new: PlaylistItem, seam: Seam, asked_db: float = 0.0, changed: str = "") -> PlaylistItem:
    """*old* with a take that goes over to that of *new*, see `SplicedTake`; the item tells what has *changed*."""
    return replace(old, take=SplicedTake(old, new, seam, asked_db), to_s=None, gain=Gain(), changed=changed)


def _excess_db(old: PlaylistItem, new: PlaylistItem, seam: Seam) -> float:
    """By how much *new* says the word behind the seam louder than *old* does, as they are heard; 0 if that is not
    known."""
    mine, theirs = seam.word - old.words.first, seam.word - new.words.first
    if not (0 <= mine < len(old.take.words) and 0 <= theirs < len(new.take.words)):
        return 0.0
    words = old.take.words[mine], new.take.words[theirs]
    # Of a word that is not whole yet as much is compared as both have.
    share = min(_there(word, item.take.duration_s) for word, item in zip(words, (old, new), strict=True))
    before, after = (_power(item, word, share) for word, item in zip(words, (old, new), strict=True))
    return 10 * math.log10(after / before) if min(before, after) > _AUDIBLE else 0.0


def _there(word: WordTiming, until_s: float) -> float:
    return (min(word.end_s, until_s) - word.start_s) / max(word.end_s - word.start_s, 1e-3)


def _power(item: PlaylistItem, word: WordTiming, share: float) -> float:
    rate_hz = item.take.sample_rate_hz
    first = round(word.start_s * rate_hz)
    count = round(share * (word.end_s - word.start_s) * rate_hz)
    samples = item.gain.on(item.take.read(first, max(count, 0)), first)
    return float(np.mean(np.square(samples))) if len(samples) else 0.0


def _room_db(item: PlaylistItem, from_s: float) -> float:
    """By how much *item* may be turned up for a moment from a place on, by the peaks that are there."""
    first, end = (round(at_s / PEAK_S) for at_s in (from_s, from_s + _HOLD_S + _NEAR_S))
    peak = max(item.take.peaks[first:end], default=item.take.loudest) * item.gain.factor
    return max(0.0, 20 * math.log10(_MOST_PEAK / max(peak, 1e-3)))


def _held(new: PlaylistItem, seam: Seam) -> int:
    """Frames for which the level stays as it is at *seam*: to the end of the first word, if that is not far."""
    word = new.take.words[max(seam.word - new.words.first, 0) :][:1]
    held_s = min(word[0].end_s - seam.from_s, _MOST_HOLD_S) if word else _HOLD_S
    return round(max(held_s, _HOLD_S) * new.take.sample_rate_hz)


def _bridge(excess_db: float, frame: int, held: int, rate_hz: int) -> Gain:
    """A gain on the new take that takes off most of what is in excess at *frame*, and gives it back by and by once it
    has *held* for some frames."""
    taken_db = math.copysign(max(abs(excess_db) - _UNHEARD_DB, 0.0), excess_db)
    taken_db = min(max(taken_db, -_MOST_DB), _MOST_DB)
    made = Gain(10 ** (-taken_db / 20))
    made.glide(1.0, frame + held, round(abs(taken_db) / _DB_PER_S * rate_hz))
    return made
