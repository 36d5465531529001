# SPDX-License-Identifier: GPL-3.0-or-later
"""The controls that a window shows, in their order, and states in which it shows others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cmp_to_key

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from studio.app.work.state import Activity, Notice
from studio.ui.columns.side import LEFT
from studio.ui.main_window import MainWindow
from tests.ui.conftest import Open

SHIFT = Qt.KeyboardModifier.ShiftModifier
STANDARD = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QTextEdit, QAbstractItemView)


def takes_the_pointer(widget: QWidget) -> bool:
    """Whether a class of ours among the widget's handles presses of the mouse."""
    return any("mousePressEvent" in vars(cls) for cls in type(widget).__mro__ if cls.__module__.startswith("studio."))


def controls(window: MainWindow) -> list[QWidget]:
    """What a person can act on, as far as it is shown."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and not isinstance(widget, QScrollBar)
        and not isinstance(widget.parentWidget(), QComboBox)
        and (
            isinstance(widget, STANDARD) or takes_the_pointer(widget) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        )
    ]


def place(widget: QWidget, window: MainWindow) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def part(widget: QWidget, window: MainWindow) -> int:
    """Panels, or a sheet's columns, from left to right, then the transport's columns, then the status line."""
    sheet = window.stage.sheet
    if sheet is not None and sheet.isAncestorOf(widget):
        if window.notices.isAncestorOf(widget):
            # Below the middle column, whatever of that is scrolled away.
            return 2
        x = place(widget, window).center().x()
        left = 0 if sheet.narrow else LEFT.usual_px
        return (x > left) + 2 * (x > left + sheet.middle_px)
    left_edge, right_edge = window.columns.edges
    (left_panel, right_panel) = window.columns.panels
    panels = (left_panel, left_edge, window.manuscript, window.notices, right_panel, right_edge)
    for number, panel in enumerate(panels):
        if panel is widget or panel.isAncestorOf(widget):
            return number
    if window.status.isAncestorOf(widget):
        return 20
    lane = place(window.transport.overview, window)
    middle = place(widget, window).center().x()
    return 10 + (middle > lane.left() - 16) + (middle > lane.right() + 16)


def picture_order(window: MainWindow) -> list[QWidget]:
    """What Tab has to reach: panel after panel, in each from top to bottom, what stands side by side from the left."""

    def compare(one: QWidget, other: QWidget) -> int:
        if part(one, window) != part(other, window):
            return part(one, window) - part(other, window)
        here, there = place(one, window), place(other, window)
        if here.bottom() <= there.top() + 4 or there.bottom() <= here.top() + 4:
            return here.top() - there.top()
        return here.left() - there.left()

    # Of radio buttons in a group, Tab reaches the chosen one.
    reached = [
        widget
        for widget in controls(window)
        if widget.isEnabled() and (not isinstance(widget, QRadioButton) or widget.isChecked())
    ]
    return sorted(reached, key=cmp_to_key(compare))


def focused(it: Open) -> QWidget:
    now = it.app.focusWidget()
    assert now is not None
    return now


def round_trip(it: Open, back: bool = False, first: QWidget | None = None) -> list[QWidget]:
    """Where the keyboard goes by Tab, from the *first* control, that of the picture as it is now, until it is there
    again."""
    first = first or picture_order(it.window)[0]
    first.setFocus()
    visited = [first]
    for _ in range(120):
        key, modifier = (Qt.Key.Key_Backtab, SHIFT) if back else (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
        QTest.keyClick(focused(it), key, modifier)
        now = focused(it)
        assert it.window.focus_ring.whole, f"the ring around {named([now])} is cut off"
        if now is first:
            return visited
        if now is not visited[-1]:  # a text has its links one after the other
            visited.append(now)
    raise AssertionError("Tab does not come round")


def named(widgets: list[QWidget]) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()}" for widget in widgets
    ]


async def as_opened(_it: Open) -> None:
    pass


async def mixed(it: Open) -> None:
    able = [voice.id for voice in it.studio.voices.all if voice.available]
    it.studio.designing.choose_voice(able[0])
    for voice_id in able[1:3]:
        it.studio.designing.add_to_mix(voice_id)
    it.studio.designing.set_emotion("anger", 2)


async def playing(it: Open) -> None:
    it.studio.hearing.play_all()
    await it.until(lambda: it.studio.hearing.view().word is not None, "heard")
    it.presenter.tick()


async def with_notices_and_work(it: Open) -> None:
    it.studio.notices.emit(Notice("one", "The sound device is gone.", "error", lambda: None, "Try again"))
    it.studio.notices.emit(Notice("two", "The file was exported.", "info"))
    it.studio.activities.emit(Activity("export", "Exporting story.wav", 0.5, lambda: None))


async def with_nothing_to_read(it: Open) -> None:
    it.studio.hearing.stop()
    it.studio.editing.replace_text("")


async def naming_a_blend(it: Open) -> None:
    await mixed(it)
    QTest.mouseClick(it.window.design.save, Qt.MouseButton.LeftButton)
    it.window.design.save_name.clear()


async def with_the_same_names(it: Open) -> None:
    design = it.studio.designing.spoken_design
    first = next(voice for voice in it.studio.voices.all if voice.available)
    await it.studio.voices.save_blend(first.name, design)
    own = next(voice for voice in it.studio.voices.all if voice.own)
    it.studio.designing.choose_voice(first.id)
    it.studio.designing.add_to_mix(own.id)


async def renaming(it: Open) -> None:
    own = next(voice for voice in it.studio.voices.all if voice.own)
    it.window.voices.begin_rename(own.id)


async def finding_nothing(it: Open) -> None:
    it.window.voices.search.setText("nobody at all")


STATES: tuple[Callable[[Open], Awaitable[None]], ...] = (
    as_opened, mixed, playing, with_notices_and_work, with_nothing_to_read, naming_a_blend, with_the_same_names,
    renaming, finding_nothing,
)  # fmt: skip
