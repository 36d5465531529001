# SPDX-License-Identifier: GPL-3.0-or-later
"""Minutes of playing while paragraphs are written in, rendered and saved: gaps in a recording of what is heard.

python -m tests.bench.project.playing              ten minutes
python -m tests.bench.project.playing --minutes 1

What other programs do on the machine may starve the sound: a process that has nothing to do tells how late it was.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import sys
import tempfile
from dataclasses import dataclass

import numpy as np

from studio.app.takes.playlist import Playlist, item_of
from studio.app.takes.takes import LiveTake
from studio.core.paths import DATA_DIR_VARIABLE
from studio.core.pcm import Samples
from studio.core.project import Paragraph
from tests.bench.figures import Figure, at_most, table
from tests.bench.texts import long_text
from tests.support.align import Wave, align
from tests.support.program import Program, run_program
from tests.support.screen import running_display
from tests.support.signals import at_rate, lag, residual_db
from tests.support.sound import SoundPath, running_sound
from tests.support.starving import idle_process
from tests.support.waiting import wait_until_async

MINUTES = 10.0
MOST_GAP_MS = 5.0
MOST_LEFT_DB = -25.0
_WORDS_A_MINUTE = 300 / 165
"""Of the tone engine, in those that `long_text` reckons with."""
_NOTES = 40
_NOTE = "A note that is written while all of the others are read aloud."
_LETTER_S, _RENDER_S, _VERSION_S = 0.2, 2.0, 30.0
_WINDOW_S, _MARGIN_S = 5.0, 0.15
_SILENT, _LOUD = 1e-4, 1e-2


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of a text.

    Attributes:
        seconds: Its length.
        gap_s: The longest gap in it.
        residual_db: What is left of the worst window once what should be heard is taken off.
        rendered, versions: Takes and versions that were made meanwhile.
        starved_s: The longest that a process with nothing to do was kept waiting.
    """

    seconds: float
    gap_s: float
    residual_db: float
    rendered: int
    versions: int
    starved_s: float


def measure(sound: SoundPath, minutes: float = MINUTES) -> list[Figure]:
    """All figures, by the tone engine."""
    found: list[Heard] = []

    async def scenario(program: Program) -> None:
        await program.ready()
        text = long_text(minutes * _WORDS_A_MINUTE)
        found.append(await heard_while_working(program, sound, text, minutes * 120 + 120))

    run_program(scenario, "tone")
    (heard,) = found
    work = f"{heard.rendered} takes and {heard.versions} versions kept meanwhile"
    name = f"Longest gap in {heard.seconds:.0f} s played while writing, rendering and saving ({work})"
    return [
        at_most(name, 1000 * heard.gap_s, MOST_GAP_MS, "ms"),
        at_most(
            "The worst 5 s of it, what is left beside what should be heard", heard.residual_db, MOST_LEFT_DB, "dB", 0
        ),
        Figure("A process that has nothing to do, kept waiting meanwhile at most", f"{1000 * heard.starved_s:.0f} ms"),
    ]


async def heard_while_working(program: Program, sound: SoundPath, text: str, deadline_s: float) -> Heard:
    """Play *text*, and meanwhile write in paragraphs behind it, render them and keep versions."""
    studio = program.studio
    studio.editing.replace_text("\n".join([text, *[_NOTE] * _NOTES]))
    count = len(text.split("\n"))
    with sound.record() as recording, idle_process() as lateness:
        studio.hearing.play_selection(0, len(text))
        await wait_until_async(lambda: studio.hearing.active, 10.0, "playing")
        working = asyncio.get_running_loop().create_task(_work(program, count))
        try:
            await program.stopped(deadline_s)
        finally:
            working.cancel()
        until = recording.frames + recording.rate_hz // 2
        await wait_until_async(lambda: recording.frames >= until, 10.0, "the last of it")
        starved_s = lateness()
        samples, rate_hz = recording.samples, recording.rate_hz
    studio.rendering.cancel()
    paragraphs = studio.editing.project.paragraphs
    takes = [await _sound_of(program, paragraph) for paragraph in paragraphs[:count]]
    playlist = Playlist([item_of(Paragraph("", ""), take) for take in takes], takes[0].sample_rate_hz)
    played = playlist.read(0, 2**31 - 1)
    expected = at_rate(played, playlist.sample_rate_hz, rate_hz)
    rendered = sum(len(studio.taking.takes_of(paragraph)) for paragraph in paragraphs[count:])
    versions = [version for version in studio.projects.versions if version.name]
    gap_s, residual_db = gaps(expected, samples, rate_hz)
    return Heard(len(expected) / rate_hz, gap_s, residual_db, rendered, len(versions), starved_s)


async def _work(program: Program, first: int) -> None:
    """Write in the paragraphs from *first* on, render what has changed, and keep versions."""
    studio = program.studio
    for number in itertools.count():
        editing = studio.editing
        starts = np.cumsum([0, *(len(each.text) + 1 for each in editing.project.paragraphs)])
        editing.edit_text(int(starts[first + number % _NOTES]) + len(_NOTE) - 1, 0, "abcdefgh"[number % 8])
        if number % round(_RENDER_S / _LETTER_S) == 0:
            studio.rendering.render_changed()
        if number % round(_VERSION_S / _LETTER_S) == 0:
            studio.projects.keep_version(f"after {number}")
        await asyncio.sleep(_LETTER_S)


async def _sound_of(program: Program, paragraph: Paragraph) -> LiveTake:
    """The take that was heard of *paragraph*, with its sound."""
    taking = program.studio.taking
    await taking.settle()
    take = taking.takes_of(paragraph)[-1]
    live = taking.sounds.to_play(take)
    assert live is not None
    if not live.complete:
        assert await taking.sounds.fill(live)
    return live


def gaps(expected: Samples, heard: Samples, rate_hz: int) -> tuple[float, float]:
    """The longest gap in *heard* in seconds, whether silence was put in or in the place of sound, and the residual of
    the worst window in dB."""
    window, margin = round(_WINDOW_S * rate_hz), round(_MARGIN_S * rate_hz)
    begin = align(_exact(expected[:rate_hz]), _exact(heard[: rate_hz + 8 * margin]), rate_hz).delay_s * rate_hz
    before = delay = round(begin)
    longest, worst_db = 0, -np.inf
    last = max(len(expected) - window, 0)
    for start in [*range(0, last, window), last]:
        piece = _later(expected[start : start + window], begin - round(begin))
        first = max(start + delay - margin, 0)
        around = heard[first : first + len(piece) + 2 * margin]
        delay = first - start + lag(piece, np.pad(around, (0, max(0, len(piece) - len(around)))))
        same = heard[start + delay : start + delay + len(piece)]
        piece = piece[: len(same)]
        longest = max(longest, abs(delay - before), _dropout(piece, same))
        gain = float(piece @ same) / float(piece @ piece)
        worst_db, before = max(worst_db, residual_db(np.float32(gain) * piece, same)), delay
    return longest / rate_hz, float(worst_db)


def _exact(samples: Samples) -> Wave:
    return samples.astype(np.float64)


def _later(samples: Samples, by: float) -> Samples:
    """*samples*, *by* a fraction of a sample later."""
    turn = np.exp(-2j * np.pi * by * np.fft.rfftfreq(len(samples)))
    return np.asarray(np.fft.irfft(np.fft.rfft(samples) * turn, len(samples)), np.float32)


def _dropout(expected: Samples, heard: Samples) -> int:
    """Samples of the longest silence in *heard* in which *expected* is loud."""
    edges = np.flatnonzero(np.diff((np.abs(heard) < _SILENT).astype(np.int8), prepend=0, append=0))
    silences = edges.reshape(-1, 2)
    return max((int(b - a) for a, b in silences if np.abs(expected[a:b]).max() > _LOUD), default=0)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.project.playing", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--minutes", type=float, default=MINUTES)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, running_display(), running_sound() as sound:
        os.environ[DATA_DIR_VARIABLE] = name
        figures = measure(sound, asked.minutes)
    print(table(figures))
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
