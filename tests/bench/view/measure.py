# SPDX-License-Identifier: GPL-3.0-or-later
"""The manuscript's editor with a long text beside one with a page."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import psutil
from PySide6.QtWidgets import QApplication

from studio.ui.door import faults
from studio.ui.main import make_application
from studio.ui.theme import Theme
from tests.bench.figures import Figure, at_most
from tests.bench.view.content import manuscript
from tests.bench.view.session import Steps, compare_keys, sit
from tests.bench.view.written import WrittenManuscript
from tests.support.waiting import wait_until

PAGE, LONG = 7, 2500
SIZE = (840, 720)
MOST_MS = 17
_SHARE = 0.99


def measure() -> list[Figure]:
    """All figures, taken on the display of this process's environment by a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_figures).result()


def _figures() -> list[Figure]:
    app = make_application()
    theme = Theme(app, "light")
    page = _shown(theme, PAGE)
    paragraphs = manuscript(LONG)
    characters, chips = sum(len(each.text) for each in paragraphs), sum(len(each.marks) for each in paragraphs)
    before = psutil.Process().memory_info().rss
    begun_s = time.thread_time()
    long = _shown(theme, LONG)
    shown_s = time.thread_time() - begun_s
    _focus(long)
    steps = sit(long)
    memory = psutil.Process().memory_info().rss - before
    long.resize(*SIZE)
    app.processEvents()
    while not long.is_laid_out:
        app.processEvents()
    pairs = compare_keys(page, long, _focus)
    failed = [f"{each.where}: {each.kind}" for each in faults.all]
    assert not failed, failed
    return [
        Figure("The long text", f"{characters:,} characters, {chips:,} chips, three lists of takes open"),
        at_most("It is shown, CPU", shown_s, 1.0, "s"),
        *(figure for place, pair in pairs.items() for figure in _keys(place, *pair)),
        *_sitting(steps),
        at_most("Resident memory for it, after that sitting", memory / 2**20, 250, "MB", 0),
    ]


def _shown(theme: Theme, paragraphs: int) -> WrittenManuscript:
    view = WrittenManuscript(theme)
    view.resize(*SIZE)
    view.show_project(manuscript(paragraphs))
    view.show()
    wait_until(lambda: view.painted, 10.0, "the first paint", QApplication.processEvents)
    return view


def _focus(view: WrittenManuscript) -> None:
    view.activateWindow()
    wait_until(view.isActiveWindow, 10.0, "the active window", QApplication.processEvents)
    view.setFocus()
    QApplication.processEvents()


def _keys(place: str, page: Steps, long: Steps) -> list[Figure]:
    """How much longer a letter takes in the long text than in the page, to its paint."""
    few, many = (np.asarray(steps.cpu_ms["letter"]) for steps in (page, long))
    found = []
    for name, share in (("median", 50), ("95 %", 95)):
        short_ms, long_ms = float(np.percentile(few, share)), float(np.percentile(many, share))
        said = f"Letter at the {place}, CPU against a page's, {name} of {len(many)} ({long_ms:.1f}, {short_ms:.1f} ms)"
        found.append(at_most(said, long_ms / short_ms, 2, "times"))
    return found


def _sitting(steps: Steps) -> list[Figure]:
    cpu_ms, clock_ms = steps.all_ms(), steps.all_clock_ms()
    share = float((cpu_ms < MOST_MS).mean())
    slowest = max(steps.cpu_ms, key=lambda kind: max(steps.cpu_ms[kind]))
    said = f"CPU of one step of a sitting under {MOST_MS} ms"
    return [
        Figure(said, f"{share:.2%} of {len(cpu_ms)}", f"at least {_SHARE:.0%}", share >= _SHARE),
        Figure("The longest step, CPU", f"{cpu_ms.max():.1f} ms ({slowest})"),
        Figure(
            f"Steps under {MOST_MS} ms by the clock, with what else the machine did",
            f"{(clock_ms < MOST_MS).mean():.2%}",
        ),
    ]
