# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice design, and voices of one's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from studio.client.speech.client import AsyncSpeechClient
from studio.core.project import VoiceDesign
from studio.core.voices import MixPart, Voice
from tests.support.desk import Desk, standing
from tests.support.waiting import wait_until_async


async def test_own_voices_are_saved_renamed_deleted_and_undone(desk: Desk) -> None:
    studio = desk.studio
    first, second = (voice.id for voice in studio.voices.all[:2])
    studio.designing.choose_voice(first)
    studio.designing.add_to_mix(second)

    def own() -> list[str]:
        return [voice.name for voice in studio.voices.all if voice.own]

    studio.designing.save_blend("  Mine  ")
    await wait_until_async(lambda: own() == ["Mine"])
    voice = next(voice for voice in studio.voices.all if voice.own)
    assert [part.voice_id for part in voice.recipe] == [first, second]
    studio.designing.rename_voice(voice.id, "Ours")
    await wait_until_async(lambda: own() == ["Ours"])
    studio.designing.choose_voice(voice.id)
    studio.designing.delete_voice(voice.id)
    await wait_until_async(lambda: own() == [])
    assert [part.voice_id for part in studio.editing.project.design.mix] == [first, second]
    studio.editing.undo()
    await wait_until_async(lambda: own() == ["Ours"])
    assert [part.voice_id for part in studio.editing.project.design.mix] == [voice.id]
    assert next(each for each in studio.voices.all if each.own) == next(
        each for each in (*studio.voices.all,) if each.id == voice.id
    )
    for _ in range(3):
        studio.editing.undo()
    await wait_until_async(lambda: own() == [])


async def test_what_is_undone_one_after_the_other_reaches_the_engine_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = desk.studio
    studio.designing.choose_voice(studio.voices.all[0].id)
    studio.designing.add_to_mix(studio.voices.all[1].id)
    studio.designing.save_blend("Mine")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all))
    voice = next(voice for voice in studio.voices.all if voice.own)
    studio.designing.rename_voice(voice.id, "Ours")
    await wait_until_async(lambda: "Ours" in [each.name for each in studio.voices.all])
    asked: list[str] = []
    go_on = asyncio.Event()
    change, delete = AsyncSpeechClient.change_voice, AsyncSpeechClient.delete_voice

    async def slowly(client: AsyncSpeechClient, voice_id: str, name: str, description: str) -> Voice:
        asked.append(f"change to {name}")
        await go_on.wait()
        return await change(client, voice_id, name, description)

    async def at_once(client: AsyncSpeechClient, voice_id: str) -> None:
        asked.append("delete")
        await delete(client, voice_id)

    monkeypatch.setattr(AsyncSpeechClient, "change_voice", slowly)
    monkeypatch.setattr(AsyncSpeechClient, "delete_voice", at_once)
    studio.editing.undo()
    studio.editing.undo()
    await wait_until_async(lambda: asked)
    for _ in range(20):
        await asyncio.sleep(0)
    assert asked == ["change to Mine"]
    go_on.set()
    await wait_until_async(lambda: not any(each.own for each in studio.voices.all))
    assert asked == ["change to Mine", "delete"]


async def test_a_voice_whose_deletion_is_asked_for_twice_is_deleted_once(desk: Desk) -> None:
    studio = desk.studio
    first, second = (voice.id for voice in studio.voices.all[:2])
    mine = await studio.voices.save_blend("Mine", VoiceDesign((MixPart(first, 0.5), MixPart(second, 0.5))))
    for _ in range(2):
        # Before the engine has answered.
        studio.designing.delete_voice(mine.id)
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == "delete the voice"))
    told = standing(desk)
    assert (told.get("deleted voice"), told.get("delete the voice")) == ("Mine is deleted.", None)
    assert studio.voices.deleted == mine
    studio.editing.undo()
    await wait_until_async(lambda: studio.voices.get(mine.id) == mine)
    assert studio.editing.undo_label == "saving the voice Mine", "it was one step"


async def test_what_is_out_of_bounds_is_told_and_changes_nothing(desk: Desk) -> None:
    studio = desk.studio
    able = [voice.id for voice in studio.voices.all if voice.available]
    studio.designing.choose_voice(able[0])
    studio.designing.add_to_mix(able[1])
    project = studio.editing.project
    asks: list[Callable[[], None]] = [
        lambda: studio.designing.set_speed(2.0),
        lambda: studio.designing.set_speed(float("nan")),
        lambda: studio.designing.set_emotion("anger", 9),
        lambda: studio.designing.set_emotion("boredom", 1),
        lambda: studio.designing.set_share("nobody", 0.5),
        lambda: studio.designing.save_blend("n" * 81),
        lambda: studio.designing.save_blend(" "),
        lambda: studio.designing.rename_voice(able[0], "Mine"),
        lambda: studio.designing.delete_voice("nobody"),
    ]
    for ask in asks:
        told = len(desk.notices)
        ask()
        await wait_until_async(lambda told=told: len(desk.notices) > told)  # type: ignore[misc]
        assert desk.notices[-1].text
        assert studio.editing.project == project


async def test_a_blend_put_aside_by_a_choice_is_told_of_and_brought_back(desk: Desk) -> None:
    studio = desk.studio
    ids = [voice.id for voice in studio.voices.all if voice.available][:3]
    studio.designing.choose_voice(ids[0])
    assert not [notice for notice in desk.notices if notice.key == "put aside"], "one voice is no blend"
    studio.designing.add_to_mix(ids[1])
    blend = studio.editing.project.design
    studio.designing.choose_voice(ids[2])
    told = desk.notices[-1]
    assert (told.text, told.action_text) == ("Blend of 2 put aside.", "Undo")
    studio.editing.edit_text(0, 0, "Word ")
    assert told.action is not None
    told.action()
    assert studio.editing.project.design == blend
    assert studio.editing.project.text.startswith("Word "), "nothing else is undone"
    studio.designing.choose_voice(ids[2])
    done = desk.notices[-1]
    assert done.action is not None
    done.action()
    assert (studio.editing.project.design, studio.editing.redo_label) == (blend, "choosing a voice")
    assert desk.notices[-1].text == "", "it holds no longer"


async def test_a_saved_voice_opens_as_what_it_was_mixed_from(desk: Desk) -> None:
    studio = desk.studio
    first, second, third = (voice.id for voice in studio.voices.all[:3])
    studio.designing.choose_voice(first)
    studio.designing.add_to_mix(second)
    studio.designing.set_share(first, 0.3)
    studio.designing.save_blend("Mine")
    await wait_until_async(lambda: any(voice.own for voice in studio.voices.all))
    saved = next(voice.id for voice in studio.voices.all if voice.own)
    studio.designing.choose_voice(saved)
    design = studio.editing.project.design
    assert [part.voice_id for part in design.mix] == [saved], "it stays that voice"
    opened = studio.designing.opened(design)
    assert [(part.voice_id, round(part.weight, 6)) for part in opened.mix] == [(first, 0.3), (second, 0.7)]
    studio.designing.set_share(first, 0.5)
    assert [part.voice_id for part in studio.editing.project.design.mix] == [first, second]
    studio.designing.choose_voice(saved)
    studio.designing.add_to_mix(third)
    assert [part.voice_id for part in studio.editing.project.design.mix] == [first, second, third]
