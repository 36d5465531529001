# SPDX-License-Identifier: GPL-3.0-or-later
"""The menus of values of marks."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from studio.core.emotions import EMOTIONS, LEVELS, emotions_named
from studio.core.markup import parse_markup
from studio.ui.manuscript.marking.mark_choices import AS_THE_VOICE, FACTORS, fill_choices

pytestmark = pytest.mark.display


def entries(menu: QMenu) -> dict[str, QAction]:
    """Entries of a menu and its submenus, as paths."""
    found: dict[str, QAction] = {}
    for action in menu.actions():
        within = action.menu()
        if isinstance(within, QMenu):
            found |= {f"{action.text()}/{name}": each for name, each in entries(within).items()}
        elif not action.isSeparator():
            found[action.text()] = action
    return found


def filled(holder: QWidget, kind: str, now: str | None) -> tuple[dict[str, QAction], list[str]]:
    menu, chosen = QMenu(holder), list[str]()
    fill_choices(menu, kind, now, chosen.append)
    return entries(menu), chosen


def test_each_emotion_is_offered_with_each_level_and_the_one_there_is_checked(holder: QWidget) -> None:
    found, chosen = filled(holder, "emotion", "curiosity:high")
    names = [f"{emotion.capitalize()}/{level.capitalize()}" for emotion in EMOTIONS for level in LEVELS[1:]]
    assert list(found) == ["Neutral", *names, AS_THE_VOICE]
    assert [name for name, action in found.items() if action.isChecked()] == ["Curiosity/High"]
    for action in found.values():
        action.trigger()
    assert all(emotions_named(value) is not None for value in chosen[:-1])
    assert chosen[-1] == ""


@pytest.mark.parametrize("kind", FACTORS)
def test_each_factor_that_is_offered_is_one_of_the_engines(holder: QWidget, kind: str) -> None:
    found, chosen = filled(holder, kind, None)
    for action in found.values():
        action.trigger()
    assert len(chosen) == len(FACTORS[kind]) + 1
    for value in chosen[:-1]:
        assert not parse_markup(f'<{kind} ratio="{value}">so</{kind}>').skipped


def test_a_value_that_is_not_offered_is_shown_and_checked_too(holder: QWidget) -> None:
    found, chosen = filled(holder, "emotion", "happy")
    assert found["Happy"].isChecked()
    found["Happy"].trigger()
    assert chosen == ["happy"]
    assert filled(holder, "speed", "1.05")[0]["1.05×"].isChecked()
