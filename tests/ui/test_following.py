# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from studio.core.observe import Signal
from studio.ui.following import Following

pytestmark = pytest.mark.display


def test_it_follows_until_it_is_closed(app: QApplication) -> None:
    signal, told = Signal[int](), list[int]()
    parent = QObject(app)
    following = Following(parent)
    following.follow(signal, told.append)
    signal.emit(1)
    following.close()
    signal.emit(2)
    assert told == [1]
    following.close()
    parent.deleteLater()
