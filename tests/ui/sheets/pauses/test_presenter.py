# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of pauses in the running program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.core.pauses import Pauses
from studio.ui.sheets.pauses.panel import PausesSheet
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


def test_a_pause_is_changed_heard_and_taken_back(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text("One two three. Four five.\n" + "six " * 200)
        it.presenter.actions["pauses"].trigger()
        sheet = it.window.stage.sheet
        assert isinstance(sheet, PausesSheet)
        rows = sheet.rows
        assert [name for name, row in rows.items() if row.listen.isEnabled()] == ["sentence_s", "paragraph_s"]
        QTest.keyClick(rows["sentence_s"].slider, Qt.Key.Key_Right)
        assert it.studio.pauses.now == Pauses(0.05)
        assert rows["sentence_s"].said.text() == "0.05 s"
        rows["paragraph_s"].listen.click()
        await it.until(lambda: it.studio.hearing.view().word is not None, "it is heard")
        it.studio.hearing.stop()
        QTest.keyClick(rows["sentence_s"].slider, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await it.until(lambda: it.studio.pauses.now == Pauses(), "taken back")
        assert rows["sentence_s"].said.text() == "0.00 s"

    in_window(body)
