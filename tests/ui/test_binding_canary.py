# SPDX-License-Identifier: GPL-3.0-or-later
"""The Qt binding must leave the reference counts of None and True alone: one release did not, on Python 3.11."""

from __future__ import annotations

import sys

CALLS = 10_000
TOLERANCE = 200


def test_signals_and_void_calls_keep_the_counts_of_none_and_true() -> None:
    from PySide6.QtCore import QObject, Signal

    class Sender(QObject):
        sent = Signal(bool)

    sender, received = Sender(), 0

    def receive(_: bool) -> None:
        nonlocal received
        received += 1

    sender.sent.connect(receive)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(CALLS):
        sender.sent.emit(number % 2 == 0)
        sender.setObjectName("name")
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert received == CALLS
    assert abs(after[0] - before[0]) < TOLERANCE
    assert abs(after[1] - before[1]) < TOLERANCE
