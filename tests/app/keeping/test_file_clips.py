# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes in the project's file: there after a restart, with their sound."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np

from studio.app.takes.in_use import InUse
from studio.core.project import TakeNote
from tests.support.desk import Desk, until_stopped
from tests.support.waiting import wait_until_async

TEXT = "One two three. Four five six."


def in_use(desk: Desk) -> InUse | None:
    status = desk.studio.engine.state.status
    paragraph = desk.studio.editing.project.paragraphs[0]
    if status is None:
        return None
    return desk.studio.taking.in_use(paragraph, desk.studio.designing.spoken_design, status.engine)


async def test_what_was_rendered_is_there_at_the_next_start_and_plays_without_rendering(data_dir: Path) -> None:
    desk = Desk(data_dir)
    await desk.open()
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.play_all()
    await wait_until_async(lambda: in_use(desk))
    before = in_use(desk)
    assert before is not None
    sound = desk.studio.taking.sounds.of(before.take)
    assert sound is not None
    heard = sound.read(0, sound.frames)
    await desk.studio.close()

    again = Desk(data_dir)
    await again.open()
    await wait_until_async(lambda: in_use(again))
    after = in_use(again)
    assert after == before
    live = again.studio.taking.sounds.to_play(after.take)
    assert live is not None
    assert live.words == sound.words
    assert await again.studio.taking.sounds.fill(live)
    assert np.abs(live.read(0, live.frames) - heard).max() < 2**-14
    await again.studio.close()


async def test_a_recording_that_cannot_be_read_now_is_told_and_not_lost(desk: Desk, tmp_path: Path) -> None:
    studio, drive = desk.studio, tmp_path / "drive"
    drive.mkdir()
    studio.editing.replace_text(TEXT)
    studio.projects.save_as(drive / "story.speech")
    await wait_until_async(lambda: studio.projects.path == drive / "story.speech")
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active and in_use(desk))
    await studio.taking.settle()
    await studio.keeping.save()
    made = in_use(desk)
    assert made is not None
    await studio.keeping.writer.run(studio.keeping.file.rest)
    studio.takes.clear()
    live = studio.taking.sounds.to_play(made.take)
    assert live is not None
    away = drive.rename(tmp_path / "away")
    assert not await studio.taking.sounds.fill(live)
    assert "could not be read: it is not there: see whether its drive is connected." in desk.said("recordings")
    assert "rendered anew" in desk.said("recordings")
    assert not desk.said("lost recording")
    # It is played all the same, from the engine.
    studio.hearing.play_all()
    await until_stopped(desk)
    assert desk.said("recordings")
    assert [take.id for take in studio.taking.takes_of(studio.editing.project.paragraphs[0])] == [made.take.id]
    away.rename(drive)
    again = studio.taking.sounds.to_play(made.take)
    assert again is not None
    assert not again.complete
    assert await studio.taking.sounds.fill(again)
    assert again.words
    assert not desk.said("recordings")


async def test_takes_go_with_their_project_and_come_back_with_it(desk: Desk, tmp_path: Path) -> None:
    projects = desk.studio.projects
    desk.studio.editing.replace_text(TEXT)
    desk.studio.hearing.play_all()
    await wait_until_async(lambda: in_use(desk))
    found = in_use(desk)
    projects.save_as(tmp_path / "story.speech")
    await wait_until_async(lambda: projects.path == tmp_path / "story.speech")
    projects.new()
    await wait_until_async(lambda: desk.studio.editing.project.text == "")
    assert in_use(desk) is None
    desk.studio.editing.replace_text(TEXT)
    assert in_use(desk) is None
    projects.open(tmp_path / "story.speech")
    await wait_until_async(lambda: in_use(desk))
    assert in_use(desk) == found


async def test_a_paragraph_of_marks_alone_needs_no_rendering_at_the_next_start(data_dir: Path) -> None:
    desk = Desk(data_dir)
    await desk.open()
    desk.studio.editing.replace_text("One two three.\n***\nFour five six.")
    desk.studio.rendering.render_changed()
    await wait_until_async(lambda: not desk.studio.rendering.active)
    assert desk.studio.rendering.pending() == 0
    await desk.studio.close()
    again = Desk(data_dir)
    await again.open()
    try:
        await wait_until_async(lambda: again.studio.rendering.pending() == 0, what="nothing to render")
        again.studio.hearing.play_all()
        await wait_until_async(lambda: all(part.take for part in again.studio.overview.parts))
        await until_stopped(again)
        assert not again.said("lost recording")
    finally:
        await again.studio.close()


async def test_a_locked_take_whose_recording_is_gone_is_rendered_again_for_good(data_dir: Path) -> None:
    async def sit() -> tuple[int, Path]:
        """What there was to render at the start, and the project's file."""
        desk = Desk(data_dir)
        await desk.open()
        studio = desk.studio
        if desk.studio.editing.project.text != TEXT:
            studio.editing.replace_text(TEXT)
        else:
            await wait_until_async(lambda: studio.taking.takes_of(studio.editing.project.paragraphs[0]))
        wanted = studio.rendering.pending()
        studio.rendering.render_changed()
        await wait_until_async(lambda: not studio.rendering.active)
        paragraph, found = studio.editing.project.paragraphs[0], in_use(desk)
        assert found is not None
        if not paragraph.takes:
            studio.taking.notes.put("locking", paragraph, TakeNote(found.take.id, used=True, locked=True))
        await studio.close()
        return wanted, studio.projects.path

    assert (await sit())[0] == 1
    wanted, path = await sit()
    assert wanted == 0
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DELETE FROM sounds")
    assert [(await sit())[0] for _ in range(2)] == [1, 0]
