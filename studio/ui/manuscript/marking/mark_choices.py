# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of marks that the selection's bar offers, and their menus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from studio.core.cast import name_of
from studio.core.emotions import EMOTIONS, LEVELS
from studio.core.marks import Mark
from studio.core.project import Speaker
from studio.ui.door import connect
from studio.ui.manuscript.lines.chips import chip_label
from studio.ui.widgets.menus import empty

Choose = Callable[[str], object]
"""Told the chosen value; "" for none, as of the voice itself."""
FACTORS: Mapping[str, Sequence[tuple[str, str]]] = {
    "speed": (
        ("0.6", "slowest"), ("0.7", ""), ("0.8", "slower"), ("0.9", ""), ("1.1", ""), ("1.2", "faster"), ("1.35", ""),
        ("1.5", "fastest"),
    ),
    "volume": (("0.5", "softest"), ("0.7", "softer"), ("0.85", ""), ("1.2", ""), ("1.4", "louder"), ("2", "loudest")),
}  # fmt: skip
"""Offered factors with their names, by kind of mark."""
AS_THE_VOICE = "As the voice"
_NEUTRAL = "neutral"


def fill_choices(menu: QMenu, kind: str, now: str | None, choose: Choose) -> None:
    """Fill *menu* with the values of a *kind*; the one that holds *now* is checked, and pressing it takes it away."""
    empty(menu)
    group = QActionGroup(menu)
    if kind == "emotion":
        _add(menu, group, "Neutral", _NEUTRAL, now, choose)
        for emotion in EMOTIONS:
            levels = menu.addMenu(emotion.capitalize())
            for level in LEVELS[1:]:
                _add(levels, group, level.capitalize(), f"{emotion}:{level}", now, choose)
            held = now is not None and now.partition(":")[0] == emotion
            levels.menuAction().setCheckable(held)
            levels.menuAction().setChecked(held)
    for value, name in FACTORS.get(kind, ()):
        _add(menu, group, f"{value}×  {name}".strip(), value, now, choose)
    if now is not None and not group.checkedAction():
        # One that was typed, or came with a tag.
        _add(menu, group, chip_label(Mark(kind, 0, 1, now)).text, now, now, choose)
    menu.addSeparator()
    clear = menu.addAction(AS_THE_VOICE)
    connect(clear.triggered, lambda _on=False: choose(""))


def fill_speakers(menu: QMenu, cast: Sequence[Speaker], now: str, choose: Choose) -> None:
    """Fill *menu* with the speakers of *cast*, of whom the one of the id *now* is checked; "" is told for whoever reads
    the paragraph."""
    empty(menu)
    group = QActionGroup(menu)
    for speaker in cast:
        _add(menu, group, name_of(speaker).replace("&", "&&"), speaker.id, now, choose)
    menu.addSeparator()
    clear = menu.addAction("As the paragraph")
    connect(clear.triggered, lambda _on=False: choose(""))


def _add(menu: QMenu, group: QActionGroup, name: str, value: str, now: str | None, choose: Choose) -> None:
    action = menu.addAction(name)
    action.setCheckable(True)
    action.setActionGroup(group)
    action.setChecked(value == now)
    connect(action.triggered, lambda _on=False: choose(value))
