# SPDX-License-Identifier: GPL-3.0-or-later
"""Garbage collection in the window's thread alone.

Python looks for unreachable cycles in whichever thread happens to allocate. One that holds a widget or a timer would be
destroyed there, which Qt does not permit: the program ends at once, or later.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QAbstractEventDispatcher

from studio.ui.door import called_by_qt, connect

_OLDEST = 2
LONG_ROUND_S = 0.008
"""Of processor time: what a round over the oldest objects may take before they are kept from further ones."""
MANY = 50_000
"""New objects over which a round would take long: some 3 ms, or 8 on a slow machine."""


@contextmanager
def collected_between_events() -> Iterator[None]:
    """Within, garbage is collected only when this thread's event loop has handled its events, and in this thread.

    Raises:
        RuntimeError: The thread has no event loop of Qt yet.
    """
    dispatcher = QAbstractEventDispatcher.instance()
    if dispatcher is None:
        raise RuntimeError("make the QApplication first: it brings the thread's event dispatcher")
    automatic, kept_before = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    disconnect = connect(dispatcher.aboutToBlock, collect_due)
    try:
        yield
    finally:
        disconnect()
        if gc.get_freeze_count() > kept_before:
            # What was kept within, too: a resampler that outlives the interpreter is told as a leak.
            gc.unfreeze()
        gc.collect()
        if automatic:
            gc.enable()


@called_by_qt
def collect_due() -> None:
    """Collect what is due by Python's own thresholds, which mostly is nothing.

    What outlives a long round over the oldest objects is kept from further ones. So such a round takes some
    milliseconds, and not as long as an opened book needs: nothing can be played or written while it lasts. What
    outlives a short round is looked at again, since some of it is only in use at that moment, such as an export that
    runs, and would never be collected.
    """
    young, middle, old = (count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True))
    if not young:
        return
    if not middle:
        gc.collect(0)
    elif not old:
        gc.collect(1)
    else:
        begun_s = time.thread_time()
        gc.collect(_OLDEST)
        if time.thread_time() - begun_s > LONG_ROUND_S:
            gc.freeze()


def keep_from_collector() -> None:
    """Have the collector look no more at what there is now."""
    gc.freeze()


def keep_many() -> None:
    """Have the collector look no more at what there is now where much has just come, such as an opened book."""
    if gc.get_count()[0] > MANY:
        gc.freeze()


def collect_thoroughly() -> None:
    """Collect also among what was kept from the collector, which takes some tenths of a second, and keep the rest."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
