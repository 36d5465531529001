# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of a sound device that went away."""

from __future__ import annotations

from studio.core.errors import SoundDeviceFailed
from tests.support.desk import Desk, standing
from tests.support.waiting import wait_until_async


async def test_a_lost_sound_device_is_told_until_one_opens(desk: Desk) -> None:
    studio = desk.studio
    for text in ("The device is gone.", "It is."):
        studio.hearing._failed(SoundDeviceFailed(text))
        assert standing(desk)["sound"].startswith(text)
        studio.sound._silence_from_player(None)
        await wait_until_async(lambda: standing(desk) == {}, 10.0)
