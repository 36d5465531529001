# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import wave
from functools import partial
from pathlib import Path

import pytest

from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign
from studio.core.voices import MixPart
from studio.export.formats import EXPORTERS
from tests.support.desk import Desk, step_until
from tests.support.stepped_output import Steps
from tests.support.waiting import wait_until_async


async def opened(desk: Desk) -> None:
    able = [voice.id for voice in desk.studio.voices.all if voice.available]
    designs = [VoiceDesign((MixPart(voice, 1.0),)) for voice in able[:2]]
    paragraphs = (
        Paragraph("h", "One", kind="heading", level=1),
        Paragraph("a", "First words. Second words."),
        Paragraph("b", "Third words."),
        Paragraph("c", "Ann speaks.", speaker="ann"),
    )
    cast = (Speaker(NARRATOR, design=designs[0]), Speaker("ann", "Ann", design=designs[1]))
    desk.studio.projects.begin_from(Project(paragraphs, cast))
    await wait_until_async(lambda: len(desk.studio.editing.project.cast) == 2, what="it is open")


async def test_each_pause_is_in_the_exported_file_and_in_the_overview(desk: Desk, tmp_path: Path) -> None:
    await opened(desk)
    studio = desk.studio

    async def exported_s(name: str) -> float:
        path = tmp_path / name
        studio.exporting.export(path, EXPORTERS[0].format(24000, 16))
        await wait_until_async(path.exists, what=f"{name} is there")
        with wave.open(str(path)) as file:
            return float(file.getnframes() / file.getframerate())

    def overview_is(total_s: float) -> bool:
        studio.overview.refresh()
        return abs(studio.overview.total_s - total_s) < 0.03

    for name in ("sentence_s", "paragraph_s", "speaker_s", "chapter_s"):
        studio.pauses.set(name, 0.0)
    none_s = await exported_s("none.wav")
    longer = {"sentence_s": 0.5, "paragraph_s": 0.25, "speaker_s": 1.0, "chapter_s": 2.0}
    for number, (name, pause_s) in enumerate(longer.items()):
        studio.pauses.set(name, pause_s)
        assert await exported_s(f"{number}.wav") == pytest.approx(none_s + pause_s, abs=0.03)
        studio.editing.undo()
        assert getattr(studio.pauses.now, name) == 0.0
        studio.editing.redo()
        await wait_until_async(partial(overview_is, none_s + pause_s), what=f"the overview has {name}")
        studio.editing.undo()


async def test_a_place_with_each_pause_is_heard_and_wrong_values_change_nothing(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    await opened(desk)
    studio = desk.studio
    text = studio.editing.project.text
    places = {name: studio.pauses.place(name) for name in ("sentence_s", "paragraph_s", "speaker_s", "chapter_s")}
    heard = {name: text[slice(*place)] for name, place in places.items() if place is not None}
    assert heard == {
        "sentence_s": "First words. Second words.",
        "paragraph_s": "First words. Second words.\nThird words.",
        "speaker_s": "Third words.\nAnn speaks.",
        "chapter_s": "One\nFirst words. Second words.",
    }
    studio.pauses.hear("speaker_s")
    await step_until(desk, lambda: studio.hearing.view().word is not None, "it is heard")
    studio.hearing.stop()
    before = studio.pauses.now
    studio.pauses.set("speaker_s", 9.0)
    assert studio.pauses.now == before
    assert any("speaker_s" in notice.text or "seconds" in notice.text for notice in desk.notices)
    studio.editing.replace_text("Alone")
    assert all(studio.pauses.place(name) is None for name in heard)
    studio.pauses.hear("chapter_s")
