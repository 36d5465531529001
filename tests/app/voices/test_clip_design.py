# SPDX-License-Identifier: GPL-3.0-or-later
"""What is found for a clip in the design: a blend first, then a voice beyond blends, as one step of undo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.app.design.design import shares_of
from studio.app.voices.clip_design import ClipDesign
from studio.client.cloning import FoundBlend
from studio.core.voices import MixPart
from tests.support.desk import Desk

BEYOND = tuple(number / 192 for number in range(192))


@pytest.fixture(name="taking")
def taking_fixture(desk: Desk) -> ClipDesign:
    studio = desk.studio
    made = ClipDesign(studio._history, studio.speakers, studio.voices)
    made.begin()
    return made


def blend(desk: Desk) -> FoundBlend:
    first, second = (voice.id for voice in desk.studio.voices.all[:2])
    recipe = (MixPart(first, 0.25), MixPart(second, 0.75))
    return FoundBlend((0.5,) * 192, 0.8, 0.1, 1.5, recipe, "It is not a copy.", "ab" * 32)


async def test_a_closer_voice_takes_the_blends_place_in_the_same_step(desk: Desk, taking: ClipDesign) -> None:
    studio = desk.studio
    before = studio.speakers.shown.design
    taking.take(blend(desk), "grandfather.wav")
    assert sorted(shares_of(studio.designing.shown_design).values()) == pytest.approx([0.25, 0.75])
    assert studio.speakers.shown.design.controls.pitch == 1.5
    for embedding in (BEYOND[::-1], BEYOND):
        taking.take(replace(blend(desk), beyond=True, embedding=embedding), "grandfather.wav")
    design = studio.speakers.shown.design
    assert len(design.mix) == 1
    assert design.controls.pitch == 0.0, "the voice is at its own pitch"
    voice = studio.voices.get(design.mix[0].voice_id)
    assert voice is not None
    assert (voice.name, voice.carried, voice.embedding) == ("Voice from grandfather.wav", True, BEYOND)
    assert [each.id for each in studio.voices.all if each.carried] == [voice.id], "of those before nothing is left"
    assert studio.voices.speakable(design).mix[0].embedding == BEYOND, "that is what is spoken"
    studio.editing.undo()
    assert studio.speakers.shown.design == before
    assert not any(each.carried for each in studio.voices.all)
    studio.editing.redo()
    assert studio.speakers.shown.design == design


async def test_what_a_person_changes_meanwhile_stays(desk: Desk, taking: ClipDesign) -> None:
    studio = desk.studio
    taking.take(blend(desk), "clip")
    studio.designing.set_speed(0.5)
    mine = studio.speakers.shown.design
    taking.take(replace(blend(desk), beyond=True, embedding=BEYOND), "clip")
    assert studio.speakers.shown.design == mine


async def test_it_is_read_by_the_speaker_shown_when_the_search_began(desk: Desk, taking: ClipDesign) -> None:
    studio = desk.studio
    first = studio.speakers.shown.id
    studio.speakers.add("Anna")
    other = studio.speakers.shown
    assert other.id != first
    taking.take(blend(desk), "clip")
    designs = {each.id: each.design for each in studio.editing.project.cast}
    assert designs[other.id] == other.design
    assert sorted(shares_of(designs[first]).values()) == pytest.approx([0.25, 0.75])


async def test_another_speaker_stays_shown_while_closer_voices_come(desk: Desk, taking: ClipDesign) -> None:
    studio = desk.studio
    first = studio.speakers.shown.id
    studio.speakers.add("Anna")
    other, shown = studio.speakers.shown, list[str]()
    studio.speakers.shown_changed.connect(lambda _none: shown.append(studio.speakers.shown.id))
    taking.take(blend(desk), "clip")
    taking.take(replace(blend(desk), beyond=True, embedding=BEYOND), "clip")
    assert studio.speakers.of(first).design.mix[0].voice_id == studio.voices.all[-1].id
    assert (studio.speakers.shown, shown) == (other, [])
    studio.editing.undo()
    assert shown == [first], "what a person takes back is shown"


async def test_a_speaker_that_is_gone_takes_nothing(desk: Desk, taking: ClipDesign) -> None:
    studio = desk.studio
    studio.speakers.add("Anna")
    taking.begin()
    studio.editing.undo()
    before = studio.editing.project
    taking.take(blend(desk), "clip")
    assert studio.editing.project == before


async def test_what_was_taken_back_stays_so(desk: Desk, taking: ClipDesign) -> None:
    studio = desk.studio
    before = studio.speakers.shown.design
    taking.take(blend(desk), "clip")
    studio.editing.undo()
    taking.take(replace(blend(desk), beyond=True, embedding=BEYOND), "clip")
    assert studio.speakers.shown.design == before


async def test_a_voice_is_saved_under_the_id_that_the_design_has(desk: Desk, taking: ClipDesign) -> None:
    beyond = replace(blend(desk), beyond=True, embedding=BEYOND)
    assert taking.id_to_save(blend(desk)) == taking.id_to_save(beyond) == ""
    taking.take(beyond, "clip")
    assert taking.id_to_save(beyond) == desk.studio.speakers.shown.design.mix[0].voice_id


async def test_the_voice_of_the_search_before_goes_where_it_is_given_up(desk: Desk, taking: ClipDesign) -> None:
    studio = desk.studio

    def carried() -> list[str]:
        return [each.name for each in studio.voices.all if each.carried]

    def search(name: str, beyond: bool = True) -> None:
        taking.begin()
        found = replace(blend(desk), beyond=beyond, similarity=0.1 * len(name), embedding=BEYOND)
        taking.take(found, name)

    search("a clip")
    taking.begin()  # a search that is ended before it finds anything
    search("another clip")
    assert carried() == ["Voice from another clip"]
    studio.editing.undo()
    assert carried() == ["Voice from a clip"], "undo brings it back"
    studio.editing.redo()
    search("a blend", beyond=False)
    assert carried() == []
    search("the last")
    studio.designing.switch()
    search("for b")
    assert carried() == ["Voice from the last", "Voice from for b"], "A reads in it"
    studio.designing.choose_voice(studio.voices.all[0].id)
    search("one more")
    assert "Voice from for b" in carried(), "that was put aside by the person"
