# SPDX-License-Identifier: GPL-3.0-or-later
"""What Qt and the loop call goes through one door: failures are told once, and the program goes on."""

from __future__ import annotations

import ast
import asyncio
import importlib
import logging
import pkgutil
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets
import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QSlider, QWidget
from shiboken6 import delete

import studio.ui
from studio.core.observe import Signal as CoreSignal
from studio.ui import door
from studio.ui.door import asked_by_qt, called_by_qt, connect, guarded, passes, soon
from studio.ui.main import qt_loop
from tests.support.faults import expected
from tests.ui.conftest import Pump, Show

ROOT = Path(studio.ui.__file__).parent
SECRET = "a line of somebody's novel"
# A callback given to one of these has to be made by `guarded`.
TAKES_CALLBACKS = ("singleShot", "call_soon", "call_soon_threadsafe", "call_later", "call_at", "add_done_callback")
# What the door does itself, and what has no place outside of it.
ONLY_IN_THE_DOOR = ("connect", "create_task", "ensure_future", "add_signal_handler", "invokeMethod", "postToThread")


# --- the rules, over all of studio/ui


def classes() -> Iterator[type]:
    for found in pkgutil.walk_packages(studio.ui.__path__, "studio.ui."):
        module = importlib.import_module(found.name)
        yield from (cls for cls in vars(module).values() if isinstance(cls, type) and cls.__module__ == found.name)


def overrides(cls: type) -> Iterator[tuple[str, object]]:
    """The methods of *cls* that stand over one of Qt's."""
    qt = [base for base in cls.__mro__ if base.__module__.startswith("PySide6")]
    for name, method in vars(cls).items():
        if isinstance(method, types.FunctionType) and not name.startswith("__"):  # noqa: SIM102
            if any(name in vars(base) for base in qt):
                yield name, method


def trees(where: Path = ROOT) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(where.rglob("*.py")):
        if path.name != "door.py":
            yield path, ast.parse(path.read_text("utf-8"))


def unguarded(tree: ast.Module, top: frozenset[str]) -> list[str]:
    """Lines of a module that give Qt or the loop something to call past the door; *top* are its classes known."""
    wrong = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if name in ONLY_IN_THE_DOOR:
                wrong.append(f"line {node.lineno}: .{name}(")
            if name in TAKES_CALLBACKS and not any(_is_guarded(argument) for argument in node.args):
                wrong.append(f"line {node.lineno}: .{name}( without guarded(")
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("Q", "super().__init__")):
            # Qt for Python also connects by keyword: QAction(…, triggered=…).
            wrong += [f"line {node.lineno}: {word.arg}=" for word in node.keywords if word.arg in qt_signals()]
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            wrong += [
                f"line {node.lineno}: .{target.attr} ="
                for target in targets
                if isinstance(target, ast.Attribute) and target.attr.endswith("Event")
            ]
        if isinstance(node, ast.ClassDef) and node.name not in top:
            wrong.append(f"line {node.lineno}: class {node.name} is out of this test's sight")
    return wrong


def _is_guarded(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "guarded"


@cache
def qt_signals() -> frozenset[str]:
    return frozenset(
        name
        for module in (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets)
        for cls in vars(module).values()
        if isinstance(cls, type)
        for name, value in vars(cls).items()
        if isinstance(value, Signal)
    )


def test_every_override_of_a_qt_method_passes_the_door() -> None:
    found = [(cls, name, method) for cls in classes() for name, method in overrides(cls)]
    assert len(found) > 50
    assert [f"{cls.__module__}.{cls.__name__}.{name}" for cls, name, method in found if not passes(method)] == []


def test_nothing_is_given_to_qt_or_the_loop_past_the_door() -> None:
    top = frozenset(cls.__name__ for cls in classes())
    assert {str(path.relative_to(ROOT)): wrong for path, tree in trees() if (wrong := unguarded(tree, top))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "button.clicked.connect(self.go)",
        "QTimer.singleShot(0, self, self.go)",
        "QTimer.singleShot(0, lambda: self.go())",
        "loop.call_soon_threadsafe(self.go)",
        "task.add_done_callback(self.go)",
        "loop.create_task(self.go())",
        "QAction('Go', window, triggered=self.go)",
        "widget.paintEvent = self.go",
        "def make():\n    class Hidden(QWidget):\n        pass",
    ],
)
def test_the_rule_finds_what_goes_past_the_door(line: str) -> None:
    assert unguarded(ast.parse(line), frozenset())


# --- the door


class Picture(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.painted = 0

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        self.painted += 1
        painter = QPainter(self)
        painter.drawLine(0, 0, 5, 5)
        raise ValueError(SECRET)

    @asked_by_qt(lambda: QSize(30, 20))
    def sizeHint(self) -> QSize:
        raise KeyError(SECRET)

    @asked_by_qt(bool)
    def eventFilter(self, _watched: QObject, _event: QEvent) -> bool:
        raise RuntimeError(SECRET)


class Sender(QObject):
    nothing = Signal()
    pair = Signal(int, str)


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[tuple[object, ...]] = []

    @called_by_qt
    def none(self) -> None:
        self.got.append(())

    @called_by_qt
    def first(self, number: int) -> None:
        self.got.append((number,))

    @called_by_qt
    def both(self, number: int, text: str) -> None:
        self.got.append((number, text))

    def plain(self) -> None:
        self.got.append(("plain",))


def test_a_paint_that_fails_each_time_is_told_once_and_stops_nothing(
    show: Show, pump: Pump, caplog: pytest.LogCaptureFixture
) -> None:
    picture = Picture()
    with expected() as found:
        show(picture)
        for count in range(2, 6):
            picture.update()
            pump(lambda count=count: picture.painted >= count)
        # Reached from code of ours, where Qt for Python would raise what the paint raised.
        picture.repaint()
        assert picture.sizeHint() == QSize(30, 20)
        assert picture.grab().width() > 0
    assert [(fault.where, fault.kind) for fault in found] == [
        ("Picture.sizeHint", "KeyError"),
        ("Picture.paintEvent", "ValueError"),
    ]
    assert "raise ValueError(SECRET)" in caplog.text
    assert SECRET not in caplog.text


def test_an_event_filter_that_fails_lets_the_event_through(show: Show, pump: Pump) -> None:
    watching, watched = Picture(), QPushButton("Go")
    pressed: list[bool] = []
    connect(watched.clicked, lambda: pressed.append(True))
    watched.installEventFilter(watching)
    with expected() as found:
        watched.click()
        show(watched)
        pump(lambda: found)
        watched.removeEventFilter(watching)
    assert pressed == [True]
    assert {fault.where for fault in found} == {"Picture.eventFilter"}


def test_a_failing_slot_keeps_neither_the_other_slots_nor_the_caller_from_going_on(app: QApplication) -> None:
    slider, seen = QSlider(), list[int]()

    def fails(value: int) -> None:
        raise ValueError(SECRET, value)

    connect(slider.valueChanged, fails)
    connect(slider.valueChanged, seen.append)
    with expected() as found:
        slider.setValue(5)
        slider.setValue(6)
    assert seen == [5, 6]
    assert len(found) == 1
    assert found[0].where.endswith("fails")


def test_a_slot_gets_as_many_arguments_as_it_takes(app: QApplication) -> None:
    sender, receiver, button, got = Sender(), Receiver(), QPushButton(), list[object]()
    button.setCheckable(True)
    for slot in (receiver.none, receiver.first, receiver.both):
        connect(sender.pair, slot)
    connect(button.clicked, receiver.first)
    connect(button.clicked, lambda: got.append("none"))
    connect(button.clicked, lambda on: got.append(on))
    connect(button.clicked, lambda on=None, more="more": got.append((on, more)))
    connect(button.clicked, lambda *args: got.append(args))
    sender.pair.emit(1, "a")
    button.click()
    assert receiver.got == [(), (1,), (1, "a"), (True,)]
    assert got[:3] == ["none", True, (True, "more")]


def test_a_connection_ends_with_its_receiver_and_keeps_it_not_alive(app: QApplication, pump: Pump) -> None:
    sender, receiver = Sender(), Receiver()
    connect(sender.nothing, receiver.none)
    gone: list[bool] = []
    connect(receiver.destroyed, lambda: gone.append(True))
    receiver.deleteLater()
    pump(lambda: gone)
    sender.nothing.emit()
    assert receiver.got == []


def test_a_method_of_a_qobject_is_decorated_before_it_is_connected(app: QApplication) -> None:
    with pytest.raises(TypeError, match=r"Receiver\.plain"):
        connect(Sender().nothing, Receiver().plain)


def test_signals_methods_of_qt_and_our_own_signals_are_connected_alike(app: QApplication) -> None:
    first, second, receiver = Sender(), Sender(), Receiver()
    connect(first.pair, second.pair)
    connect(second.pair, receiver.both)
    first.pair.emit(2, "b")
    assert receiver.got == [(2, "b")]
    widget = QWidget()
    widget.setEnabled(False)
    button = QPushButton()
    button.setCheckable(True)
    connect(button.toggled, widget.setEnabled)
    button.click()
    assert widget.isEnabled()
    ours: CoreSignal[int] = CoreSignal()
    disconnect = connect(ours, receiver.first)
    ours.emit(3)
    disconnect()
    ours.emit(4)
    assert receiver.got == [(2, "b"), (3,)]
    disconnect_qt = connect(first.nothing, receiver.none)
    disconnect_qt()
    first.nothing.emit()
    assert receiver.got == [(2, "b"), (3,)]


def test_one_receiver_of_our_own_signal_failing_keeps_not_the_next_from_hearing() -> None:
    ours, seen = CoreSignal[int](), list[int]()

    def fails(_value: int) -> None:
        raise ValueError(SECRET)

    connect(ours, fails)
    connect(ours, seen.append)
    with expected() as found:
        ours.emit(1)
    assert seen == [1]
    assert len(found) == 1


def test_what_fails_while_a_failure_is_told_is_not_told_again(caplog: pytest.LogCaptureFixture) -> None:
    def telling(_fault: door.Fault) -> None:
        guarded(telling)(_fault)
        raise RuntimeError(SECRET)

    disconnect = door.faults.told.connect(telling)
    with expected() as found:
        guarded(lambda: 1 / 0)()
    disconnect()
    assert [fault.kind for fault in found] in ([], ["ZeroDivisionError"])
    assert "ZeroDivisionError" in caplog.text


def test_an_error_whose_words_cannot_be_had_is_told_all_the_same() -> None:
    class Worse(Exception):
        def __str__(self) -> str:
            raise self

    def fails() -> None:
        raise Worse

    with expected() as found:
        guarded(fails)()
    assert [(fault.kind, fault.message) for fault in found] == [("Worse", "")]


def test_endless_recursion_ends_at_the_door() -> None:
    def deeper() -> None:
        deeper()

    with expected() as found:
        guarded(deeper)()
    assert [fault.kind for fault in found] == ["RecursionError"]


def test_soon_is_called_later_unless_its_owner_is_gone(app: QApplication, pump: Pump) -> None:
    owner, gone, got = QObject(), QObject(), list[str]()
    soon(owner, lambda: got.append("owner"))
    soon(gone, lambda: got.append("gone"))
    delete(gone)
    assert got == []
    pump(lambda: got)
    assert got == ["owner"]


def test_what_fails_in_the_loop_is_told_without_its_words(app: QApplication, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)

    def fails(text: str) -> None:
        raise ValueError(text)

    async def lost(text: str) -> None:
        raise KeyError(text)

    async def body() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(fails, SECRET)
        loop.call_later(0.001, fails, SECRET)
        task = loop.create_task(lost(SECRET), name="a lost task")
        await asyncio.wait([task])
        del task
        await asyncio.sleep(0.01)

    with expected() as found, qt_loop(app) as loop:
        loop.run_until_complete(body())
    assert {(fault.where, fault.kind) for fault in found} == {
        ("a callback of the loop", "ValueError"),
        ("a lost task", "KeyError"),
    }
    assert SECRET not in caplog.text


def test_the_text_of_a_method_of_qt_is_not_asked_for(app: QApplication) -> None:
    """Qt for Python makes all such texts when it is, which takes the window's thread long."""
    made = guarded(Sender().nothing.emit)
    assert (made.__doc__, getattr(made, "__name__", "")) == (None, "emit")
