# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program holds, look after look, and how it grows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import psutil
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from tests.bench.figures import Figure, at_most
from tests.support.program import Program
from tests.support.sitting import engines

EVERY_S = 30.0
WARM_S = 300.0
TEN_MINUTES_S = 600.0
MOST_MORE_MB = 20.0


@dataclass(frozen=True, slots=True)
class Look:
    """What is held at some second of the sitting.

    Attributes:
        window_mb, engine_mb: Memory that the window's process and the engine's have for themselves (USS).
        window_pss_mb, engine_pss_mb: The same with their shares of what processes share (PSS). These change with other
            programs that use the same libraries, such as tests.
        speech_mb: Of the window's, the sound of takes in memory, which has a limit of its own.
        takes: Takes that the project keeps.
        objects, widgets: Qt's, in all of_window.
    """

    at_s: float
    window_mb: float
    engine_mb: float
    window_pss_mb: float
    engine_pss_mb: float
    speech_mb: float
    takes: int
    threads: int
    engine_threads: int
    descriptors: int
    engine_descriptors: int
    objects: int
    widgets: int


async def look_on(program: Program, looks: list[Look], note: Callable[[Look], object]) -> None:
    """Look again and again until it is cancelled."""
    begun_s = time.monotonic()
    while True:
        looks.append(look(program, time.monotonic() - begun_s))
        note(looks[-1])
        await asyncio.sleep(EVERY_S)


def look(program: Program, at_s: float) -> Look:
    """What *program* holds now."""
    studio, window, engine = program.studio, psutil.Process(), engines()[0]
    of_window, of_engine = window.memory_full_info(), engine.memory_full_info()
    tops = QApplication.topLevelWidgets()
    return Look(
        at_s,
        of_window.uss / 2**20,
        of_engine.uss / 2**20,
        of_window.pss / 2**20,
        of_engine.pss / 2**20,
        studio.takes.size_bytes / 2**20,
        sum(len(studio.taking.takes_of(each)) for each in studio.editing.project.paragraphs),
        window.num_threads(),
        engine.num_threads(),
        window.num_fds(),
        engine.num_fds(),
        sum(len(top.findChildren(QObject)) for top in tops if top.parent() is None),
        len(QApplication.allWidgets()),
    )


def told(seen: Look) -> str:
    """A line of all of it."""
    return "  ".join(f"{name} {value:.0f}" for name, value in asdict(seen).items())


def growth(looks: Sequence[Look]) -> list[Figure]:
    """How much larger both processes become in ten minutes, after they are warm."""
    warm = [each for each in looks if each.at_s >= min(WARM_S, looks[-1].at_s / 3)]
    first, last = warm[0], warm[-1]
    figures = [
        *_memory("the window", warm, [each.window_mb for each in warm], [each.window_pss_mb for each in warm]),
        *_memory("the engine", warm, [each.engine_mb for each in warm], [each.engine_pss_mb for each in warm]),
        Figure("Sound of takes in memory, when warm and last", f"{first.speech_mb:.0f} and {last.speech_mb:.0f} MB"),
    ]
    for name in ("takes", "threads", "engine_threads", "descriptors", "engine_descriptors", "objects", "widgets"):
        both = f"{getattr(first, name)} and {getattr(last, name)}"
        figures.append(Figure(f"{name.replace('_', ' ').capitalize()}, when warm and last", both))
    return figures


def _memory(name: str, looks: Sequence[Look], own_mb: Sequence[float], pss_mb: Sequence[float]) -> Iterator[Figure]:
    at_s, own, pss = np.array([each.at_s for each in looks]), np.array(own_mb), np.array(pss_mb)
    worst = max(_more_in_ten_minutes(at_s[part], own[part]) for part in _ten_minutes(at_s))
    more = f"Memory of {name} when warm, more in the worst ten minutes"
    long_enough = at_s[-1] - at_s[0] >= TEN_MINUTES_S
    yield (
        at_most(more, worst, MOST_MORE_MB, "MB", 1) if long_enough else Figure(f"{more}, if it went on", f"{worst:.1f}")
    )
    for kind, held in (("its own", own), ("with shares of what is shared", pss)):
        slope = _more_in_ten_minutes(at_s, held)
        ends = f"first {held[0]:.0f}, last {held[-1]:.0f}, {held.min():.0f} to {held.max():.0f} MB"
        yield Figure(f"The same in all {(at_s[-1] - at_s[0]) / 60:.0f} minutes, {kind}", f"{slope:+.1f} MB; {ends}")


def _ten_minutes(at_s: NDArray[np.float64]) -> list[slice]:
    """All stretches of ten minutes; of a shorter sitting all of it."""
    ends = np.searchsorted(at_s, at_s + TEN_MINUTES_S + EVERY_S / 2)
    return [
        slice(begin, end)
        for begin, end in enumerate(ends.tolist())
        if not begin or at_s[begin] + TEN_MINUTES_S <= at_s[-1] + EVERY_S / 2
    ]


def _more_in_ten_minutes(at_s: NDArray[np.float64], held_mb: NDArray[np.float64]) -> float:
    """The median of the slopes between all pairs: what is needed for a moment alone does not tilt it."""
    earlier, later = np.triu_indices(len(at_s), 1)
    return TEN_MINUTES_S * float(np.median((held_mb[later] - held_mb[earlier]) / (at_s[later] - at_s[earlier])))
