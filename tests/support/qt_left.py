# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test must not leave behind in Qt: running timers and animations, windows, and a mouse button that is held."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import getAllValidWrappers, getCppPointer

from tests.support.leaks import SETTLES_WITHIN_S
from tests.support.waiting import wait_until

_HELD = 0
"""No object has this address."""


class QtLeft:
    """Compares with what was there when it was made."""

    def __init__(self) -> None:
        self._before = set(_active())

    def assert_none(self) -> None:
        """Raises: AssertionError naming what is left, though Qt and the garbage collector had their turn."""
        if not self._left():
            return
        try:
            wait_until(self._gone, SETTLES_WITHIN_S)
        except AssertionError:
            raise AssertionError("the test left behind: " + ", ".join(self._left())) from None

    def _left(self) -> list[str]:
        return [name for known, name in _active().items() if known not in self._before]

    def _gone(self) -> bool:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return not self._left()


def _active() -> dict[int, str]:
    """Address and name of what runs or stands by itself."""
    app = QApplication.instance()
    found: dict[int, str] = {}
    if not isinstance(app, QApplication):
        return found
    if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
        found[_HELD] = "a mouse button that is held"
    windows = app.topLevelWidgets()
    for widget in windows:
        found[_address(widget)] = f"window {_named(widget)}"
    for each in _objects([app, *windows]):
        if isinstance(each, QTimer) and each.isActive():
            found[_address(each)] = f"timer {_named(each)} of {each.interval()} ms"
        elif isinstance(each, QAbstractAnimation) and each.state() == QAbstractAnimation.State.Running:
            found[_address(each)] = f"animation {_named(each)}"
    return found


def _objects(roots: list[QObject]) -> Iterator[QObject]:
    """Those that Qt owns, and those that Python holds without an owner in Qt."""
    for root in roots:
        yield from root.findChildren(QTimer)
        yield from root.findChildren(QAbstractAnimation)
    # Some hundreds, where the garbage collector would tell of a hundred thousand objects.
    for each in getAllValidWrappers():
        if isinstance(each, QTimer | QAbstractAnimation):
            yield each


def _address(of: QObject) -> int:
    return int(getCppPointer(of)[0])


def _named(of: QObject) -> str:
    parent = of.parent()
    return of.objectName() or type(of).__name__ + (f" in {type(parent).__name__}" if parent is not None else "")
