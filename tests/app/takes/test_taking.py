# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes of the real studio with the tone engine: kept, in use, stale, and put together from earlier ones."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from studio.app.takes.taking import InUse
from studio.client.local.engine import LocalEngine
from studio.core.marks import Mark
from studio.core.pcm import FADE_S, Samples
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign
from studio.core.splits import as_meant
from studio.core.takes import Take
from studio.core.voices import MixPart
from studio.export.formats import EXPORTERS
from studio.project.file.takes import read_takes
from tests.support.desk import Desk, step_until
from tests.support.forked_server import tone_engine
from tests.support.signals import islands, lag, residual_db
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until_async

TEXT = "One two three. Four five six. Seven eight nine."


async def rendered(desk: Desk, text: str = TEXT) -> None:
    desk.studio.editing.replace_text(text)
    await render_now(desk)


async def render_now(desk: Desk) -> None:
    """Play the text once, so that it is rendered, and wait until its take is kept."""
    desk.studio.hearing.play_all()
    await wait_until_async(lambda: (found := in_use(desk)) is not None and found.stale == "", 20.0)
    desk.studio.hearing.stop()


def paragraph(desk: Desk) -> Paragraph:
    return desk.studio.editing.project.paragraphs[0]


def in_use(desk: Desk) -> InUse | None:
    status = desk.studio.engine.state.status
    assert status is not None
    return desk.studio.taking.in_use(paragraph(desk), desk.studio.designing.spoken_design, status.engine)


def opening_takes(path: Path) -> tuple[Take, ...]:
    with closing(sqlite3.connect(path)) as connection:
        return read_takes(connection)


def stale(desk: Desk) -> str:
    found = in_use(desk)
    return "none" if found is None else found.stale


async def test_what_has_changed_since_a_take_was_made_is_told(desk: Desk) -> None:
    await rendered(desk)
    assert stale(desk) == ""
    desk.studio.designing.set_speed(0.5)
    assert stale(desk) == "voice"
    desk.studio.editing.edit_text(0, 3, "Zero")
    assert stale(desk) == "text"
    desk.studio.editing.undo()
    desk.studio.editing.undo()
    assert stale(desk) == ""
    found = desk.studio.taking.in_use(paragraph(desk), desk.studio.designing.spoken_design, "tone of later days")
    assert found is not None
    assert found.stale == "version"


async def test_a_mark_changes_the_text_and_its_removal_brings_the_take_back(desk: Desk) -> None:
    await rendered(desk)
    desk.studio.editing.edit_text(4, 0, '<break time="1s"/>')
    assert paragraph(desk).text == TEXT
    assert stale(desk) == "text"
    desk.studio.editing.change_marks("removing a mark", paragraph(desk).id, lambda _marks: ())
    assert stale(desk) == ""


async def test_an_edited_paragraph_keeps_the_sound_of_its_other_sentences(desk: Desk) -> None:
    await rendered(desk)
    first = in_use(desk)
    assert first is not None
    desk.studio.editing.edit_text(TEXT.index("five"), 4, "fifty")
    await render_now(desk)
    second = in_use(desk)
    assert second is not None
    assert second.take.id != first.take.id
    before, after = (desk.studio.taking.sound(each.take) for each in (first, second))
    assert before is not None
    assert after is not None
    assert [word.text for word in after.words] == TEXT.replace("five", "fifty").split()
    # The same clip sounds at both ends.
    assert {span.clip for span in first.take.spans} < {span.clip for span in second.take.spans}
    assert len(second.take.spans) == 3
    head = round(before.words[2].end_s * before.sample_rate_hz)
    assert np.array_equal(before.read(0, head), after.read(0, head))
    tail = after.frames - round((after.words[6].start_s + FADE_S) * after.sample_rate_hz) - 1
    assert np.array_equal(before.read(before.frames - tail, tail), after.read(after.frames - tail, tail))
    # From the file it comes with the same cuts.
    await desk.studio.taking.settle()
    await desk.studio.keeping.writer.run(lambda: None)
    desk.studio.takes.clear()
    live = desk.studio.taking.to_play(second.take)
    assert live is not None
    assert await desk.studio.taking.fill(live)
    assert np.abs(live.read(0, live.frames) - after.read(0, after.frames)).max() < 1 / 30000


async def test_a_chosen_take_is_used_as_long_as_it_fits_and_a_locked_one_always(desk: Desk) -> None:
    await rendered(desk)
    older = in_use(desk)
    assert older is not None
    desk.studio.designing.set_speed(0.5)
    await render_now(desk)
    newer = in_use(desk)
    assert newer is not None
    taking = desk.studio.taking
    taking.choose(paragraph(desk), older.take.id)
    found = in_use(desk)
    assert found is not None
    # It is of another design, so the newest that fits is heard.
    assert found.take.id == newer.take.id
    note = replace(taking.note_of(paragraph(desk), older.take.id), locked=True)
    taking.note("locking a take", paragraph(desk), note)
    assert in_use(desk) == InUse(older.take, "")
    desk.studio.editing.undo()
    desk.studio.editing.undo()
    assert in_use(desk) == InUse(newer.take, "")


async def test_a_deleted_take_is_gone_until_undo(desk: Desk) -> None:
    await rendered(desk)
    found = in_use(desk)
    assert found is not None
    taking = desk.studio.taking
    taking.note(
        "deleting a take", paragraph(desk), replace(taking.note_of(paragraph(desk), found.take.id), deleted=True)
    )
    assert in_use(desk) is None
    desk.studio.editing.undo()
    assert in_use(desk) == found


async def test_equal_paragraphs_share_a_rendering(desk: Desk) -> None:
    await rendered(desk, "Again and again.\nAgain and again.")
    both = desk.studio.editing.project.paragraphs
    takes = [desk.studio.taking.takes_of(each) for each in both]
    assert [len(each) for each in takes] == [1, 1]
    assert takes[0][0].spans == takes[1][0].spans


async def test_sound_that_is_not_in_memory_is_read_from_what_was_kept(desk: Desk) -> None:
    await rendered(desk)
    found = in_use(desk)
    assert found is not None
    before = desk.studio.taking.sound(found.take)
    assert before is not None
    await desk.studio.taking.settle()
    # The file's thread writes in turn.
    await desk.studio.keeping.writer.run(lambda: None)
    desk.studio.takes.clear()
    silent = desk.studio.taking.sound(found.take)
    assert silent is not None
    assert silent.dropped
    assert silent.words == before.words
    live = desk.studio.taking.to_play(found.take)
    assert live is not None
    assert await desk.studio.taking.fill(live)
    assert np.abs(live.read(0, live.frames) - before.read(0, before.frames)).max() < 1 / 32000


async def test_the_newest_take_is_heard_also_after_the_clock_was_set_back(desk: Desk, data_dir: Path) -> None:
    await rendered(desk)
    taking, editing = desk.studio.taking, desk.studio.editing
    taking._clock = lambda: 1000.0
    desk.studio.rendering.another_reading(paragraph(desk))
    await wait_until_async(lambda: len(taking.takes_of(paragraph(desk))) == 2, 20.0, "another reading")
    newest = taking.takes_of(paragraph(desk))[-1]
    assert (newest.made.variation, newest.time_s) == (1, 1000.0)
    assert in_use(desk) == InUse(newest, "")
    assert [number for number, _ in taking.numbered(paragraph(desk))] == [1, 2]
    await taking.settle()
    await desk.studio.keeping.save()
    await desk.studio.keeping.writer.run(lambda: None)
    kept = opening_takes(desk.studio.projects.path)
    assert [take.id for take in kept] == [take.id for take in taking.takes_of(editing.project.paragraphs[0])]


# --- the engine that made the takes is not there


def by_espeak() -> LocalEngine:
    return LocalEngine(engine="espeak")


def story(desk: Desk, own: str) -> Project:
    """Read by the engine's voice, by a blend, by a voice of the person's own, and by several in one paragraph."""
    first, second = (voice.id for voice in desk.studio.voices.all[1:3])
    quoted = Paragraph("q", "Go, said Ann. Bon soir.", (Mark("speaker", 0, 3, "ann"), Mark("language", 14, 23, "fr")))
    return Project(
        (
            Paragraph("n", "One two three."),
            Paragraph("a", "Four five six.", speaker="ann"),
            Paragraph("b", "Seven eight.", speaker="bea"),
            replace(quoted, speaker=NARRATOR),
        ),
        (
            Speaker(NARRATOR),
            Speaker("ann", "Ann", design=VoiceDesign((MixPart(first, 0.4), MixPart(second, 0.6)))),
            Speaker("bea", "Bea", design=VoiceDesign((MixPart(own, 1.0),))),
        ),
    )


def states(desk: Desk) -> list[str]:
    studio = desk.studio
    reader, status = studio.designing.reader(), studio.engine.state.status
    found = [
        studio.taking.in_use(each, reader(each), status.engine if status is not None else "")
        for each in studio.designing.spoken_project.paragraphs
    ]
    return ["none" if each is None else each.stale for each in found]


async def exported(desk: Desk, path: Path) -> bytes:
    desk.studio.exporting.export(path, EXPORTERS[0].format(24000, 16))
    await wait_until_async(lambda: "Exported" in desk.said("export"), 20.0, "the file")
    return path.read_bytes()


async def heard(desk: Desk) -> Samples:
    assert desk.steps is not None
    desk.steps.blocks.clear()
    desk.studio.hearing.play_all()
    await step_until(desk, lambda: not desk.studio.hearing.active, "the end")
    (begin, *_), (*_, end) = zip(*islands(desk.steps.heard), strict=True)
    return desk.steps.heard[begin:end]


@asynccontextmanager
async def at(data_dir: Path, make_engine: Callable[[], LocalEngine] = tone_engine) -> AsyncIterator[Desk]:
    """A desk whose engine has begun to start; its sound goes on by steps."""
    steps = Steps()
    desk = Desk(data_dir, steps, make_engine)
    desk.studio.start()
    try:
        yield desk
        await desk.studio.taking.settle()
    finally:
        desk.studio.hearing.stop()
        steps.unplug()
        await desk.studio.close()


async def able(desk: Desk) -> None:
    await wait_until_async(lambda: not desk.studio.engine.blocker(), HANGS_S, "the engine")


async def rendered_all(desk: Desk) -> None:
    desk.studio.rendering.render_changed()
    await wait_until_async(lambda: not desk.studio.rendering.active, 20.0, "all is rendered")


async def test_a_book_stays_ready_while_the_engine_that_made_it_is_not_there(data_dir: Path, tmp_path: Path) -> None:
    async with at(data_dir) as maker:
        studio = maker.studio
        await able(maker)
        own = await studio.voices.save_blend("Hers", VoiceDesign((MixPart(studio.voices.all[0].id, 1.0),)))
        studio.projects.begin_from(story(maker, own.id))
        await wait_until_async(lambda: len(studio.editing.project.cast) == 3, 20.0, "the story")
        await rendered_all(maker)
        assert states(maker) == ["", "", "", ""]
        written, sound = await exported(maker, tmp_path / "made.wav"), await heard(maker)
        hues = [studio.speakers.hue(each) for each in studio.speakers.all]

    async with at(data_dir, by_espeak) as without:
        studio = without.studio
        await wait_until_async(lambda: "none" not in states(without), 20.0, "its takes")
        assert states(without) == ["", "", "", ""], "nothing has changed while it is not known which engine runs"
        await able(without)
        assert states(without) == ["engine"] * 4
        assert [studio.speakers.hue(each) for each in studio.speakers.all] == hues
        studio.overview.catch_up()
        assert (studio.overview.changed_count, studio.rendering.pending()) == (0, 0)
        assert {part.changed for part in studio.overview.parts} == {""}
        # Its levels are those of the voices that are heard.
        reader, paragraphs = studio.designing.reader(), studio.designing.spoken_project.paragraphs
        spoken = [studio.taking.heard_as(each, reader(each), "espeak-ng") for each in paragraphs]
        assert [(design.mix, engine) for design, engine in spoken] == [
            (as_meant(reader(each)).mix, "tone") for each in paragraphs
        ]
        # It is heard and written as it was made, though the engine that runs has another rate.
        status = studio.engine.state.status
        assert status is not None
        assert status.sample_rate_hz != 24000
        again = await heard(without)
        # Silence begins a few samples sooner or later by the file's 16 bit.
        inside = sound[8:-8]
        begin = lag(inside, again)
        assert residual_db(inside, again[begin : begin + len(inside)]) < -60
        assert await exported(without, tmp_path / "kept.wav") == written
        assert {len(studio.taking.takes_of(each)) for each in studio.editing.project.paragraphs} == {1}
        # What is changed is spoken by the engine that is there.
        studio.editing.edit_text(0, 3, "Zero")
        assert states(without) == ["text", "engine", "engine", "engine"]
        await rendered_all(without)
        assert states(without) == ["", "engine", "engine", "engine"]
        # Another reading by that engine is heard from then on, and is compared with what was made.
        studio.rendering.another_reading(studio.editing.project.paragraphs[1])
        await wait_until_async(lambda: states(without) == ["", "", "engine", "engine"], 20.0, "another reading")
        studio.comparing.compare_or_switch(len("Zero two three.\n"))
        await wait_until_async(lambda: studio.comparing.active, 20.0, "both takes")

    async with at(data_dir) as back:
        await able(back)
        await wait_until_async(lambda: "none" not in states(back), 20.0, "its takes")
        assert states(back) == ["voice", "", "", ""], "what stood in gives way to the voice that is meant"
