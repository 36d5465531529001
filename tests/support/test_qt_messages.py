# SPDX-License-Identifier: GPL-3.0-or-later
"""A warning of Qt fails a test, unless the test declares it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QTimer, qCritical, qDebug, qInfo, qWarning

from tests.support import qt_messages


def test_what_qt_warns_of_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="Qt warned: no such slot; no such disk"), qt_messages.none_allowed():
        qWarning("no such slot")
        qInfo("fine")
        qDebug("finer")
        qCritical("no such disk")


def test_what_is_no_warning_passes() -> None:
    with qt_messages.none_allowed():
        qInfo("fine")


def test_qt_s_own_warning_of_a_wrong_use_is_heard() -> None:
    timer = QTimer()
    with pytest.raises(AssertionError, match="negative"), qt_messages.none_allowed():
        timer.start(-5)
    timer.stop()


def test_a_declared_warning_passes_and_another_one_does_not() -> None:
    with qt_messages.none_allowed(), qt_messages.expected("no such .lot"):
        qWarning("no such slot")
    with (
        pytest.raises(AssertionError, match="Qt warned: another"),
        qt_messages.none_allowed(),
        qt_messages.expected("no such slot"),
    ):
        qWarning("no such slot")
        qWarning("another")


def test_a_declared_warning_that_does_not_come_fails() -> None:
    with pytest.raises(AssertionError, match="Qt did not warn of 'no such slot'"), qt_messages.expected("no such slot"):
        qInfo("fine")


def test_warnings_are_found_in_what_a_program_wrote() -> None:
    program = "from PySide6.QtCore import QTimer; print('Quite: well'); QTimer().start(-5)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert qt_messages.on_stderr(done.stdout) == []
    assert "QTimer::start: negative" in qt_messages.on_stderr(done.stderr)[0]
    assert qt_messages.on_stderr("qt.qpa.xcb: could not connect to display") != []
