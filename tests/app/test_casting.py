# SPDX-License-Identifier: GPL-3.0-or-later
"""A project with a cast: each paragraph is rendered, heard and exported in its speaker's design."""

from __future__ import annotations

from dataclasses import replace

from studio.app.casting import casting_of, narrator_alone
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign, speakers_of
from studio.core.voices import MixPart
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async

ONE, TWO = VoiceDesign((MixPart("one", 1.0),)), VoiceDesign((MixPart("two", 1.0),))
PARAGRAPHS = (
    Paragraph("a", "First."),
    Paragraph("b", "Second.", speaker="ann"),
    Paragraph("c", "As above."),
    Paragraph("d", "Back.", speaker=NARRATOR),
    Paragraph("e", "Nobody's.", speaker="gone"),
)
PROJECT = Project(PARAGRAPHS, (Speaker(NARRATOR, design=ONE), Speaker("ann", "Ann", design=TWO)))


def test_one_as_above_is_read_by_whoever_reads_the_one_above() -> None:
    assert list(speakers_of(PROJECT).values()) == [NARRATOR, "ann", "ann", NARRATOR, "gone"]
    reader = casting_of(lambda design: design)(PROJECT, ONE)
    # Whoever is not in the cast is read by the narrator.
    assert [reader(each) for each in PARAGRAPHS] == [ONE, TWO, TWO, ONE, ONE]


def test_each_design_is_as_the_engine_can_speak_it() -> None:
    reader = casting_of(lambda design: replace(design, language="en-GB"))(PROJECT, ONE)
    assert reader(PARAGRAPHS[1]) == replace(TWO, language="en-GB")
    assert narrator_alone(PROJECT, ONE)(PARAGRAPHS[1]) == ONE


async def test_a_dialogue_is_rendered_in_two_voices_and_each_take_fits_its_speaker(desk: Desk) -> None:
    studio = desk.studio
    able = [voice.id for voice in studio.voices.all if voice.available]
    cast = (
        Speaker(NARRATOR, design=VoiceDesign((MixPart(able[0], 1.0),))),
        Speaker("ann", "Ann", design=VoiceDesign((MixPart(able[1], 1.0),))),
    )
    studio.projects.begin_from(replace(PROJECT, cast=cast))
    await wait_until_async(lambda: len(studio.editing.project.cast) == 2, 20.0)
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active, 30.0)
    assert studio.rendering.pending() == 0
    takes = [studio.taking.takes_of(each) for each in studio.editing.project.paragraphs]
    voices = [[part.voice_id for take in each for part in take.design.mix] for each in takes]
    assert voices == [[able[0]], [able[1]], [able[1]], [able[0]], [able[0]]]
    studio.overview.refresh()
    await wait_until_async(
        lambda: (studio.overview.refresh(), not studio.overview.changed_count)[1],  # type: ignore[func-returns-value]
        10.0,
        "all are ready",
    )
    assert {part.stale for part in studio.overview.parts} == {""}
