# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.core.pauses import Pauses
from studio.ui.sheets.pauses.panel import PausesSheet
from studio.ui.theme import Theme
from tests.ui.conftest import Show

pytestmark = pytest.mark.display


def test_each_slider_tells_its_pause_and_the_menu_goes_to_it(theme: Theme, show: Show) -> None:
    sheet = PausesSheet(theme)
    show(sheet, 1180, 500)
    sheet.show_pauses(Pauses(), {"chapter_s": "The text has no chapters."})
    sheet.begin()
    assert sheet.rows["sentence_s"].slider.hasFocus()
    told: list[tuple[str, float]] = []
    sheet.chosen.connect(lambda name, value: told.append((name, value)))
    sheet.menu.actions()[2].trigger()
    QTest.keyClick(sheet.rows["speaker_s"].slider, Qt.Key.Key_Right)
    assert told == [("speaker_s", 0.5)]
    assert not sheet.rows["chapter_s"].listen.isEnabled()
