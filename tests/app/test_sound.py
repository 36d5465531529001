# SPDX-License-Identifier: GPL-3.0-or-later
"""Volume and output device, and what is told when there is none."""

from __future__ import annotations

from studio.app.device_watch import Devices
from studio.audio.events import Failed
from studio.audio.source import Track
from studio.core.errors import SoundDeviceFailed
from tests.support.desk import Desk, standing
from tests.support.stepped_output import Steps
from tests.support.waiting import wait_until_async


async def test_a_lost_sound_device_is_told_until_one_opens(desk: Desk) -> None:
    studio = desk.studio
    for text in ("The device is gone.", "It is."):
        studio.sound.events.emit(Failed(SoundDeviceFailed(text), Track(24000)))
        assert standing(desk)["sound"].startswith(text)
        desk.silence(None)
        await wait_until_async(lambda: standing(desk) == {}, 10.0)


async def test_volume_and_device_are_used_at_once_and_remembered(desk: Desk) -> None:
    sound, keeping = desk.studio.sound, desk.studio.keeping
    sound.set_volume(0.25)
    sound.set_device("hp")
    assert (sound.player.volume, sound.player.device) == (0.25, "hp")
    assert (keeping.settings.volume, keeping.settings.device) == (0.25, "hp")
    sound.set_device("")
    assert (sound.player.device, keeping.settings.device) == (None, "")


async def test_devices_that_came_or_went_give_the_chosen_one_back_but_not_while_it_is_heard(
    stepped: tuple[Desk, Steps],
) -> None:
    desk, _ = stepped
    sound = desk.studio.sound
    desk.studio.keeping.remember(device="hp")
    told: list[Devices] = []
    sound.devices.connect(told.append)
    devices = Devices((("", "Speakers (default)"), ("hp", "Headphones")))
    desk.studio.editing.replace_text("One two three.")
    desk.studio.hearing.play_all()
    for _ in range(2):
        sound._devices_found(devices)
        assert sound.player.device is None
    desk.studio.hearing.stop()
    sound._devices_found(devices)
    assert sound.player.device == "hp"
    assert told == [devices] * 3
