# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording by PortAudio of what the sound path plays: the monitor of its sink is the microphone."""

from __future__ import annotations

import numpy as np
import pytest

from studio.audio import microphone
from studio.audio.chain import StallWatch
from studio.audio.devices import InputDevice, input_devices, rescan
from studio.audio.microphone import Microphone
from studio.audio.player import Player
from studio.audio.source import Track
from studio.core.errors import SoundDeviceFailed
from tests.support.signals import tone
from tests.support.sound import SoundPath, running_sound, tried_again_when_starved
from tests.support.waiting import wait_until

pytestmark = pytest.mark.sound


@tried_again_when_starved
def test_what_is_played_is_recorded(sound: SoundPath) -> None:
    recorder = Microphone(input_devices()[0])
    player = Player()
    try:
        recorder.start()
        track = Track(48000)
        track.append(tone(2.0, 48000))
        track.finish()
        player.start(track)
        wait_until(lambda: recorder.level > 0.05, what="its level")
        wait_until(lambda: recorder.recorded_s > 1.5, what="a second and a half")
        heard = recorder.so_far()
    finally:
        recorder.close()
        player.close()
    loud = heard[np.abs(heard).max() * 0.3 < np.abs(heard)]
    assert len(loud) > 0.3 * recorder.rate_hz
    spectrum = np.abs(np.fft.rfft(heard))
    assert np.argmax(spectrum) * recorder.rate_hz / len(heard) == pytest.approx(440.0, abs=3.0)


def test_it_stops_at_its_longest_and_frees_the_device(sound: SoundPath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "LONGEST_S", 0.2)
    recorder = Microphone(input_devices()[0])
    recorder.start()
    wait_until(lambda: recorder.full, what="its longest")
    assert recorder.recorded_s == pytest.approx(0.2)
    recorder.close()
    recorder.close()
    assert len(recorder.so_far()) == round(0.2 * recorder.rate_hz)
    assert rescan()


def test_one_that_goes_away_while_it_records_is_known(sound: SoundPath) -> None:
    with running_sound() as mortal:
        recorder = Microphone(input_devices()[0])
        try:
            recorder.start()
            wait_until(lambda: recorder.recorded_s > 0.1, what="its sound")
            assert not recorder.gone()
            mortal.server.kill()
            wait_until(recorder.gone, what="that it is gone")
            assert len(recorder.so_far())
        finally:
            recorder.close()
    assert rescan()


def test_one_that_gives_nothing_for_three_seconds_is_gone(sound: SoundPath, monkeypatch: pytest.MonkeyPatch) -> None:
    # What comes when that is recorded counts for nothing.
    monkeypatch.setattr(microphone, "LONGEST_S", 0.2)
    now_s = 10.0
    recorder = Microphone(input_devices()[0], StallWatch(lambda: now_s))
    recorder.start()
    try:
        wait_until(lambda: recorder.full, what="the last that is new")
        assert not recorder.gone()
        now_s += 2.9
        assert not recorder.gone()
        now_s += 0.2
        assert recorder.alive
        assert recorder.gone()
    finally:
        recorder.close()


def test_a_device_that_does_not_open_is_named(sound: SoundPath) -> None:
    with pytest.raises(SoundDeviceFailed, match="“Gone”"):
        Microphone(InputDevice("ALSA: Gone", "Gone", 48000, 9999))
