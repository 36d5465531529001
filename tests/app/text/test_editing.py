# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of the text, and steps taken back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import psutil

from studio.core.errors import SpeechFailed
from tests.support.desk import Desk, standing
from tests.support.waiting import wait_until_async


async def test_a_step_that_could_not_be_taken_back_stays_done(desk: Desk) -> None:
    studio = desk.studio
    studio.designing.choose_voice(studio.voices.all[0].id)
    studio.designing.add_to_mix(studio.voices.all[1].id)
    studio.designing.save_blend("Mine")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all))
    done = studio.editing.undo_label
    psutil.Process(desk.engines[0].pid).kill()
    await wait_until_async(lambda: not studio.engine.state.ready)
    studio.editing.undo()
    await wait_until_async(lambda: desk.said("undo"))
    assert studio.editing.undo_label == done
    assert any(voice.own for voice in studio.voices.all)


async def test_no_other_step_is_redone_or_taken_back_for_one_that_failed_late(desk: Desk) -> None:
    studio, history, fails = desk.studio, desk.studio._history, asyncio.Event()

    async def late() -> None:
        await fails.wait()
        raise SpeechFailed("It is out of reach.")

    async def told(key: str) -> None:
        fails.set()
        await wait_until_async(lambda: desk.said(key), what="it fails")
        fails.clear()
        desk.notices.clear()

    studio.editing.replace_text("One.")
    studio.editing.edit_text(0, 0, "Two. ")
    history.do("a deed", history.project, undo_effect=late, redo_effect=late)
    studio.editing.undo()
    studio.editing.undo()
    await told("undo")
    assert (studio.editing.project.text, history.redo_label) == ("One.", "pasting")
    studio.editing.redo()
    studio.editing.redo()
    studio.editing.edit_text(0, 0, "Three. ")
    await told("redo")
    assert studio.editing.project.text == "Three. Two. One."
    for _ in range(2):
        studio.editing.undo()
    studio.projects.begin_with("Another.")
    await wait_until_async(lambda: studio.editing.project.text == "Another.")
    studio.editing.edit_text(0, 0, "Quite ")
    studio.editing.undo()
    await told("undo")
    assert (studio.editing.project.text, history.redo_label) == ("Another.", "pasting")


async def test_a_pasted_giant_paragraph_is_split_and_undo_joins_it(desk: Desk) -> None:
    desk.studio.editing.replace_text("")
    giant = "This is one sentence of many. " * 400
    desk.studio.editing.edit_text(0, 0, giant)
    assert len(desk.studio.editing.project.paragraphs) > 3
    assert "split" in desk.said("split")
    desk.studio.editing.undo()
    assert [paragraph.text for paragraph in desk.studio.editing.project.paragraphs] == [giant]


async def test_a_word_that_nothing_could_show_is_split_within_its_step(desk: Desk, data_dir: Path) -> None:
    desk.studio.editing.replace_text("Before.")
    desk.studio.editing.edit_text(7, 0, "a" * 100_000)
    assert max(len(paragraph.text) for paragraph in desk.studio.editing.project.paragraphs) <= 3000
    assert "split" in desk.said("split")
    desk.studio.editing.undo()
    assert desk.studio.editing.project.text == "Before."
    desk.studio.editing.redo()
    assert desk.studio.editing.project.text.replace("\n", "") == "Before." + "a" * 100_000


async def test_a_split_paragraph_is_told_as_long_as_undo_joins_it(desk: Desk) -> None:
    desk.studio.editing.replace_text("")
    desk.studio.editing.edit_text(0, 0, "This is one sentence of many. " * 400)
    assert set(standing(desk)) == {"split"}
    desk.studio.editing.edit_text(0, 0, "x")
    assert standing(desk) == {}
