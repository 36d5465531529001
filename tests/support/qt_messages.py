# SPDX-License-Identifier: GPL-3.0-or-later
"""What Qt warns of fails the test that caused it, unless it is declared where it happens."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from re import search
from typing import Final

LOUD: Final = ("QtWarningMsg", "QtCriticalMsg", "QtFatalMsg")
# Which library tells what it does in Qt's own words on stderr: `qt.qpa.xcb: …`, `QObject::connect: …`.
_ON_STDERR = r"(?m)^(qt\.[\w.]+: |Q[A-Z]\w+(::\w+)*\(?.*?: )"


@contextmanager
def none_allowed() -> Iterator[None]:
    """Fail at the end if Qt warned of something meanwhile; within, `expected` takes what it names.

    Raises:
        AssertionError: with the messages.
    """
    with _heard() as found:
        yield
    assert not found, "Qt warned: " + "; ".join(found)


@contextmanager
def expected(pattern: str) -> Iterator[None]:
    """Qt warns within, of what *pattern* (a regular expression) matches; other warnings go on as before.

    Raises:
        AssertionError: it did not.
    """
    with _heard() as found:
        yield
    others = [text for text in found if not search(pattern, text)]
    assert len(others) < len(found), f"Qt did not warn of {pattern!r}"
    for text in others:
        _warn(text)


def on_stderr(said: str) -> list[str]:
    """The messages of Qt in what a program wrote to stderr, where there is no handler of ours."""
    return [line for line in said.splitlines() if search(_ON_STDERR, line)]


@contextmanager
def _heard() -> Iterator[list[str]]:
    """The warnings from here on; they are written to stderr, too, so that a fatal one is seen."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    found: list[str] = []

    def hear(kind: QtMsgType, _context: object, text: str) -> None:
        sys.stderr.write(f"Qt: {text}\n")
        if kind.name in LOUD:
            found.append(text)

    before = qInstallMessageHandler(hear)
    try:
        yield found
    finally:
        qInstallMessageHandler(before)


def _warn(text: str) -> None:
    from PySide6.QtCore import qWarning

    qWarning(text)
