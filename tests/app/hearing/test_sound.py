# SPDX-License-Identifier: GPL-3.0-or-later
"""Volume and output device, and what is told when there is none."""

from __future__ import annotations

import numpy as np
import pytest

from studio.app.hearing.device_watch import Devices
from studio.audio.events import Failed
from studio.audio.output import OutputWish
from studio.audio.source import Track
from studio.core.errors import SoundDeviceFailed
from tests.support.desk import Desk, standing, step_until
from tests.support.sound_devices import BOTH, NONE, SPEAKERS, Machine
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until_async


async def test_a_lost_sound_device_is_told_until_one_opens(desk: Desk) -> None:
    studio = desk.studio
    for text in ("The device is gone.", "It is."):
        studio.sound.events.emit(Failed(SoundDeviceFailed(text), Track(24000)))
        assert standing(desk)["sound"].startswith(text)
        desk.silence(None)
        await wait_until_async(lambda: standing(desk) == {})


async def test_volume_speed_and_device_are_used_at_once_and_remembered(desk: Desk) -> None:
    sound, keeping = desk.studio.sound, desk.studio.keeping
    sound.set_volume(0.25)
    sound.set_listening_speed(1.5)
    sound.set_device("hp")
    assert (sound.player.volume, sound.player.speed, sound.player.device) == (0.25, 1.5, "hp")
    settings = keeping.settings
    assert (settings.volume, settings.listening_speed, settings.device) == (0.25, 1.5, "hp")
    sound.set_device("")
    assert (sound.player.device, keeping.settings.device) == (None, "")


async def test_the_device_is_opened_anew_as_it_is_wished(stepped: tuple[Desk, Steps]) -> None:
    desk, _ = stepped
    assert desk.wish() == OutputWish(0, 0.1)
    desk.studio.editing.replace_text("One two three four five six.")
    desk.studio.hearing.play_all()
    await step_until(desk, lambda: desk.studio.hearing.view().word is not None, "heard")
    opened = desk.studio.sound.player.feeder.output
    desk.studio.preferences.change(output_rate="48000", output_delay="20")
    assert desk.wish() == OutputWish(48000, 0.02)
    await step_until(desk, lambda: desk.studio.sound.player.feeder.output not in (None, opened), "opened anew")
    await step_until(desk, lambda: not desk.studio.hearing.active, "to the end")
    desk.studio.preferences.undo()
    assert desk.wish() == OutputWish()


async def test_devices_that_came_or_went_give_the_chosen_one_back_but_not_while_it_is_heard(
    stepped: tuple[Desk, Steps],
) -> None:
    desk, _ = stepped
    sound, machine = desk.studio.sound, Machine(SPEAKERS)
    desk.studio.keeping.remember(device="hp")
    told: list[Devices] = []
    taken: list[str | None] = []
    sound.devices.connect(told.append)
    desk.studio.editing.replace_text("One two three.")
    desk.studio.hearing.play_all()
    sound.watch_devices(machine.looking)
    await machine.round()
    machine.devices, machine.signature = BOTH, "two"
    await machine.round()
    taken.append(sound.player.device)
    desk.studio.hearing.stop()
    machine.signature = "three"
    await machine.round()
    taken.append(sound.player.device)
    assert taken == [None, "hp"]
    assert told == [SPEAKERS, BOTH, BOTH]


@pytest.mark.parametrize("playing", [True, False])
async def test_once_a_device_is_there_again_it_is_played_on(stepped: tuple[Desk, Steps], playing: bool) -> None:
    desk, steps = stepped
    sound, machine = desk.studio.sound, Machine(NONE)
    sound.watch_devices(machine.looking)
    await machine.round()
    desk.device_fault = SoundDeviceFailed("No sound device was found.")
    # What was opened for the first words is given back.
    sound.set_device("hp")
    desk.studio.editing.replace_text("word " * 400)
    desk.studio.hearing.play_all()
    await wait_until_async(lambda: standing(desk) == {"sound": "No sound device was found."}, HANGS_S)
    await wait_until_async(lambda: desk.studio.hearing.view().phase == "playing", HANGS_S)
    if not playing:
        desk.studio.hearing.stop()
    desk.device_fault = None
    steps.blocks.clear()
    machine.devices, machine.signature = BOTH, "two"
    await wait_until_async(lambda: standing(desk) == {}, HANGS_S, "the notice goes")
    assert not sound.silent
    if playing:
        await step_until(desk, lambda: len(steps.heard) and np.abs(steps.heard).max() > 0.1, "sound")
        assert desk.studio.hearing.view().phase == "playing"


async def test_while_the_chosen_device_is_not_there_what_is_played_goes_on_and_its_notice_is_told_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound, machine = desk.studio.sound, Machine(SPEAKERS)
    desk.device_fault = SoundDeviceFailed("The sound device is not there.")
    sound.set_device("hp")
    desk.studio.editing.replace_text("word " * 400)
    desk.studio.hearing.play_all()
    await wait_until_async(lambda: desk.studio.hearing.view().phase == "playing", HANGS_S)
    await wait_until_async(lambda: standing(desk) == {"sound": "The sound device is not there."}, HANGS_S)
    taken: list[str | None] = []
    use_device = sound.player.use_device

    def noting(device: str | None) -> None:
        taken.append(device)
        use_device(device)

    monkeypatch.setattr(sound.player, "use_device", noting)
    told = sum(notice.key == "sound" for notice in desk.notices)
    sound.watch_devices(machine.looking)
    for _ in range(3):
        await machine.round()
    assert taken == []
    assert sum(notice.key == "sound" for notice in desk.notices) == told
    desk.device_fault = None
    machine.devices = BOTH
    await wait_until_async(lambda: standing(desk) == {}, HANGS_S, "it is back")
    assert set(taken) == {"hp"}
