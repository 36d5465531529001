# SPDX-License-Identifier: GPL-3.0-or-later
"""A project with a cast: each paragraph is rendered, heard and exported in its speaker's design."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.app.design.casting import casting_of, narrator_alone
from studio.core.marks import Mark
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, VoiceDesign, speakers_of
from studio.core.splits import parts_of
from studio.core.voices import MixPart
from studio.export.formats import EXPORTERS
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
    await wait_until_async(lambda: len(studio.editing.project.cast) == 2)
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active)
    assert studio.rendering.pending() == 0
    takes = [studio.taking.takes_of(each) for each in studio.editing.project.paragraphs]
    voices = [[part.voice_id for take in each for part in take.design.mix] for each in takes]
    assert voices == [[able[0]], [able[1]], [able[1]], [able[0]], [able[0]]]
    studio.overview.refresh()
    await wait_until_async(
        lambda: (studio.overview.refresh(), not studio.overview.changed_count)[1],  # type: ignore[func-returns-value]
        what="all are ready",
    )
    assert {part.stale for part in studio.overview.parts} == {""}


def test_a_mark_gives_its_stretch_to_its_speaker_or_its_language() -> None:
    quoted = Paragraph("q", "Go, said Ann. Bon soir.", (Mark("speaker", 0, 3, "ann"), Mark("language", 14, 23, "fr")))
    project = replace(PROJECT, paragraphs=(quoted,))
    reader = casting_of(lambda design: design)(project, ONE)
    parts = parts_of(quoted, reader(quoted))
    assert [(part.paragraph.text, part.design) for part in parts] == [
        ("Go,", TWO),
        (" said Ann. ", ONE),
        ("Bon soir.", replace(ONE, language="fr")),
    ]
    # Also where the narrator is the only one.
    alone = casting_of(lambda design: design)(replace(project, cast=project.cast[:1]), ONE)
    assert [part.design.language for part in parts_of(quoted, alone(quoted))] == ["", "fr"]
    # A language that the engine does not speak changes nothing.
    unable = casting_of(lambda design: replace(design, language=""))(replace(project, cast=project.cast[:1]), ONE)
    assert unable(quoted) == ONE


async def test_a_quotation_is_rendered_into_its_paragraphs_take_and_follows_its_speaker_alone(
    desk: Desk, tmp_path: Path
) -> None:
    studio = desk.studio
    one, two, three = [voice.id for voice in studio.voices.all if voice.available][:3]
    quoted = Paragraph("q", "\u201cGo now,\u201d said Ann.", (Mark("speaker", 0, 9, "ann"),))
    cast = tuple(
        Speaker(each, each, design=VoiceDesign((MixPart(voice, 1.0),)))
        for each, voice in ((NARRATOR, one), ("ann", two), ("bob", three))
    )
    studio.projects.begin_from(
        Project((quoted, Paragraph("n", "It was so."), Paragraph("b", "Yes.", speaker="bob")), cast)
    )
    await wait_until_async(lambda: len(studio.editing.project.cast) == 3)

    async def render() -> None:
        studio.rendering.render_changed()
        await wait_until_async(lambda: not studio.rendering.active)

    def stale() -> list[str]:
        status = studio.engine.state.status
        assert status is not None
        reader = studio.designing.reader()
        found = [studio.taking.in_use(each, reader(each), status.engine) for each in studio.editing.project.paragraphs]
        return [each.stale if each is not None else "none" for each in found]

    await render()
    assert stale() == ["", "", ""]
    # The quotation counts among Ann's lines, by its share of the paragraph.
    studio.overview.catch_up()
    part = next(part for part in studio.overview.parts if part.paragraph_id == "q")
    lines, seconds = studio.overview.read_by("ann")
    assert lines == 1
    assert seconds == pytest.approx(part.duration_s * 9 / len(quoted.text))
    assert studio.overview.read_by(NARRATOR)[0] == 2
    (take,) = studio.taking.takes_of(quoted)
    assert [(span.first_word, span.end_word) for span in take.spans] == [(0, 2), (0, 2)]
    assert take.frames == sum(span.end_frame for span in take.spans)

    def redesign(who: int, voice: str) -> None:
        project = studio.editing.project
        changed = replace(project.cast[who], design=VoiceDesign((MixPart(voice, 1.0),)))
        studio._history.do("a design", replace(project, cast=(*project.cast[:who], changed, *project.cast[who + 1 :])))

    redesign(1, three)
    assert stale() == ["voice", "", ""]
    redesign(1, two)
    redesign(2, two)
    assert stale() == ["", "", "voice"]
    await render()
    # What is heard from within it, and the file, have both voices.
    studio.hearing.play_from(11)
    await wait_until_async(lambda: (word := studio.hearing.view().word) is not None and word.start == 10)
    studio.hearing.stop()
    path = tmp_path / "out.wav"
    studio.exporting.export(path, EXPORTERS[0].format(24000, 16))
    await wait_until_async(path.exists)
