# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake, TakeCache
from studio.app.voices.voices import _without, free_copy_name
from studio.client.speech.client import AsyncSpeechClient
from studio.core.errors import InvalidArgument, NotFound
from studio.core.pcm import Samples
from studio.core.project import Paragraph, Project, VoiceDesign, with_design
from studio.core.voices import MAX_MIX_PARTS, MAX_NAME_CHARS, MixPart, NamedVoice, Voice
from tests.support.desk import Desk
from tests.support.waiting import HANGS_S, wait_until_async


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
        await wait_until_async(lambda back=blend.id: voices.get(back) is not None)  # type: ignore[misc]
    assert voices.speakable(design) == design


async def test_voices_that_have_not_changed_are_the_same_value(desk: Desk) -> None:
    # By its identity others know that nothing has to be looked through again.
    voices = desk.studio.voices
    before = voices.all
    assert before
    assert voices.all is before
    await voices.save_blend("Mine", VoiceDesign((MixPart(before[0].id, 1.0),)))
    assert voices.all is not before


async def test_a_late_answer_takes_back_no_voice_that_was_saved_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = desk.studio.voices
    asked, answered, go_on = AsyncSpeechClient.voices, asyncio.Event(), asyncio.Event()

    async def late(client: AsyncSpeechClient) -> tuple[Voice, ...]:
        found = await asked(client)
        answered.set()
        await go_on.wait()
        return found

    monkeypatch.setattr(AsyncSpeechClient, "voices", late)
    reading = asyncio.create_task(voices.refresh())
    await answered.wait()
    mine = await voices.save_blend("Mine", VoiceDesign((MixPart(voices.all[0].id, 1.0),)))
    go_on.set()
    await reading
    assert voices.get(mine.id) == mine
    await voices.delete(mine.id)
    assert voices.get(mine.id) is None


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


async def spoken(desk: Desk) -> Samples:
    """What the narrator's design sounds like, rendered anew."""
    take = LiveTake("take", 24000)
    async with desk.client() as client:
        renderer = Renderer(TakeCache(), desk.studio.voices.speakable)
        await renderer.render(client, take, Paragraph("p", "One two."), desk.studio.designing.spoken_design)
    return take.read(0, take.frames)


@pytest.mark.parametrize("shares", [(1.0, 0.0), (0.5, 0.5)])
async def test_a_project_speaks_its_own_voices_where_they_are_not_known(
    shares: tuple[float, float], data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(data_dir)
    await desk.open()
    studio = desk.studio
    first, second, third = (voice.id for voice in studio.voices.all[:3])
    own = await studio.voices.save_blend("Hers", VoiceDesign((MixPart(first, 0.3), MixPart(second, 0.7))))
    studio.editing.replace_text("One two.")
    studio.designing.choose_voice(own.id)
    if shares[1]:
        # Beside another one it stays a voice of its own, rather than what it was mixed from.
        studio.designing.choose_voice(third)
        studio.designing.add_to_mix(own.id)
    studio.rendering.render_changed()
    await wait_until_async(lambda: not studio.rendering.active, what="the paragraph")
    here = await spoken(desk)
    path = studio.projects.path
    await studio.close()

    carried = tmp_path / "elsewhere" / "story.speech"
    carried.parent.mkdir()
    shutil.copy(path, carried)
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(carried.parent))
    elsewhere = Desk(carried.parent)
    await elsewhere.open()
    try:
        studio = elsewhere.studio
        assert studio.voices.get(own.id) is None
        studio.projects.open(carried)
        await wait_until_async(lambda: studio.voices.get(own.id) is not None, what="the project's voice")
        voice = studio.voices.get(own.id)
        assert voice is not None
        assert (voice.name, voice.own, voice.carried, voice in studio.voices.all) == ("Hers", False, True, True)
        assert own.id in [part.voice_id for part in studio.designing.spoken_design.mix]
        there = await spoken(elsewhere)
        assert there.tolist() == here.tolist()
        await wait_until_async(lambda: studio.rendering.pending() == 0, what="its take")

        studio.designing.keep_voice(own.id)
        await wait_until_async(lambda: studio.voices.get(own.id).own, what="an own voice")  # type: ignore[union-attr]
        assert (await spoken(elsewhere)).tolist() == here.tolist()
        studio.editing.undo()
        await wait_until_async(lambda: studio.voices.get(own.id) == voice, what="the voice put back")
        assert own.id in [part.voice_id for part in studio.designing.spoken_design.mix]
    finally:
        await elsewhere.studio.close()


async def test_a_project_notes_the_voices_that_it_names(desk: Desk) -> None:
    studio = desk.studio
    default, stock = studio.voices.all[:2]
    studio.designing.choose_voice(stock.id)
    named = NamedVoice(stock.id, "stock", stock.name, stock.language, stock.sex)
    assert studio.editing.project.voices == (NamedVoice.of(default), named)
    studio.editing.undo()
    assert studio.editing.project.design.mix == ()
    own = await studio.voices.save_blend("Hers", VoiceDesign((MixPart(stock.id, 1.0),)))
    studio.designing.choose_voice(own.id)
    assert studio.editing.project.voices[-1] == NamedVoice.of(own)
    studio.designing.rename_voice(own.id, "His")
    await wait_until_async(lambda: studio.editing.project.voices[-1].name == "His", what="the new name")
    studio.designing.delete_voice(own.id)
    await wait_until_async(lambda: studio.voices.get(own.id) is None, what="the deletion")
    assert own.id not in {voice.id for voice in studio.editing.project.voices}


async def test_a_copy_has_all_that_is_known_of_its_voice(desk: Desk) -> None:
    voices = desk.studio.voices
    blend = await voices.save_blend(
        "Mine", VoiceDesign((MixPart(voices.all[0].id, 0.5), MixPart(voices.all[1].id, 0.5)))
    )
    copy = await voices.duplicate(blend.id)
    again = await voices.duplicate(blend.id)
    assert (copy.name, again.name) == ("Mine copy", "Mine copy 2")
    assert copy == replace(blend, id=copy.id, name="Mine copy")
    stock = await voices.duplicate(voices.all[0].id)
    assert stock.own
    assert (stock.recipe, stock.embedding) == ((MixPart(voices.all[0].id, 1.0),), voices.all[0].embedding)
    desk.studio.editing.undo()
    await wait_until_async(lambda: voices.get(stock.id) is None)


async def test_a_deleted_voice_comes_back_with_all_that_was_known_of_it(desk: Desk) -> None:
    voices, studio = desk.studio.voices, desk.studio
    kept = replace(
        voices.all[0], id="", name="Ada", description="low", sex="male", own=True, clip_sha256="ab" * 32, imported=True
    )
    own = await voices.add("adding Ada", kept)
    studio.designing.choose_voice(own.id)
    studio.designing.delete_voice(own.id)
    await wait_until_async(lambda: "Ada is deleted" in desk.said("deleted voice"))
    assert voices.deleted == own
    assert studio.editing.project.design.mix == (MixPart(own.id, 1.0),), "nothing else sounds like it"
    carried = voices.get(own.id)
    assert carried is not None
    assert (carried.own, carried.carried) == (False, True)
    notice = next(each for each in reversed(desk.notices) if each.key == "deleted voice")
    assert notice.action is not None
    notice.action()
    await wait_until_async(lambda: (found := voices.get(own.id)) is not None and found.own)
    back: list[Voice | None] = [voices.get(own.id), voices.deleted]
    assert back == [own, None]
    assert desk.said("deleted voice") == ""

    def gone() -> bool:
        # What is deleted is named before the engine has done it.
        found = voices.get(own.id)
        return voices.deleted == own and found is not None and not found.own

    studio.editing.redo()
    await wait_until_async(gone)
    studio.designing.bring_back_voice()
    await wait_until_async(lambda: studio.editing.undo_label == "bringing back Ada")
    assert voices.get(own.id) == own
    studio.editing.undo()
    await wait_until_async(gone)
    studio.editing.undo()
    await wait_until_async(lambda: voices.get(own.id) == own)


@pytest.mark.parametrize("recipe", ["elsewhere", "itself", "other sound"])
async def test_a_deleted_voice_is_not_replaced_by_what_is_not_known_or_sounds_otherwise(
    desk: Desk, recipe: str
) -> None:
    voices, studio = desk.studio.voices, desk.studio
    first, second = voices.all[:2]
    mixed = {"elsewhere": ("a", "b"), "itself": (first.id, "x"), "other sound": (second.id, first.id)}[recipe]
    parts = tuple(MixPart(each, 0.5) for each in mixed)
    own = await voices.add("adding Ada", replace(first, id="", name="Ada", own=True, imported=True, recipe=parts))
    if recipe == "itself":
        voices.put(own := replace(own, recipe=(MixPart(own.id, 1.0),)))
    studio.designing.choose_voice(own.id)
    alone = VoiceDesign((MixPart(own.id, 1.0),))
    studio.editing._history.do("naming it", with_design(studio.editing.project, alone))
    await voices.delete(own.id)
    assert studio.editing.project.design == alone, "nothing else is known to sound like it"
    assert [part.voice_id for part in studio.designing.spoken_design.mix] == [own.id]
    assert voices.speakable(alone).mix[0].embedding == own.embedding


async def test_a_deleted_blend_of_a_deleted_voice_stays_a_voice_of_the_project_that_names_it(desk: Desk) -> None:
    voices = desk.studio.voices
    stock = voices.all[0]
    clip = await voices.add("a clip’s voice", replace(voices.all[1], id="", name="Clip", own=True, recipe=()))
    blend = await voices.save_blend("Mine", VoiceDesign((MixPart(clip.id, 0.5), MixPart(stock.id, 0.5))))
    other = replace(Project(), voices=(NamedVoice.of(blend),))
    design = VoiceDesign((MixPart(blend.id, 1.0),))
    await voices.delete(blend.id)
    assert {part.voice_id for part in voices.speakable(design, other).mix} == {clip.id, stock.id}
    await voices.delete(clip.id)
    assert [(part.voice_id, part.embedding) for part in voices.speakable(design, other).mix] == [
        (blend.id, blend.embedding)
    ]


async def test_undo_of_a_deleted_blend_has_the_designs_name_it_again(desk: Desk) -> None:
    voices, studio = desk.studio.voices, desk.studio
    studio.designing.add_to_mix(voices.all[1].id)
    studio.designing.save_blend("Mine")
    await wait_until_async(lambda: any(each.own for each in voices.all))
    (own,) = (each for each in voices.all if each.own)
    studio.designing.choose_voice(own.id)
    design = studio.editing.project.design
    studio.designing.delete_voice(own.id)
    await wait_until_async(lambda: "Mine is deleted" in desk.said("deleted voice"))
    assert len(studio.editing.project.design.mix) == 2
    notice = next(each for each in reversed(desk.notices) if each.key == "deleted voice")
    assert notice.action is not None
    notice.action()
    await wait_until_async(lambda: voices.get(own.id) == own)
    assert (studio.editing.project.design, desk.said("deleted voice")) == (design, "")
    assert studio.editing.redo_label == "deleting Mine"


async def test_undo_of_a_deleted_voice_leaves_what_is_worked_out_meanwhile(desk: Desk) -> None:
    voices, studio = desk.studio.voices, desk.studio
    studio.editing.replace_text("\n".join(["Nova came in."] * 1200))
    own = await voices.duplicate(voices.all[0].id)
    may = threading.Event()

    def titled(project: Project) -> Project:
        assert may.wait(HANGS_S) or threading.current_thread() is threading.main_thread()
        return replace(project, title="Long")

    studio.editing.long.do("a title", titled)
    studio.designing.delete_voice(own.id)
    await wait_until_async(lambda: f"{own.name} is deleted" in desk.said("deleted voice"))
    notice = next(each for each in reversed(desk.notices) if each.key == "deleted voice")
    assert notice.action is not None
    may.set()
    notice.action()
    await wait_until_async(lambda: voices.get(own.id) == own, what="the voice")
    assert studio.editing.project.title == "Long"


async def test_a_description_is_a_step_of_undo_and_bounded(desk: Desk) -> None:
    voices = desk.studio.voices
    own = await voices.duplicate(voices.all[0].id)
    await voices.describe(own.id, "  for the\n narrator ")
    assert voices.get(own.id) == replace(own, description="for the narrator")
    await voices.describe(own.id, "for the narrator")
    assert desk.studio.editing.undo_label == f"describing {own.name}"
    desk.studio.editing.undo()
    await wait_until_async(lambda: voices.get(own.id) == own)
    await voices.describe(own.id, "")
    with pytest.raises(InvalidArgument, match="1000"):
        await voices.describe(own.id, "x" * 1001)
    with pytest.raises(InvalidArgument):
        await voices.describe(voices.all[0].id, "not mine")


def test_copies_are_named_within_the_limit_and_by_their_number() -> None:
    long = "n" * MAX_NAME_CHARS
    first = free_copy_name(long, {long})
    assert len(first) == len(free_copy_name(long, {long, first})) == MAX_NAME_CHARS
    assert first.endswith("n copy")
    assert free_copy_name("Ida", {"Ida copy", "Ida copy 2"}) == "Ida copy 3"


async def test_of_thousands_only_the_voices_of_a_design_are_looked_at(desk: Desk) -> None:
    voices = desk.studio.voices
    first, second = voices.all[:2]
    both = VoiceDesign((MixPart(first.id, 0.5), MixPart("gone", 0.2), MixPart(second.id, 0.3)))
    assert list(voices.for_design(both)) == [first, second]
    for none_heard in (VoiceDesign(), VoiceDesign((MixPart("gone", 1.0),)), VoiceDesign((MixPart(first.id, 0.0),))):
        assert voices.for_design(none_heard) == voices.known
    assert voices.listed == {voice.id for voice in voices.all}
    assert voices.able == sum(voice.available for voice in voices.all)
