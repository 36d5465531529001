# SPDX-License-Identifier: GPL-3.0-or-later
"""A chapter of short lines, played, stopped, edited and redesigned at random, by a seed that is printed."""

from __future__ import annotations

import asyncio
import time
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.app.playback.course import RENDER_AHEAD_S
from studio.app.takes.takes import LiveTake
from studio.core.pcm import Samples
from tests.support.narrator import Narrator, chapter
from tests.support.waiting import wait_until_async
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display
SHORT_S, LONG_S = 8.0, 60.0
LONGEST_REST_S = 0.25
SHOWN_DEEDS = 60
REST_S = 60.0


def test_a_chapter_is_played_stopped_edited_and_redesigned_at_random(
    in_window: InWindow, long_form: bool, seed: int
) -> None:
    print("seed", seed)

    async def body(it: Open) -> None:
        random = Random(seed)
        narrator = Narrator(it.window, random)
        it.studio.editing.replace_text(chapter(random))
        await it.until(lambda: it.window.manuscript.editor.text == it.studio.editing.project.text, "the text is shown")
        end_s = time.monotonic() + (LONG_S if long_form else SHORT_S)
        try:
            while time.monotonic() < end_s:
                narrator.act()
                await asyncio.sleep(random.uniform(0.0, LONGEST_REST_S))
        finally:
            print(len(narrator.did), "deeds, the last ones:", *narrator.did[-SHOWN_DEEDS:])
        editor = it.window.manuscript.editor
        await it.until(lambda: editor.text == it.studio.editing.project.text, "window and studio have the same text")
        it.studio.hearing.stop()
        last = ("It still speaks. " * 40).strip()
        it.studio.editing.replace_text(last)
        await it.until(lambda: editor.text == last, "the new text is shown")
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        await it.until(editor.playing.boxes, "a word is marked")

    in_window(body)


def test_a_chapter_is_played_again_where_rendering_was_broken_off(
    in_window: InWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the line at which rendering had come to rest there is less at first when it is rendered anew."""

    async def body(it: Open) -> None:
        editor, overview = it.window.manuscript.editor, it.window.transport.overview
        it.studio.editing.replace_text(chapter(Random(1)))
        await it.until(lambda: editor.text == it.studio.editing.project.text, "the text is shown")

        def play() -> None:
            QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

        def resting() -> list[LiveTake]:
            it.studio.hearing.view()
            far = [part.take for part in it.studio.overview.parts if part.start_s > RENDER_AHEAD_S - 10.0]
            return [take for take in far if take is not None and not take.complete and len(take.peaks) > 1]

        play()
        await it.until(
            lambda: it.studio.hearing.view().total_s and len(resting()) == 1 and resting()[0].duration_s > 0.3, "rest"
        )
        before = resting()[0]
        frames = before.frames
        overview.redraw()
        overview.repaint()
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        await it.until(lambda: it.phase == "stopped", "stopped")

        def anew(take: LiveTake) -> bool:
            return take.key == before.key and take is not before and take.frames < frames

        less: list[int] = []

        def grown(take: LiveTake, samples: Samples) -> None:
            append(take, samples)
            if anew(take):
                less.append(take.frames)
                overview.redraw()
                overview.repaint()

        # While there is less of it is told by what adds to it: who looks now and then may miss it.
        append = LiveTake.append
        monkeypatch.setattr(LiveTake, "append", grown)
        play()
        await wait_until_async(lambda: less, REST_S, "less of it")
        await it.until(editor.playing.boxes, "a word is marked")

    in_window(body)
