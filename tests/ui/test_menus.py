# SPDX-License-Identifier: GPL-3.0-or-later
"""Menus that are filled anew hold nothing of what was in them before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from studio.ui.theme import Theme
from studio.ui.voices.chips import Chip

pytestmark = pytest.mark.display


def held(widget: QObject) -> int:
    """Objects within it, but for those that are about to go."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return len(widget.findChildren(QObject))


def test_a_chip_that_is_offered_values_again_holds_as_much_as_before(theme: Theme) -> None:
    chip = Chip(theme, "Language")
    chip.offer([("", "all"), ("fr", "French")])
    before = held(chip)
    for _ in range(5):
        chip.offer([("", "all"), ("fr", "French")])
    assert held(chip) == before
    assert [action.text() for action in chip._menu.actions()] == ["all", "French"]
    chip.deleteLater()
