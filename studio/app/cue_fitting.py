# SPDX-License-Identifier: GPL-3.0-or-later
"""Export of subtitles to one file: each cue begins when it appears, and is spoken as fast as fits its time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from studio.app.export import SpeechSource
from studio.app.export_formats import FileFormat
from studio.app.takes import LiveTake
from studio.core.errors import InvalidArgument
from studio.core.pcm import Samples
from studio.core.project import Paragraph, VoiceDesign
from studio.core.speech import speed_of
from studio.core.timeline import WordTiming
from studio.export.writing import new_file

FITS_S = 0.1
"""Seconds by which speech may miss its cue's length and still fits."""
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """A subtitle: what is said from *start_s* to *end_s*."""

    paragraph: Paragraph
    start_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was written.

    Attributes:
        words: Word timings in seconds of the whole file.
        too_long: Cues whose text takes longer than their time, even at the fastest.
        late: Cues that begin late, as the one before was not done.
    """

    words: tuple[WordTiming, ...]
    too_long: tuple[Cue, ...] = ()
    late: tuple[Cue, ...] = ()


async def export_fitted(
    path: Path,
    cues: Sequence[Cue],
    design: VoiceDesign,
    speech: SpeechSource,
    file_format: FileFormat,
    progress: Callable[[float], None] = lambda _share: None,
) -> Fitted:
    """Render *cues*, in the order of their times, and write *path*. Speech is neither cut nor laid over other speech:
    where a cue does not fit, the next one begins when it is done.

    Raises:
        InvalidArgument: there is nothing to read.
        SaveFailed: the file could not be written.
        StudioError: the speech could not be rendered.
    """
    rate_hz = speech.status.sample_rate_hz
    loop = asyncio.get_running_loop()
    words: list[WordTiming] = []
    too_long: list[Cue] = []
    late: list[Cue] = []
    at = 0

    with new_file(path, rate_hz, file_format) as sink:
        for number, cue in enumerate(cues):
            take = await _fitted(cue, design, speech)
            begin = round(cue.start_s * rate_hz)
            if take.duration_s > cue.length_s + FITS_S:
                too_long.append(cue)
            if at > begin + round(FITS_S * rate_hz):
                late.append(cue)
            silence: Samples = np.zeros(max(begin - at, 0), np.float32)
            await loop.run_in_executor(None, sink.write, silence)
            at += len(silence)
            words.extend(word.shifted(at / rate_hz) for word in take.words)
            await loop.run_in_executor(None, sink.write, take.read(0, take.frames))
            at += take.frames
            progress((number + 1) / len(cues))
        if not words:
            raise InvalidArgument("text", "at least one word to read")
        await loop.run_in_executor(None, sink.sync)
    return Fitted(tuple(words), tuple(too_long), tuple(late))


async def _fitted(cue: Cue, design: VoiceDesign, speech: SpeechSource) -> LiveTake:
    """The take of *cue* whose length comes nearest to the cue's, within the range of the speed."""
    best = await _rendered(cue.paragraph, design, speech)
    take, controls = best, design.controls
    for _ in range(_TRIES):
        if cue.length_s <= 0 or abs(take.duration_s - cue.length_s) <= FITS_S:
            break
        # Not all of it is speech, so that the length does not quite follow the rate: nearer from try to try.
        speed = speed_of(controls.rate * take.duration_s / cue.length_s)
        if speed == controls.speed:
            break
        controls = replace(controls, speed=speed)
        take = await _rendered(cue.paragraph, replace(design, controls=controls), speech)
        best = min((best, take), key=lambda each: abs(each.duration_s - cue.length_s))
    return best


async def _rendered(paragraph: Paragraph, design: VoiceDesign, speech: SpeechSource) -> LiveTake:
    status = speech.status
    take = speech.renderer.paragraph_take(paragraph, design, status.engine, status.sample_rate_hz)
    await speech.renderer.render_paragraph(speech.client, take, paragraph, design, status.engine)
    return take
