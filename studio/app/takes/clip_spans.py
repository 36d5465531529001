# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips that a take sounds from: cut from what was rendered, kept from an earlier take, and joined to its sound."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

import numpy as np

from studio.app.takes.plan import Kept
from studio.app.takes.takes import PEAK_S, LiveTake
from studio.core.pcm import Samples, faded
from studio.core.takes import Clip, ClipSpan, Take


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a rendered take: its frames and words, and the earlier take that it was kept from."""

    first_frame: int
    end_frame: int
    first_word: int
    end_word: int
    kept: tuple[Take, Kept] | None = None


def clip_of(live: LiveTake, stretch: Stretch) -> Clip:
    """A new clip of a *stretch* of *live*."""
    by_s = -stretch.first_frame / live.sample_rate_hz
    words = tuple(word.shifted(by_s) for word in live.words[stretch.first_word : stretch.end_word])
    block = round(PEAK_S * live.sample_rate_hz)
    peaks = np.asarray(live.peaks[stretch.first_frame // block : stretch.end_frame // block])
    loud = bytes(np.clip(np.round(peaks * 255), 0, 255).astype(np.uint8))
    return Clip(str(uuid4()), live.sample_rate_hz, stretch.end_frame - stretch.first_frame, words, loud)


def spans_within(take: Take, stretch: Stretch, kept: Kept, rate_hz: int) -> list[ClipSpan]:
    """The clips of *take* that sound in the part *kept* of it, which became *stretch*."""
    first = round(kept.from_s * rate_hz)
    end = first + stretch.end_frame - stretch.first_frame
    found: list[ClipSpan] = []
    at, word = 0, 0
    for span in take.spans:
        frames, words = span.end_frame - span.first_frame, span.end_word - span.first_word
        low, high = max(first - at, 0), min(end - at, frames)
        low_word, high_word = max(kept.first_word - word, 0), min(kept.end_word - word, words)
        if low < high:
            found.append(
                ClipSpan(
                    span.clip,
                    span.first_frame + low,
                    span.first_frame + high,
                    span.first_word + min(low_word, words),
                    span.first_word + max(high_word, min(low_word, words)),
                )
            )
        at, word = at + frames, word + words
    return found


def without_sound(take: Take, clips: Mapping[str, Clip]) -> LiveTake:
    """Words, times and peaks of *take*, by its *clips*."""
    words, peaks, at = [], bytearray(), 0
    rate_hz = clips[take.spans[0].clip].rate_hz
    for span in take.spans:
        clip = clips[span.clip]
        by_s = (at - span.first_frame) / rate_hz
        words += [word.shifted(by_s) for word in clip.words[span.first_word : span.end_word]]
        block = PEAK_S * rate_hz
        peaks += clip.peaks[round(span.first_frame / block) : round(span.end_frame / block)]
        at += span.end_frame - span.first_frame
    return LiveTake.of_length(take.id, rate_hz, at, tuple(words), array("f", (peak / 255 for peak in peaks)))


def join_sound(take: Take, live: LiveTake, sound_of: Callable[[str], bytes | None]) -> bool:
    """Fill *live* with the sound of *take*, of the same rate; *sound_of* gives a clip's as FLAC. False if some of it
    is lost, and then *live* stays as it is. Takes some time."""
    from studio.audio.flac import from_flac

    found: list[Samples] = []
    try:
        for number, span in enumerate(take.spans):
            if span.first_frame == span.end_frame:
                # Such as a scene's "***", which is rendered, but makes no sound.
                continue
            sound = sound_of(span.clip)
            samples = from_flac(sound) if sound is not None else None
            if samples is None or len(samples) < span.end_frame:
                return False
            before, behind = take.spans[:number][-1:], take.spans[number + 1 :][:1]
            found.append(
                faded(
                    samples[span.first_frame : span.end_frame],
                    live.sample_rate_hz,
                    begin=span.first_frame > 0 and not _goes_on(before, (span,)),
                    end=span.end_frame < len(samples) and not _goes_on((span,), behind),
                )
            )
    except ValueError:
        return False
    # What is spoken in place of lost sound would be added behind the clips that were there.
    for samples in found:
        live.append(samples)
    return True


def _goes_on(spans: Sequence[ClipSpan], behind: Sequence[ClipSpan]) -> bool:
    """Whether the one of *behind* goes on in the clip where the one of *spans* ends."""
    return any(one.clip == other.clip and one.end_frame == other.first_frame for one in spans for other in behind)
