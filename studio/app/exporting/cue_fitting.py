# SPDX-License-Identifier: GPL-3.0-or-later
"""Export of subtitles to one file: each cue begins when it appears, and is spoken as fast as fits its time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np

from studio.app.design.casting import Casting, narrator_alone
from studio.app.exporting.export import Progress, SpeechSource, SteadySpeech, in_thread, writing
from studio.app.exporting.export_formats import FileFormat
from studio.app.takes.levels import cast_gains
from studio.app.takes.pausing import pause_between
from studio.app.takes.takes import LiveTake
from studio.core.errors import InvalidArgument
from studio.core.pcm import Samples
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.speech import speed_of
from studio.core.splits import with_each
from studio.core.timeline import WordTiming
from studio.export.writing import Sink

FITS_S = 0.1
"""Seconds by which speech may miss its cue's length and still fits."""
_TRIES = 3
_MOST_NAMED = 5
_SILENCE_S = 10


@dataclass(frozen=True, slots=True)
class Cue:
    """A subtitle: the paragraphs that are read from *start_s* to *end_s*."""

    paragraphs: tuple[Paragraph, ...]
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


@dataclass(frozen=True, slots=True)
class _Part:
    """The sound of a paragraph: silence of *pause_s*, then *take*, times *gain*."""

    pause_s: float
    take: LiveTake
    gain: float


def cues_of(project: Project) -> tuple[Cue, ...]:
    """The cues of *project* in the order of their times; none of a text without times.

    A paragraph without a time is read in that of the one above, and before the first cue in the time until then.
    """
    first = next((each.cue_s for each in project.paragraphs if each.cue_s is not None), None)
    if first is None:
        return ()
    cues: list[Cue] = []
    parts: list[Paragraph] = []
    time = (0.0, first[0])
    for each in project.paragraphs:
        if each.cue_s is not None:
            cues.append(Cue(tuple(parts), *time))
            parts, time = [], each.cue_s
        if each.is_read:
            parts.append(each)
    cues.append(Cue(tuple(parts), *time))
    return tuple(sorted((cue for cue in cues if cue.paragraphs), key=lambda cue: cue.start_s))


def unfitting(fitted: Fitted) -> tuple[str, ...]:
    """What did not fit, in words."""
    said = []
    for cues, one, many in (
        (fitted.too_long, "cue takes longer than its time", "cues take longer than their times"),
        (fitted.late, "cue begins late", "cues begin late"),
    ):
        if cues:
            where = ", ".join(_clock(cue.start_s) for cue in cues[:_MOST_NAMED])
            more = "" if len(cues) <= _MOST_NAMED else ", …"
            said.append(f"{len(cues)} {one if len(cues) == 1 else many}: at {where}{more}")
    return tuple(said)


async def export_fitted(
    path: Path,
    project: Project,
    design: VoiceDesign,
    speech: SpeechSource,
    file_format: FileFormat,
    progress: Progress = lambda _share: None,
    casting: Casting = narrator_alone,
) -> Fitted:
    """Render the cues of *project* and write *path*. Speech is neither cut nor laid over other speech: where a cue does
    not fit, the next one begins when it is done.

    Args:
        progress, casting: See `export`.

    Raises:
        InvalidArgument: there is nothing to read, or nothing has a time.
        SaveFailed: the file could not be written.
        StudioError: the speech could not be rendered.
    """
    cues = cues_of(project)
    if not cues:
        raise InvalidArgument("text", "subtitles with their times, and at least one word to read")
    rate_hz = speech.status.sample_rate_hz
    fitter = _Fitter(project, design, speech, casting)
    words: list[WordTiming] = []
    too_long: list[Cue] = []
    late: list[Cue] = []
    at = 0

    async with writing(path, rate_hz, file_format) as sink:
        for number, cue in enumerate(cues):
            parts = await fitter.fitted(cue)
            begin = round(cue.start_s * rate_hz)
            if _length_s(parts) > cue.length_s + FITS_S:
                too_long.append(cue)
            if at > begin + round(FITS_S * rate_hz):
                late.append(cue)
            silence = max(begin - at, 0)
            for part in parts:
                silence += round(part.pause_s * rate_hz)
                await in_thread(_write_silence, sink, silence, rate_hz)
                at += silence
                silence = 0
                words.extend(word.shifted(at / rate_hz) for word in part.take.words)
                samples: Samples = part.take.read(0, part.take.frames) * np.float32(part.gain)
                await in_thread(sink.write, samples)
                at += part.take.frames
            progress((number + 1) / len(cues))
        if not words:
            raise InvalidArgument("text", "at least one word to read")
    return Fitted(tuple(words), tuple(too_long), tuple(late))


class _Fitter:
    """Renders cues so that their lengths come near to their times."""

    def __init__(self, project: Project, design: VoiceDesign, speech: SpeechSource, casting: Casting) -> None:
        self._reader = casting(project, design)
        self._source, self._speech = speech, SteadySpeech(speech)
        self._engine = speech.status.engine
        self._between = pause_between(project)
        self._gain_of = cast_gains(project)

    async def fitted(self, cue: Cue) -> tuple[_Part, ...]:
        """The reading of *cue* whose length comes nearest to the cue's, within the range of the speed."""
        designs = [self._reader(each) for each in cue.paragraphs]
        usual = [await self._speech.kept(each, self._reader(each)) for each in cue.paragraphs]
        renderer = self._source.renderer
        heard_as = [renderer.heard_as(each, self._reader(each), self._engine) for each in cue.paragraphs]
        best = read = self._parts(cue, usual, heard_as)
        rate = 1.0
        for _ in range(_TRIES):
            length_s = _length_s(read)
            if not length_s or cue.length_s <= 0 or abs(length_s - cue.length_s) <= FITS_S:
                break
            # Not all of it is speech, so that the length does not quite follow the rate: nearer from try to try.
            rate *= length_s / cue.length_s
            faster = [with_each(self._reader(each), partial(_at_rate, rate)) for each in cue.paragraphs]
            if faster == designs:
                break
            designs = faster
            told = zip(cue.paragraphs, designs, strict=True)
            takes = [await self._speech.passing(each, design) for each, design in told]
            read = self._parts(cue, takes, [(design, self._engine) for design in designs])
            best = min((best, read), key=lambda each: abs(_length_s(each) - cue.length_s))
        return best

    def _parts(self, cue: Cue, takes: list[LiveTake], heard_as: list[tuple[VoiceDesign, str]]) -> tuple[_Part, ...]:
        pauses = [0.0, *(self._between(*pair) for pair in pairwise(cue.paragraphs))]
        gains = [self._gain_of(*each) for each in heard_as]
        return tuple(map(_Part, pauses, takes, gains))


def _at_rate(rate: float, design: VoiceDesign) -> VoiceDesign:
    controls = design.controls
    return replace(design, controls=replace(controls, speed=speed_of(controls.rate * rate)))


def _length_s(parts: tuple[_Part, ...]) -> float:
    return sum(part.pause_s + part.take.duration_s for part in parts)


def _write_silence(sink: Sink, frames: int, rate_hz: int) -> None:
    most = _SILENCE_S * rate_hz
    while frames > 0:
        sink.write(np.zeros(min(frames, most), np.float32))
        frames -= most


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:04.1f}"
