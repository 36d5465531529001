# SPDX-License-Identifier: GPL-3.0-or-later
"""Play pressed to first sound, highlight against what is heard, event times, and gaps: the whole program, measured."""

from __future__ import annotations

import statistics
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import psutil
import soxr
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from studio.app.takes.playlist import Playlist, item_of
from studio.core.project import Paragraph
from studio.core.timeline import word_spans
from tests.bench.figures import Figure, at_most
from tests.bench.texts import long_text, six_sentences
from tests.support.align import Wave, align
from tests.support.program import Program, run_program
from tests.support.sound import Recording, SoundPath
from tests.support.waiting import wait_until_async

PRESSES = 7
SILENT = 1e-3
_WINDOW_S = 10.0


def measure(sound: SoundPath, minutes: float) -> list[Figure]:
    """All figures of the running program; *minutes* of text are played for highlight, events and gaps."""
    figures: list[Figure] = []
    app = QApplication.instance() or TimedApplication()
    assert isinstance(app, TimedApplication)

    async def scenario(program: Program) -> None:
        await program.ready()
        figures.append(await _first_sound(program, sound))
        figures.append(_server_memory())
        figures.extend(await _long_play(program, sound, minutes))

    run_program(scenario)
    return figures


async def _first_sound(program: Program, sound: SoundPath) -> Figure:
    waits_s = []
    for number in range(PRESSES + 1):
        program.studio.editing.replace_text(six_sentences(number))
        with sound.record() as recording:
            await wait_until_async(lambda: _silent_lately(recording), 5.0, "silence")
            before = recording.frames
            pressed_s = time.monotonic()
            program.presenter.actions["play_all"].trigger()
            await wait_until_async(lambda: np.abs(recording.samples[before:]).max(initial=0.0) > SILENT, 30.0)  # noqa: B023
            first = before + int(np.argmax(np.abs(recording.samples[before:]) > SILENT))
            waits_s.append(recording.start_s + first / recording.rate_hz - pressed_s)
        program.studio.hearing.stop()
        await program.stopped()
    warm = waits_s[1:]
    name = f"Play pressed to first sound, six sentences, warm (median of {PRESSES}, {min(warm):.2f} to {max(warm):.2f})"
    return at_most(name, statistics.median(warm), 0.8, "s")


def _silent_lately(recording: Recording) -> bool:
    lately = recording.samples[-recording.rate_hz // 5 :]
    return len(lately) >= recording.rate_hz // 5 and float(np.abs(lately).max()) < SILENT


async def _long_play(program: Program, sound: SoundPath, minutes: float) -> list[Figure]:
    program.studio.editing.replace_text(long_text(minutes))
    program.lit.clear()
    with sound.record() as recording, event_times() as events:
        program.presenter.actions["play_all"].trigger()
        await wait_until_async(lambda: program.studio.hearing.active, 10.0)
        await program.stopped(minutes * 120 + 120)
        heard, start_s = recording.samples.astype(np.float64), recording.start_s
    takes = [part.take for part in program.studio.overview.parts if part.take is not None]
    playlist = Playlist([item_of(Paragraph("", ""), take) for take in takes], takes[0].sample_rate_hz)
    played = playlist.read(0, 2**31 - 1).astype(np.float64)
    expected = soxr.resample(played, playlist.sample_rate_hz, recording.rate_hz, "VHQ")
    delay_s, gap = _gaps(expected, heard, recording.rate_hz)
    times = []
    for index, take in enumerate(takes):
        times += [playlist.time_of(index, word.start_s) for word in take.words]
    places = [span.start for span in word_spans(program.studio.editing.project.text)]
    asked_s = {place: start_s + delay_s + t_s for place, t_s in zip(places, times, strict=True) if t_s is not None}
    seconds = len(expected) / recording.rate_hz
    return [*_highlight(program, asked_s), gap(seconds), *_events(events)]


def _highlight(program: Program, asked_s: dict[int, float]) -> list[Figure]:
    """Errors of the words shown, by their place in the text; a word passed over is counted."""
    shown_s = {lit.start: lit.at_s for lit in program.lit}
    errors_ms = np.array([abs(shown_s[place] - at_s) for place, at_s in asked_s.items() if place in shown_s]) * 1000
    passed_over = len(asked_s) - len(errors_ms)
    return [
        at_most(
            f"Highlight against what is heard, mean of {len(errors_ms)} words", float(errors_ms.mean()), 30, "ms", 1
        ),
        at_most("Highlight against what is heard, 95 % within", float(np.percentile(errors_ms, 95)), 60, "ms", 1),
        Figure("Words never lit, as shorter than a frame or passed over", f"{passed_over} of {len(asked_s)}"),
    ]


def _gaps(expected: Wave, heard: Wave, rate_hz: int) -> tuple[float, Callable[[float], Figure]]:
    """Delay of the first window, and a figure of how far any later window is from it."""
    window = int(_WINDOW_S * rate_hz)
    delays, residuals = [], []
    end = max(len(expected) - window, 0)
    for start in [*range(0, end, window), end]:
        piece = expected[start : start + window]
        margin = rate_hz
        first = max(start - margin, 0)
        fit = align(piece, heard[first : start + window + 4 * margin], rate_hz)
        delays.append(first / rate_hz + fit.delay_s - start / rate_hz)
        residuals.append(fit.residual_db)
    drift_ms = (max(delays) - min(delays)) * 1000
    worst_db = max(residuals)

    def figure(seconds: float) -> Figure:
        measured = f"{drift_ms:.3f} ms shift, residual {worst_db:.0f} dB"
        met = drift_ms < 0.1 and worst_db < -30
        return Figure(f"Gaps in {seconds:.0f} s played while rendering", measured, "none", met)

    return delays[0], figure


class TimedApplication(QApplication):
    """Notes CPU and wall seconds of each event that is handled while *noting*."""

    def __init__(self) -> None:
        super().__init__(["bench"])
        self.noting = False
        # Arrays, as minutes of dragging have millions of events.
        self.cpu_s = array("f")
        self.wall_s = array("f")

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if not self.noting:
            return super().notify(receiver, event)
        cpu_s, wall_s = time.thread_time(), time.perf_counter()
        try:
            return super().notify(receiver, event)
        finally:
            self.cpu_s.append(time.thread_time() - cpu_s)
            self.wall_s.append(time.perf_counter() - wall_s)


@contextmanager
def event_times() -> Iterator[TimedApplication]:
    app = QApplication.instance()
    assert isinstance(app, TimedApplication)
    app.noting = True
    try:
        yield app
    finally:
        app.noting = False


def _events(events: TimedApplication) -> list[Figure]:
    cpu_ms, wall_ms = np.array(events.cpu_s) * 1000, np.array(events.wall_s) * 1000
    count = len(cpu_ms)
    return [
        at_most(f"CPU of one Qt event while speaking, 99 % of {count}", np.percentile(cpu_ms, 99), 17, "ms", 1),
        at_most("CPU of one Qt event while speaking, longest", float(cpu_ms.max()), 50, "ms", 1),
        Figure(
            "Wall time of these events, 99 % and longest", f"{np.percentile(wall_ms, 99):.1f}, {wall_ms.max():.1f} ms"
        ),
    ]


def _server_memory() -> Figure:
    server = next(c for c in psutil.Process().children() if "studio.server" in " ".join(c.cmdline()))
    return at_most("Server's resident memory after ten renders", server.memory_info().rss / 2**20, 400, "MB", 0)
