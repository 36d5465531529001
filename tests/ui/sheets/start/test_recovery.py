# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from studio.ui.sheets.start.recovery import HEIGHT, RecoveryLine
from studio.ui.theme import Theme
from tests.ui.conftest import Pump, Show

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton


def test_it_tells_which_project_and_on_request_what_happened(theme: Theme, show: Show, pump: Pump) -> None:
    line = RecoveryLine(theme)
    seen = QSignalSpy(line.seen)
    line.tell("The Tape", "Recovered as it was at 14:02")
    show(line, 900, HEIGHT)
    assert (line.height(), line.accessibleName()) == (HEIGHT, "The Tape. Recovered as it was at 14:02")
    assert not line.happened.isVisible()
    QTest.mouseClick(line.more, LEFT)
    assert line.happened.isVisible()
    assert "second" in line.happened.text()
    QTest.keyClick(line.more, Qt.Key.Key_Space)
    pump(lambda: not line.happened.isVisible())
    QTest.mouseClick(line.close_button, LEFT)
    assert seen.count() == 1
