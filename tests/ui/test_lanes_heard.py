# SPDX-License-Identifier: GPL-3.0-or-later
"""The lanes and the status line in the open window show what is being heard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
FIRST = "One two three four five six seven eight nine ten. " * 4
SECOND = "Eleven twelve thirteen fourteen fifteen sixteen. " * 4
TEXT = f"{FIRST}\n{SECOND}"


def boxed(it: Open) -> str:
    word = it.window.transport.detail._word
    return word.text if word is not None else ""


def bars(it: Open) -> int:
    return sum(bar > 0 for bar in it.window.transport.overview._bars)


async def heard_in_the_lanes(it: Open) -> None:
    """Wait until the word under the wave is the one that is lit in the text."""

    def same() -> bool:
        word = it.studio.hearing.view().word
        return word is not None and boxed(it) == it.studio.editing.document.text[word.start : word.end]

    await it.until(same, "one word in text and lane")
    await it.until(lambda: bars(it) > 5, "a wave")
    await it.until(lambda: boxed(it) in [text for text, _ in it.window.transport.detail.written().values()], "words")


def test_reading_from_the_middle_of_a_paragraph_is_shown(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text(TEXT)
        await it.settled()
        it.studio.hearing.play_from(len("One two three four "))
        await heard_in_the_lanes(it)
        status = it.window.status.doing
        await it.until(lambda: "Rendering" not in status.text(), "all is rendered")
        assert it.phase == "playing"
        assert [part.take is not None and part.take.complete for part in it.studio.overview.parts] == [True, True]
        it.studio.hearing.stop()

    in_window(body)


def test_moving_a_control_leaves_the_lanes_as_long_as_the_old_sound_goes_on(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        it.studio.editing.replace_text(TEXT)
        await it.settled()
        it.studio.hearing.play_all()
        await heard_in_the_lanes(it)
        it.window.design.expression.speed.setFocus()
        QTest.keyClick(it.window.design.expression.speed, Qt.Key.Key_Right)
        assert it.studio.editing.document.design.controls.speed > 0
        await it.settled()
        assert not it.studio.overview.parts[0].current
        await heard_in_the_lanes(it)
        it.studio.hearing.stop()
        await it.until(lambda: bars(it) == 0, "the new design is not rendered yet")
        assert not it.window.transport.detail.written()

    in_window(body)
