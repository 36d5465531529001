# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.app.voices import _without
from studio.core.errors import NotFound
from studio.core.project import Project, VoiceDesign, with_design
from studio.core.voices import MAX_MIX_PARTS, MixPart, Voice
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async


def test_a_deleted_blend_of_many_leaves_a_mix_that_is_not_too_full() -> None:
    recipe = tuple(MixPart(f"r{number}", 1 / MAX_MIX_PARTS) for number in range(MAX_MIX_PARTS))
    blend = Voice("blend", "Blend", "en-US", own=True, recipe=recipe)
    others = tuple(MixPart(f"o{number}", 0.05) for number in range(MAX_MIX_PARTS - 1))
    project = with_design(Project(), VoiceDesign((MixPart("blend", 0.25), *others)))
    mix = _without(project, blend).design.mix
    assert len(mix) == MAX_MIX_PARTS
    assert {part.voice_id for part in others} < {part.voice_id for part in mix}


async def test_a_blend_that_is_deleted_stays_speakable_until_it_is_back(desk: Desk) -> None:
    voices = desk.studio.voices
    first, second = (voice.id for voice in voices.all[:2])
    mixed = VoiceDesign((MixPart(first, 0.5), MixPart(second, 0.5)))
    inner = await voices.save_blend("Inner", mixed)
    outer = await voices.save_blend("Outer", VoiceDesign((MixPart(inner.id, 1.0),)))
    design = VoiceDesign((MixPart(outer.id, 1.0),))
    assert voices.speakable(design) == design
    await voices.delete(outer.id)
    assert voices.speakable(design).mix == (MixPart(inner.id, 1.0),)
    await voices.delete(inner.id)
    assert voices.speakable(design) == mixed
    for blend in (inner, outer):
        desk.studio.editing.undo()
        await wait_until_async(lambda back=blend.id: voices.get(back) is not None, 5.0)  # type: ignore[misc]
    assert voices.speakable(design) == design


async def test_a_voice_that_could_not_be_deleted_speaks_itself(desk: Desk) -> None:
    voices = desk.studio.voices
    builtin = VoiceDesign((MixPart(voices.all[0].id, 1.0),))
    blend = await voices.save_blend("Mine", builtin)
    async with desk.client() as client:
        await client.delete_voice(blend.id)
    with pytest.raises(NotFound):
        await voices.delete(blend.id)
    design = VoiceDesign((MixPart(blend.id, 1.0),))
    assert voices.speakable(design) == design


async def test_a_blend_speaks_the_language_of_its_design_or_of_its_heaviest_voice(desk: Desk) -> None:
    voices = desk.studio.voices
    american = next(voice for voice in voices.all if voice.language == "en-US")
    other = next(voice for voice in voices.all if voice.language != "en-US")
    mix = (MixPart(american.id, 0.4), MixPart(other.id, 0.6))
    assert (await voices.save_blend("Mine", VoiceDesign(mix))).language == other.language
    assert (await voices.save_blend("German", VoiceDesign(mix, language="de"))).language == "de"


async def test_a_voice_that_is_given_its_own_name_makes_no_step(desk: Desk) -> None:
    voices = desk.studio.voices
    blend = await voices.save_blend("Mine", VoiceDesign((MixPart(voices.all[0].id, 1.0),)))
    done = desk.studio.editing.undo_label
    await voices.rename(blend.id, "  Mine ")
    assert desk.studio.editing.undo_label == done
    await voices.rename(blend.id, "Yours")
    assert desk.studio.editing.undo_label == "renaming Mine"
