# SPDX-License-Identifier: GPL-3.0-or-later
"""The map with ten thousand voices of one's own: its point dragged, the pointer over it, moved, zoomed and filtered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.core.voices import EMBEDDING_LENGTH, Voice
from studio.ui.voices.map.panel import VoiceMapPanel
from studio.ui.voices.map.view import VoiceMapView
from tests.bench.figures import Figure, at_most
from tests.support.dragging import MOVE_S
from tests.support.program import Program, run_program
from tests.support.waiting import wait_until_async

VOICES = 10_000
MOST_MS = 16.0
_STEPS = 80
_LEFT = Qt.MouseButton.LeftButton


def measure() -> list[Figure]:
    """All figures, on the display of this process's environment, with the tone engine."""
    figures: list[Figure] = []

    async def scenario(program: Program) -> None:
        figures.extend(await _measured(program))

    run_program(scenario, "tone")
    return figures


async def _measured(program: Program) -> list[Figure]:
    await program.ready()
    studio, window = program.studio, program.window
    window.resize(1440, 900)
    studio.editing.replace_text("One sentence is enough here.")
    studio.voices._become((*studio.voices.known, *_own_voices(studio.voices.all)))
    program.presenter.actions["voices_as_map"].trigger()
    view = window.findChild(VoiceMapView)
    assert view is not None
    await wait_until_async(lambda: view.isVisible() and view.whole, 30.0, "the map")
    return [
        await _while_it("the point is dragged", view, _dragged),
        await _while_it("the pointer goes over it", view, _pointed_at),
        await _while_it("it is moved", view, _moved),
        await _while_it("it is zoomed", view, _zoomed),
        await _while_it("kinds are left out and shown", view, _filtered),
    ]


async def _while_it(doing: str, view: VoiceMapView, step: Callable[[VoiceMapView, int], None]) -> Figure:
    """CPU of the window's thread for each frame in which *step* is done, with all that follows from it, and until all
    is painted anew."""
    frames_ms = []
    number = 0
    while number < _STEPS or not view.whole:
        begun_s = time.thread_time()
        if number < _STEPS:
            step(view, number)
        await asyncio.sleep(MOVE_S)
        frames_ms.append(1000 * (time.thread_time() - begun_s))
        number += 1
    QTest.mouseRelease(view, _LEFT)
    name = f"Map of {VOICES:,} own voices while {doing}: CPU of a frame, 95 % of {len(frames_ms)}"
    most = float(np.percentile(frames_ms, 95))
    return at_most(f"{name} (median {np.median(frames_ms):.1f}, longest {max(frames_ms):.1f})", most, MOST_MS, "ms", 1)


def _place(number: int) -> QPointF:
    turn = 2 * np.pi * number / _STEPS
    return QPointF(560 + 300 * np.cos(turn), 290 + 150 * np.sin(3 * turn))


def _dragged(view: VoiceMapView, number: int) -> None:
    if not number:
        point = view.point
        assert point is not None
        QTest.mousePress(view, _LEFT, pos=point.toPoint())
    QTest.mouseMove(view, _place(number).toPoint())


def _pointed_at(view: VoiceMapView, number: int) -> None:
    QTest.mouseMove(view, _place(number).toPoint())


def _moved(view: VoiceMapView, number: int) -> None:
    if not number:
        view.zoom(2.0)
        free = next(place for x in range(5, 1000, 3) if not view.voice_at(QPointF(place := QPoint(x, 200))))
        QTest.mousePress(view, _LEFT, pos=free)
    QTest.mouseMove(view, _place(number).toPoint())


def _zoomed(view: VoiceMapView, number: int) -> None:
    turned = QPoint(0, 120 if number % 8 < 4 else -120)
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    at = _place(number)
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(view, QWheelEvent(at, at, QPoint(), turned, none, plain, phase, False))


def _filtered(view: VoiceMapView, number: int) -> None:
    if number % 20 == 0:
        panel = view.parentWidget()
        assert isinstance(panel, VoiceMapPanel)
        panel.legend.items[0].click()


def _own_voices(stock: tuple[Voice, ...]) -> list[Voice]:
    """Voices between those of *stock*."""
    numbers = np.random.default_rng(5)
    basis = np.array([voice.embedding or [0.0] * EMBEDDING_LENGTH for voice in stock])
    made = []
    for number in range(VOICES):
        embedding = tuple((numbers.dirichlet(np.full(len(stock), 0.05)) @ basis).tolist())
        made.append(replace(stock[0], id=f"own {number}", name=f"Voice {number}", own=True, embedding=embedding))
    return made
