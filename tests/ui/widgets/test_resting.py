# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QWidget

from studio.ui.widgets.resting import RESTS_MS, Resting

pytestmark = pytest.mark.display


def test_a_pointer_that_stays_rests_and_one_that_goes_does_not(holder: QWidget) -> None:
    stays, goes = QWidget(holder), QWidget(holder)
    rested, passed = QSignalSpy(Resting(stays).rested), QSignalSpy(Resting(goes).rested)
    for control in (goes, stays):
        QCoreApplication.sendEvent(control, QEnterEvent(QPointF(), QPointF(), QPointF()))
    QCoreApplication.sendEvent(goes, QEvent(QEvent.Type.Leave))
    assert rested.wait(10 * RESTS_MS)
    assert (rested.count(), passed.count()) == (1, 0)
