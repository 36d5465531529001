# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu, QWidget

from studio.core.hues import HUES
from studio.ui.voices.cast_menu import menu_for_speaker
from studio.ui.voices.model import CastRow

pytestmark = pytest.mark.display

IDA, KEEPER, MATE = (
    CastRow("ida", "Ida", HUES[0].lower(), 3, "3 lines"),
    CastRow("keeper", "Keeper", HUES[1], 0, "0 lines"),
    CastRow("mate", "Mate", HUES[2], 1, "1 line"),
)


def test_each_entry_asks_for_what_it_says(holder: QWidget) -> None:
    asked: list[tuple[str, str]] = []
    menu = menu_for_speaker(IDA, [KEEPER, MATE], lambda what, value: asked.append((what, value)), holder)
    colours, others = menu.findChildren(QMenu)
    assert [action.text() for action in others.actions()] == ["Keeper", "Mate"]
    assert [action.text() for action in colours.actions() if action.isChecked()] == ["Teal"]
    for action in menu.actions():
        if action.menu() is None and not action.isSeparator():
            action.trigger()
    colours.actions()[7].trigger()
    others.actions()[1].trigger()
    wanted = [("show", ""), ("hear", ""), ("rename", ""), ("delete", ""), ("hue", HUES[7]), ("merge", "mate")]
    assert asked == wanted
    assert menu.actions()[-1].text() == "Delete…"


def test_one_without_lines_is_deleted_without_a_question(holder: QWidget) -> None:
    menu = menu_for_speaker(KEEPER, [IDA], lambda _what, _value: None, holder)
    assert menu.actions()[-1].text() == "Delete"
