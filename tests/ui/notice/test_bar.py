# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.work.state import Notice
from studio.ui.notice import NoticeBar
from studio.ui.theme import Theme

pytestmark = pytest.mark.display
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(theme: Theme, show: Callable[..., None]) -> NoticeBar:
    made = NoticeBar(theme)
    show(made, 800, 200)
    return made


def texts(bar: NoticeBar) -> list[str]:
    return [card.text.text() for card in bar.cards()]


def test_a_notice_replaces_the_one_with_its_key(bar: NoticeBar) -> None:
    bar.show_notice(Notice("engine", "It stopped."))
    bar.show_notice(Notice("sound", "No device."))
    bar.show_notice(Notice("engine", "It stopped again."))
    assert texts(bar) == ["No device.", "It stopped again."]


def test_an_empty_text_takes_the_notice_away(bar: NoticeBar) -> None:
    bar.show_notice(Notice("engine", "It stopped."))
    bar.show_notice(Notice("engine", ""))
    assert texts(bar) == []
    assert not bar.isVisible()


def test_its_button_acts_once_and_closes_it(bar: NoticeBar) -> None:
    done: list[bool] = []
    bar.show_notice(Notice("engine", "It stopped.", "error", lambda: done.append(True), "Try again"))
    button = bar.cards()[0].act
    assert button is not None
    assert button.text() == "Try again"
    QTest.mouseClick(button, LEFT)
    assert done == [True]
    assert texts(bar) == []


def test_the_cross_closes_it_without_acting(bar: NoticeBar) -> None:
    done: list[bool] = []
    bar.show_notice(Notice("engine", "It stopped.", "error", lambda: done.append(True), "Try again"))
    QTest.mouseClick(bar.cards()[0].close_button, LEFT)
    assert done == []
    assert texts(bar) == []


def test_without_an_action_there_is_no_button(bar: NoticeBar) -> None:
    bar.show_notice(Notice("skipped", "Not spoken: ☃", "info"))
    assert bar.cards()[0].act is None
