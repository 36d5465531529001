# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes of the real studio with the tone engine: kept, in use, stale, and put together from earlier ones."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.app.takes.filling import HoldBack
from studio.app.takes.in_use import InUse
from studio.app.takes.takes import LiveTake
from studio.client.endpoint import Endpoint
from studio.client.local.engine import LocalEngine
from studio.client.speech.client import AsyncSpeechClient
from studio.client.speech.events import SpeechEvent
from studio.client.speech.request import SpeechRequest
from studio.core.errors import EngineUnavailable
from studio.core.marks import Mark
from studio.core.pcm import Samples
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign
from studio.core.splits import as_meant
from studio.core.takes import Take
from studio.core.voices import MixPart
from studio.export.formats import EXPORTERS
from studio.project.file.takes import read_takes
from tests.app.takes.conftest import TEXT, in_use, paragraph, rendered, stale
from tests.support.desk import Desk, starting_once, step_until
from tests.support.forked_server import tone_engine
from tests.support.signals import islands, lag, residual_db
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until_async


def opening_takes(path: Path) -> tuple[Take, ...]:
    with closing(sqlite3.connect(path)) as connection:
        return read_takes(connection)


async def test_a_mark_changes_the_text_and_its_removal_brings_the_take_back(desk: Desk) -> None:
    await rendered(desk)
    desk.studio.editing.edit_text(4, 0, '<break time="1s"/>')
    assert paragraph(desk).text == TEXT
    assert stale(desk) == "text"
    desk.studio.editing.change_marks("removing a mark", paragraph(desk).id, lambda _marks: ())
    assert stale(desk) == ""


async def test_equal_paragraphs_share_a_rendering(desk: Desk) -> None:
    await rendered(desk, "Again and again.\nAgain and again.")
    both = desk.studio.editing.project.paragraphs
    takes = [desk.studio.taking.takes_of(each) for each in both]
    assert [len(each) for each in takes] == [1, 1]
    assert takes[0][0].spans == takes[1][0].spans


async def test_another_reading_is_that_of_one_paragraph(desk: Desk) -> None:
    await rendered(desk, "Again and again.\nAgain and again.")
    taking, both = desk.studio.taking, desk.studio.editing.project.paragraphs
    for number in (1, 0):
        desk.studio.rendering.another_reading(both[number])
        await wait_until_async(lambda: not desk.studio.rendering._readings, what="the reading")
    assert [[each.made.variation for each in taking.takes_of(one)] for one in both] == [[0, 1], [0, 1]]
    assert taking.takes_of(both[0])[1].spans != taking.takes_of(both[1])[1].spans, "each was read by itself"


async def test_paragraphs_of_two_speakers_as_above_are_not_equal(desk: Desk) -> None:
    studio = desk.studio
    studio.editing.replace_text("Anna speaks.\nYes.\nBob speaks.\nYes.")
    studio.speakers.add("Bob", [studio.editing.project.paragraphs[2].id])
    studio.speakers.give({studio.editing.project.paragraphs[number].id: "" for number in (1, 3)})
    studio.designing.set_speed(-1.0)
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active, what="all of it")
    _, anna_s, _, bob_s = studio.editing.project.paragraphs
    assert anna_s.speaker == bob_s.speaker
    assert [len(studio.taking.takes_of(each)) for each in (anna_s, bob_s)] == [1, 1]
    made = [studio.taking.takes_of(each)[0].made.design for each in (anna_s, bob_s)]
    assert made[0] != made[1]


async def test_words_of_a_locked_take_that_says_something_else_are_read_with_the_whole(desk: Desk) -> None:
    await rendered(desk)
    studio, taking = desk.studio, desk.studio.taking
    (first,) = taking.takes_of(paragraph(desk))
    note = replace(taking.notes.of(paragraph(desk), first.id), used=True, locked=True)
    taking.notes.put("locking a take", paragraph(desk), note)
    studio.editing.edit_text(len(TEXT), 0, " Ten eleven twelve.")
    text = paragraph(desk).text
    studio.rendering.another_reading(paragraph(desk), text.index("eleven"), text.index("twelve") - 1)
    await wait_until_async(lambda: len(taking.takes_of(paragraph(desk))) == 2, what="the reading")
    sound = taking.sounds.of(taking.takes_of(paragraph(desk))[1])
    assert sound is not None
    assert [word.text for word in sound.words] == text.split()


async def test_the_next_paragraphs_are_rendered_while_one_is_read_another_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = desk.studio
    await rendered(desk)
    held = asyncio.Event()
    speak = AsyncSpeechClient.speak

    async def late(client: AsyncSpeechClient, request: SpeechRequest) -> AsyncGenerator[SpeechEvent]:
        if request.variation:
            await held.wait()
        async with aclosing(speak(client, request)) as events:
            async for event in events:
                yield event

    monkeypatch.setattr(AsyncSpeechClient, "speak", late)
    studio.editing.edit_text(len(TEXT), 0, "\nAnd a second paragraph.")
    studio.rendering.another_reading(paragraph(desk))
    await wait_until_async(lambda: studio._renderer._growing, what="the reading")
    assert studio.rendering.pending() == 1
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active, what="the run")
    held.set()
    await wait_until_async(lambda: len(studio.taking.takes_of(paragraph(desk))) == 2, what="the reading's end")


async def test_a_take_of_kept_sentences_that_was_left_half_filled_is_gone_on_with(desk: Desk) -> None:
    await rendered(desk)
    studio, renderer = desk.studio, desk.studio._renderer
    status, design = studio.engine.state.status, desk.studio.designing.spoken_design
    assert status is not None
    at = TEXT.index("Four")
    studio.editing.edit_text(at, len("Four"), "Forty and a few more words")

    async def filled(take: LiveTake, hold_back: HoldBack | None = None) -> None:
        await renderer.render_paragraph(client, take, paragraph(desk), design, status.engine, hold_back)

    async def break_off(take: LiveTake) -> None:
        if len(take.words) > 3:
            raise EngineUnavailable("It is gone.")

    async with desk.client() as client:
        halves, whole = LiveTake("halves", status.sample_rate_hz), LiveTake("whole", status.sample_rate_hz)
        with pytest.raises(EngineUnavailable):
            await filled(halves, break_off)
        assert halves.frames
        assert not halves.complete
        await filled(halves)
        assert not renderer._plans, "the earlier sound is let go"
        studio.taking.drop([studio.taking.takes_of(paragraph(desk))[-1].id])
        await filled(whole)
    assert [word.text for word in halves.words] == paragraph(desk).text.split()
    assert halves.words == whole.words
    assert np.array_equal(halves.read(0, halves.frames), whole.read(0, whole.frames))


async def test_the_newest_take_is_heard_also_after_the_clock_was_set_back(desk: Desk, data_dir: Path) -> None:
    await rendered(desk)
    taking, editing = desk.studio.taking, desk.studio.editing
    taking._clock = lambda: 1000.0
    desk.studio.rendering.another_reading(paragraph(desk))
    await wait_until_async(lambda: len(taking.takes_of(paragraph(desk))) == 2, what="another reading")
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


class NoEngine(LocalEngine):
    async def start(self) -> Endpoint:
        raise EngineUnavailable("The engine cannot be started here.")


async def test_a_line_without_a_word_is_rendered_like_others_so_that_all_is_ready(
    data_dir: Path, tmp_path: Path
) -> None:
    async with at(data_dir) as maker:
        studio = maker.studio
        await able(maker)
        studio.editing.replace_text("One two.\n—\n* * *\nThree four.\n…\nFive.")
        await rendered_all(maker)
        assert states(maker) == [""] * 6
        studio.overview.catch_up()
        assert (studio.overview.changed_count, studio.rendering.pending()) == (0, 0)
        assert not studio.overview.estimated
        written, sound = await exported(maker, tmp_path / "made.wav"), await heard(maker)
        await studio.keeping.save()

    async with at(data_dir, lambda: NoEngine(engine="tone")) as without:
        await wait_until_async(lambda: states(without) == [""] * 6, what="its takes")
        assert await exported(without, tmp_path / "kept.wav") == written
        again = await heard(without)
        assert len(again) == len(sound)
        assert not without.said("playing")


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
    await wait_until_async(lambda: "Exported" in desk.said("export"), what="the file")
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
    await wait_until_async(lambda: not desk.studio.rendering.active, what="all is rendered")


async def test_a_book_stays_ready_while_the_engine_that_made_it_is_not_there(data_dir: Path, tmp_path: Path) -> None:
    async with at(data_dir) as maker:
        studio = maker.studio
        await able(maker)
        own = await studio.voices.save_blend("Hers", VoiceDesign((MixPart(studio.voices.all[0].id, 1.0),)))
        studio.projects.begin_from(story(maker, own.id))
        await wait_until_async(lambda: len(studio.editing.project.cast) == 3, what="the story")
        await rendered_all(maker)
        assert states(maker) == ["", "", "", ""]
        written, sound = await exported(maker, tmp_path / "made.wav"), await heard(maker)
        hues = [studio.speakers.hue(each) for each in studio.speakers.all]

    come = asyncio.Event()
    async with at(data_dir, starting_once(come, by_espeak)) as without:
        studio = without.studio
        await wait_until_async(lambda: "none" not in states(without), what="its takes")
        assert states(without) == ["", "", "", ""], "nothing has changed while it is not known which engine runs"
        come.set()
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
        await wait_until_async(lambda: states(without) == ["", "", "engine", "engine"], what="another reading")
        studio.comparing.compare_or_switch(len("Zero two three.\n"))
        await wait_until_async(lambda: studio.comparing.active, what="both takes")

    async with at(data_dir) as back:
        await able(back)
        await wait_until_async(lambda: "none" not in states(back), what="its takes")
        assert states(back) == ["voice", "", "", ""], "what stood in gives way to the voice that is meant"
