# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QPushButton

from studio.ui.columns.folding import FoldingPanel, Strip
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_the_strip_is_made_when_it_is_needed_and_the_keyboard_goes_along(theme: Theme, show: Show) -> None:
    whole, made = QPushButton("Whole"), list[Strip]()

    def make() -> Strip:
        made.append(Strip(theme, "caret-double-right", "Open it"))
        return made[-1]

    panel = FoldingPanel(whole, make)
    panel.show_key("F9")
    show(panel, 280, 400)
    assert (panel.folded, panel.strip, made) == (False, None, [])
    whole.setFocus()
    turned, asked = QSignalSpy(panel.turned), QSignalSpy(panel.open_requested)
    panel.fold(True)
    panel.fold(True)
    assert (panel.folded, whole.isVisible(), turned.count(), len(made)) == (True, False, 1, 1)
    opener = made[0].opener
    assert (opener.hasFocus(), opener.toolTip(), opener.accessibleName()) == (True, "Open it (F9)", "Open it")
    opener.click()
    assert asked.count() == 1
    panel.fold(False)
    assert (panel.folded, whole.hasFocus()) == (False, True)
    panel.show_key("")
    assert opener.toolTip() == "Open it"
