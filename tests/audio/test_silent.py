# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from studio.audio.events import Ended, PlayerEvent
from studio.audio.output import Output
from studio.audio.player import Player
from studio.audio.silent import or_silent
from studio.audio.source import Track
from studio.core.errors import SoundDeviceFailed
from tests.support.waiting import wait_until


def no_device(_device_id: str | None) -> Output:
    raise SoundDeviceFailed("There is no sound device.")


def test_without_a_device_time_goes_on_and_the_reason_is_told() -> None:
    told: list[SoundDeviceFailed | None] = []
    events: list[PlayerEvent] = []
    player = Player(on_event=events.append, output=or_silent(told.append, no_device))
    track = Track(24000)
    track.append(np.ones(100 * 24000, np.float32))
    track.finish()
    player.start(track)
    wait_until(lambda: player.position_s() > 0.1, what="time goes on")
    assert player.position_s() < 90.0, "and not at once to the end"
    player.seek(99.5)
    wait_until(lambda: any(isinstance(event, Ended) for event in events), what="the end")
    assert player.position_s() == pytest.approx(100.0, abs=0.01)
    player.close()
    assert [str(error) for error in told] == ["There is no sound device."]
