# SPDX-License-Identifier: GPL-3.0-or-later
"""The door through which Qt and the event loop call the window. Exceptions end here instead of ending the program.

Qt cannot carry a Python exception: one that leaves a paint event or a slot is raised in the code that runs next, or
ends the program. So all calls by Qt pass through here:

* an override of a Qt virtual, or a method used as a slot, is decorated: with `@called_by_qt` if it returns nothing,
  with `@asked_by_qt(QSize)` (the type, or a function that makes the answer in case of failure) otherwise;
* signals, Qt's and our own, are connected by `connect(signal, slot)`;
* a call to be made a moment later is given to `soon`, any other callback to `guarded`;
* `watch` does the same for callbacks and tasks of the loop.

A failure is logged with its stack, but without the exception's message, which could hold the person's text. It is told
once for each place through `faults`, and fails the tests. `calls.around` can measure how long each call takes.
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import logging
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import BuiltinMethodType, FunctionType, MethodType, TracebackType
from typing import Any, Final, ParamSpec, TypeVar, overload

from PySide6.QtCore import QObject, QTimer, SignalInstance

from studio.core.observe import Signal

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_MARK = "_passes_the_door"
_MOST_PLACES = 500
_OF_QT = "__name__", "__qualname__"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """An exception that reached the door.

    Attributes:
        where: Name of the function that Qt or the loop called.
        kind: The exception's type.
        stack: Files, lines and code from there on, without the exception's message.
        message: The exception's message. It may hold the person's text, so it must not be logged.
    """

    where: str
    kind: str
    stack: str
    message: str


class Faults:
    """Failures of this run. Each place is told once, however often it fails."""

    def __init__(self) -> None:
        self.told: Signal[Fault] = Signal()
        self._all: list[Fault] = []
        self._places: set[tuple[str, str, int]] = set()
        self._telling = False

    @property
    def all(self) -> tuple[Fault, ...]:
        """Faults told so far, the oldest first."""
        return tuple(self._all)

    def report(self, where: str, error: BaseException) -> None:
        """Log and tell *error*, raised by *where*, unless that place has failed before. Raises nothing."""
        with contextlib.suppress(Exception):
            self._report(where, error)

    def forget(self) -> None:
        """Forget all places, so that each is told again."""
        self._all.clear()
        self._places.clear()

    def _report(self, where: str, error: BaseException) -> None:
        kind = type(error).__name__
        place = (where, kind, _last_line(error.__traceback__))
        known = place in self._places or len(self._places) >= _MOST_PLACES
        stack = "" if known else "".join(traceback.format_tb(error.__traceback__))
        # Objects of the failed call end now instead of at the next collection. A painter must, since Qt permits only
        # one for each widget.
        traceback.clear_frames(error.__traceback__)
        if known:
            return
        self._places.add(place)
        fault = Fault(where, kind, stack, _words(error))
        self._all.append(fault)
        _log.error("%s: %s\n%s", where, kind, stack)
        if not self._telling:
            self._telling = True
            try:
                self.told.emit(fault)
            finally:
                self._telling = False


faults: Final = Faults()
"""Faults of the whole process, which has one Qt application; decorated methods report here."""


class Calls:
    """Calls through the door, for measuring them.

    Attributes:
        around: Makes the context in which a call of the given name runs; None for none.
    """

    def __init__(self) -> None:
        self.around: Callable[[str], AbstractContextManager[object]] | None = None


calls: Final = Calls()
"""Calls of the whole process, like `faults`."""


def called_by_qt(method: Callable[P, None]) -> Callable[P, None]:
    """A decorator for overrides of Qt virtuals that return nothing, and for methods used as slots."""
    return _through(method, lambda: None)


def asked_by_qt(answer: Callable[[], R]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A decorator for overrides of Qt virtuals that return a value; *answer* makes the value returned on failure."""

    def decorate(method: Callable[P, R]) -> Callable[P, R]:
        return _through(method, answer)

    return decorate


def nothing() -> object:
    """The answer None, for `asked_by_qt` where Qt takes any value, such as a model's `data`."""
    return None


def guarded(call: Callable[P, object]) -> Callable[P, object]:
    """*call* as a callback whose exceptions end here."""
    return _through(call, nothing)


@overload
def connect(signal: Signal[T], slot: Callable[[T], object]) -> Callable[[], None]: ...
@overload
def connect(signal: SignalInstance, slot: SignalInstance | Callable[..., object]) -> Callable[[], None]: ...
def connect(signal: Any, slot: Any) -> Callable[[], None]:
    """Connect *slot* to *signal*, a Qt signal or one of ours; the returned function disconnects it.

    A Qt signal may also be connected to another signal, to a method of Qt's own, and to a decorated method of a
    QObject. The connection ends with that object.

    Raises:
        TypeError: *slot* is a method of a QObject that is not decorated.
    """
    if isinstance(signal, Signal):
        return signal.connect(slot if passes(slot) else guarded(slot))
    if not isinstance(slot, SignalInstance | BuiltinMethodType) and not passes(slot):
        if isinstance(slot, MethodType) and isinstance(slot.__self__, QObject):
            raise TypeError(f"{slot.__qualname__}: decorate it with @called_by_qt to make it a slot")
        slot = guarded(slot)
    signal.connect(slot)

    def disconnect() -> None:
        signal.disconnect(slot)

    return disconnect


def soon(owner: QObject, call: Callable[[], object]) -> None:
    """Do *call* once the waiting events have been handled, unless *owner* is gone by then."""
    QTimer.singleShot(0, owner, guarded(call))


def watch(loop: asyncio.AbstractEventLoop) -> None:
    """Report failures of the loop's callbacks and tasks here."""

    def failed(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        task = context.get("task") or context.get("future")
        name = task.get_name() if isinstance(task, asyncio.Task) else "a callback of the loop"
        if isinstance(error, Exception):
            faults.report(name, error)
        elif error is None:
            # asyncio's message may hold arguments of the call.
            _log.error("%s: the loop reports a fault without an exception", name)

    loop.set_exception_handler(failed)


def passes(call: object) -> bool:
    """Whether *call* passes through the door."""
    return bool(getattr(call, _MARK, False))


def _through(call: Callable[P, R], answer: Callable[[], R]) -> Callable[P, R]:
    where = getattr(call, "__qualname__", type(call).__name__)

    def run(*args: Any) -> R:
        try:
            if calls.around is None:
                return call(*args)  # type: ignore[call-arg]
            with calls.around(where):
                return call(*args)  # type: ignore[call-arg]
        except Exception as error:
            faults.report(where, error)
            return answer()

    made: Callable[P, R] = _of_the_same_arity(call, run)
    # Qt makes the texts of its own methods when they are asked for, which takes the window 50 ms the first time.
    names = _OF_QT if isinstance(call, BuiltinMethodType) else (*_OF_QT, "__doc__", "__module__")
    for name in names:
        setattr(made, name, getattr(call, name, None) or getattr(made, name))
    setattr(made, _MARK, True)
    return made


def _of_the_same_arity(call: Any, run: Callable[..., Any]) -> Any:
    """*run* with as many parameters as *call*, since Qt for Python passes that many arguments."""
    bound = isinstance(call, MethodType)
    function = call.__func__ if bound else call
    if not isinstance(function, FunctionType) or function.__code__.co_flags & inspect.CO_VARARGS:

        def any_arity(*args: Any) -> Any:
            return run(*args)

        return any_arity
    code = function.__code__
    if code.co_kwonlyargcount or code.co_flags & inspect.CO_VARKEYWORDS:
        raise TypeError(f"{function.__qualname__}: what Qt calls takes positional arguments only")
    arities: tuple[Any, ...] = (
        lambda: run(),
        lambda a: run(a),
        lambda a, b: run(a, b),
        lambda a, b, c: run(a, b, c),
        lambda a, b, c, d: run(a, b, c, d),
        lambda a, b, c, d, e: run(a, b, c, d, e),
        lambda a, b, c, d, e, f: run(a, b, c, d, e, f),
        lambda a, b, c, d, e, f, g: run(a, b, c, d, e, f, g),
    )
    made = arities[code.co_argcount - bound]
    made.__defaults__ = function.__defaults__
    return made


def _last_line(found: TracebackType | None) -> int:
    line = 0
    while found is not None:
        line, found = found.tb_lineno, found.tb_next
    return line


def _words(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""
