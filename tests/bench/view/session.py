# SPDX-License-Identifier: GPL-3.0-or-later
"""A sitting in a view, step by step, and how long each step takes until what it changed is painted.

Times are the processor's for the window's thread, since the machine may have other work, and the clock's beside them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench.view.written import WrittenManuscript

KEYS = 20
ROUNDS = 15
PLACES = ("top", "middle", "end")


@dataclass(slots=True)
class Steps:
    """Times of steps in ms: the processor's and the clock's, by the name of their kind."""

    cpu_ms: dict[str, list[float]] = field(default_factory=dict)
    clock_ms: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def step(self, kind: str) -> Iterator[None]:
        """Time what is done within, and what the application does about it."""
        clock_s, cpu_s = time.perf_counter(), time.thread_time()
        yield
        QApplication.processEvents()
        self.cpu_ms.setdefault(kind, []).append((time.thread_time() - cpu_s) * 1000)
        self.clock_ms.setdefault(kind, []).append((time.perf_counter() - clock_s) * 1000)

    def all_ms(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The processor's times of all steps."""
        return np.concatenate([np.asarray(each) for each in self.cpu_ms.values()])

    def all_clock_ms(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The clock's times of all steps."""
        return np.concatenate([np.asarray(each) for each in self.clock_ms.values()])


def row_at(view: WrittenManuscript, place: str) -> int:
    """A paragraph of usual length at that place of the text."""
    rows = range(view.paragraphs)
    begin = {"top": 2, "middle": view.paragraphs // 2, "end": view.paragraphs - 2}[place]
    return next(row for row in rows[begin:] if len(view.text_of(row)) > 300)


def compare_keys(
    page: WrittenManuscript, long: WrittenManuscript, focus: Callable[[WrittenManuscript], object]
) -> dict[str, tuple[Steps, Steps]]:
    """Presses of letters in a page and in the long text, in turns; a pair for each of `PLACES`."""
    found = {}
    for place in PLACES:
        pair = (Steps(), Steps())
        for _ in range(ROUNDS):
            for view, steps in zip((page, long), pair, strict=True):
                focus(view)
                view.caret_to(row_at(view, place), 40)
                QApplication.processEvents()
                # The first press after a jump paints what the jump left over.
                QTest.keyClick(view, Qt.Key.Key_X)
                QApplication.processEvents()
                for _ in range(KEYS):
                    before = view.painted
                    with steps.step("letter"):
                        QTest.keyClick(view, Qt.Key.Key_A)
                    assert view.painted > before, "a letter was not painted"
                for _ in range(KEYS + 1):
                    QTest.keyClick(view, Qt.Key.Key_Backspace)
                QApplication.processEvents()
        found[place] = pair
    return found


def sit(view: WrittenManuscript) -> Steps:
    """Type, scroll, resize, select and open takes all over the text."""
    steps = Steps()
    drawn = random.Random(11)
    _lay_out(view, steps)
    for place in PLACES:
        view.caret_to(row_at(view, place), 40)
        QApplication.processEvents()
        _type(view, steps)
        _select(view, steps)
        _compose(view, steps)
        _scroll(view, steps)
    bar = view.verticalScrollBar()
    for _ in range(60):
        with steps.step("jump"):
            bar.setValue(drawn.randrange(bar.maximum()))
    for number in range(60):
        with steps.step("resize"):
            view.resize(520 + 12 * (number % 40), 500 + 5 * (number % 40))
    _lay_out(view, steps)
    for number in range(40):
        row = row_at(view, PLACES[number % 3])
        with steps.step("takes"):
            view.open_takes(row, number % 2 == 0)
    return steps


def _lay_out(view: WrittenManuscript, steps: Steps) -> None:
    while not view.is_laid_out:
        with steps.step("laying out ahead"):
            pass


def _type(view: WrittenManuscript, steps: Steps) -> None:
    for number in range(120):
        with steps.step("typing"):
            if number % 40 == 39:
                QTest.keyClick(view, Qt.Key.Key_Return)
            elif number % 10 == 9:
                QTest.keyClick(view, Qt.Key.Key_Backspace)
            else:
                QTest.keyClick(view, Qt.Key.Key_A if number % 6 else Qt.Key.Key_Space)


def _select(view: WrittenManuscript, steps: Steps) -> None:
    for _ in range(60):
        with steps.step("selecting by keys"):
            QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    with steps.step("typing over paragraphs"):
        QTest.keyClick(view, Qt.Key.Key_A)
    port = view.viewport()
    with steps.step("selecting by pointer"):
        QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(300, 20))
    for number in range(60):
        with steps.step("selecting by pointer"):
            QTest.mouseMove(port, QPoint(200 + 5 * number, 20 + 8 * number))
    with steps.step("selecting by pointer"):
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(500, 500))
    with steps.step("selecting by keys"):
        QTest.keyClick(view, Qt.Key.Key_Right)


def _compose(view: WrittenManuscript, steps: Steps) -> None:
    for length in range(1, 8):
        with steps.step("composing"):
            QApplication.sendEvent(view, QInputMethodEvent("にほんごにほん"[:length], []))
    with steps.step("composing"):
        done = QInputMethodEvent()
        done.setCommitString("日本語日本")
        QApplication.sendEvent(view, done)


def _scroll(view: WrittenManuscript, steps: Steps) -> None:
    port = view.viewport()
    place = QPointF(300, 300)
    for number in range(120):
        down = number % 40 < 25
        with steps.step("wheel"):
            event = QWheelEvent(
                place,
                port.mapToGlobal(place),
                QPoint(),
                QPoint(0, -120 if down else 120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(port, event)
    bar = view.verticalScrollBar()
    for _ in range(20):
        with steps.step("page"):
            bar.setValue(bar.value() - bar.pageStep())
