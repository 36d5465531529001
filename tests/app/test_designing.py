# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice design, and voices of one's own."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.desk import Desk
from tests.support.waiting import wait_until_async


async def test_own_voices_are_saved_renamed_deleted_and_undone(desk: Desk) -> None:
    studio = desk.studio
    first, second = (voice.id for voice in studio.voices.all[:2])
    studio.designing.choose_voice(first)
    studio.designing.add_to_mix(second)

    def own() -> list[str]:
        return [voice.name for voice in studio.voices.all if voice.own]

    studio.designing.save_blend("  Mine  ")
    await wait_until_async(lambda: own() == ["Mine"], 5.0)
    voice = next(voice for voice in studio.voices.all if voice.own)
    assert [part.voice_id for part in voice.recipe] == [first, second]
    studio.designing.rename_voice(voice.id, "Ours")
    await wait_until_async(lambda: own() == ["Ours"], 5.0)
    studio.designing.choose_voice(voice.id)
    studio.designing.delete_voice(voice.id)
    await wait_until_async(lambda: own() == [], 5.0)
    assert [part.voice_id for part in studio.editing.project.design.mix] == [first, second]
    studio.editing.undo()
    await wait_until_async(lambda: own() == ["Ours"], 5.0)
    assert [part.voice_id for part in studio.editing.project.design.mix] == [voice.id]
    assert next(each for each in studio.voices.all if each.own) == next(
        each for each in (*studio.voices.all,) if each.id == voice.id
    )
    for _ in range(3):
        studio.editing.undo()
    await wait_until_async(lambda: own() == [], 5.0)


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
        await wait_until_async(lambda told=told: len(desk.notices) > told, 5.0)  # type: ignore[misc]
        assert desk.notices[-1].text
        assert studio.editing.project == project
