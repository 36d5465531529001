# SPDX-License-Identifier: GPL-3.0-or-later
"""The player against a device that a test controls: what goes wrong, and what must not wait."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event, Thread

import numpy as np
import pytest

from studio.audio.events import Ended, Failed, PlayerEvent, StateChanged, WentOver
from studio.audio.output import AudioCallback, Output
from studio.audio.player import Player
from studio.audio.source import Source, Track
from studio.core.errors import SoundDeviceFailed, StudioError
from studio.core.pcm import Samples
from tests.support.signals import noise, tone
from tests.support.stepped_output import Steps
from tests.support.waiting import wait_until

RATE_HZ = 48000
BLOCK = 480


class TestDevice:
    """Plays at ten times the speed, 20 ms late, until it is unplugged."""

    __test__ = False
    rate_hz = RATE_HZ
    latency_s = 0.02

    def __init__(self) -> None:
        self.alive = True
        self.heard: list[Samples] = []
        self._sent = 0
        self._stop = Event()
        self._thread: Thread | None = None

    def start(self, callback: AudioCallback) -> None:
        self._thread = Thread(target=self._run, args=(callback,), name="test device")
        self._thread.start()

    def time_s(self) -> float | None:
        return self._sent / RATE_HZ

    def close(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def unplug(self) -> None:
        self.alive = False
        self._stop.set()

    def _run(self, callback: AudioCallback) -> None:
        while not self._stop.wait(BLOCK / RATE_HZ / 10):
            out = np.zeros(BLOCK, np.float32)
            callback(out, self._sent / RATE_HZ + self.latency_s)
            self.heard.append(out)
            self._sent += BLOCK


class Devices:
    """Opens test devices, or fails as often as it is told to."""

    def __init__(self) -> None:
        self.opened: list[TestDevice] = []
        self.error: SoundDeviceFailed | None = None

    def open(self, device_id: str | None) -> Output:
        if self.error is not None:
            raise self.error
        self.opened.append(TestDevice())
        return self.opened[-1]


class Setup:
    def __init__(self) -> None:
        self.devices = Devices()
        self.events: list[PlayerEvent] = []
        self.player = Player(on_event=self.events.append, output=self.devices.open, idle_close_s=0.05)

    def errors(self) -> list[StudioError]:
        return [event.error for event in self.events if isinstance(event, Failed)]

    def ended(self) -> list[Source]:
        """What was heard to its end."""
        return [event.source for event in self.events if isinstance(event, Ended)]


@pytest.fixture
def setup() -> Iterator[Setup]:
    made = Setup()
    yield made
    made.player.close()


def track(seconds: float = 2.0, complete: bool = True) -> Track:
    made = Track(24000)
    made.append(noise(seconds, 24000))
    if complete:
        made.finish()
    return made


def test_the_device_is_opened_when_first_wanted_and_given_back_when_idle(setup: Setup) -> None:
    assert not setup.devices.opened
    setup.player.start(track(0.5))
    wait_until(setup.ended)
    assert len(setup.devices.opened) == 1
    wait_until(setup.devices.opened[0]._stop.is_set, what="the device given back")
    setup.player.start(track(0.5))
    wait_until(lambda: len(setup.ended()) == 2)
    assert len(setup.devices.opened) == 2


def test_it_tells_each_state_once_and_the_end_last(setup: Setup) -> None:
    source = track(0.5)
    setup.player.start(source)
    wait_until(setup.ended)
    assert setup.events[-3:] == [StateChanged("playing"), StateChanged("stopped"), Ended(source)]
    assert setup.player.position_s() == pytest.approx(0.5, abs=1e-4)


def test_an_absent_device_is_told_and_does_not_hinder_the_next_start(setup: Setup) -> None:
    setup.devices.error = SoundDeviceFailed("No sound device was found.")
    setup.player.start(track(), at_s=0.7)
    wait_until(setup.errors)
    assert setup.player.state == "stopped"
    assert setup.player.position_s() == 0.7
    setup.devices.error = None
    setup.player.start(track(0.3))
    wait_until(setup.ended)


def test_a_device_that_goes_away_ends_playing_and_keeps_the_position(setup: Setup) -> None:
    played = track(60.0)
    setup.player.start(played)
    wait_until(lambda: setup.player.position_s() > 1.0)
    setup.devices.opened[0].unplug()
    wait_until(setup.errors)
    assert isinstance(setup.errors()[0], SoundDeviceFailed)
    assert setup.player.state == "stopped"
    kept_s = setup.player.position_s()
    assert kept_s > 1.0
    setup.player.start(played, at_s=kept_s)
    wait_until(lambda: setup.player.position_s() > kept_s + 0.1)
    assert len(setup.devices.opened) == 2


def test_a_source_that_fails_is_told(setup: Setup) -> None:
    class Broken:
        sample_rate_hz = 24000

        def read(self, start: int, count: int) -> Samples:
            raise OSError("disk gone")

        def finished(self, at: int) -> bool:
            return False

    setup.player.start(Broken())
    wait_until(setup.errors)
    assert "disk gone" in setup.errors()[0].detail
    assert setup.player.state == "stopped"


def test_a_pause_outlives_the_device(setup: Setup) -> None:
    setup.player.start(track(30.0))
    wait_until(lambda: setup.player.position_s() > 0.5)
    setup.player.pause()
    wait_until(setup.devices.opened[0]._stop.is_set, what="the idle device given back")
    paused_s = setup.player.position_s()
    assert setup.player.state == "paused"
    setup.player.seek(20.0)
    wait_until(lambda: setup.player.position_s() == 20.0)
    assert paused_s < 20.0
    setup.player.resume()
    wait_until(lambda: setup.player.position_s() > 20.1)
    assert len(setup.devices.opened) == 2


def test_seeking_while_paused_tells_the_new_place_at_once(setup: Setup) -> None:
    setup.player.start(track(30.0))
    wait_until(lambda: setup.player.position_s() > 0.5)
    setup.player.pause()
    for at_s in (20.0, 3.0, 25.5):
        setup.player.seek(at_s)
        assert setup.player.state == "paused"
        wait_until(lambda at_s=at_s: setup.player.position_s() == pytest.approx(at_s, abs=1e-4))  # type: ignore[misc]


def test_seeking_where_nothing_is_rendered_yet_waits_there(setup: Setup) -> None:
    growing = track(1.0, complete=False)
    setup.player.start(growing)
    wait_until(lambda: setup.player.position_s() > 0.2)
    setup.player.seek(1.5)
    wait_until(lambda: setup.player.state == "waiting")
    wait_until(lambda: setup.player.position_s() == pytest.approx(1.5), what="the old place to be heard out")
    growing.append(noise(2.0, 24000))
    wait_until(lambda: setup.player.position_s() > 1.6)


def test_many_seeks_end_at_the_last(setup: Setup) -> None:
    setup.player.start(track(30.0))
    wait_until(lambda: setup.player.position_s() > 0.1)
    for number in range(300):
        setup.player.seek(number % 17)
    setup.player.seek(22.0)
    wait_until(lambda: 22.0 < setup.player.position_s() < 25.0)


def test_another_start_replaces_what_is_played_without_an_end(setup: Setup) -> None:
    setup.player.start(track(30.0))
    wait_until(lambda: setup.player.position_s() > 1.0)
    short = track(0.5)
    setup.player.start(short)
    assert setup.player.position_s() == 0.0
    wait_until(setup.ended)
    assert setup.ended() == [short]
    assert setup.player.position_s() == pytest.approx(0.5, abs=1e-4)


def test_stopping_keeps_the_place_and_tells_no_end(setup: Setup) -> None:
    setup.player.start(track(30.0))
    wait_until(lambda: setup.player.position_s() > 0.5)
    setup.player.stop()
    assert setup.player.state == "stopped"
    stopped_s = setup.player.position_s()
    wait_until(setup.devices.opened[0]._stop.is_set, what="the device given back")
    assert setup.player.position_s() == stopped_s > 0.5
    assert not setup.ended()
    setup.player.pause()
    setup.player.resume()
    setup.player.seek(3.0)
    assert setup.player.state == "stopped"


def test_calls_do_not_wait_for_the_device(setup: Setup) -> None:
    slow = Event()
    opened = setup.devices.open

    def open_slowly(device_id: str | None) -> Output:
        slow.wait(5.0)
        return opened(device_id)

    player = Player(output=open_slowly)
    began_s = time.monotonic()
    player.start(track(1.0))
    player.volume = 0.5
    player.seek(0.2)
    assert (player.state, player.position_s()) == ("waiting", 0.2)
    took_s = time.monotonic() - began_s
    slow.set()
    wait_until(lambda: player.position_s() > 0.3)
    player.close()
    assert took_s < 0.5


def test_the_level_is_that_of_the_last_50_ms_heard_at_each_volume() -> None:
    steps = Steps()
    player = Player(output=lambda _device: steps.open())
    made = Track(24000)
    made.append(tone(4.0, 24000))
    made.finish()
    player.start(made)
    for volume in (1.0, 0.25, 0.0):
        player.volume = volume
        for _ in range(25):
            wait_until(lambda: steps.fed)
            steps.step()
        heard = steps.heard[-RATE_HZ // 20 :]
        level = player.level()
        assert np.abs(heard).max() == pytest.approx(0.5 * volume, rel=0.001)
        assert level.peak == pytest.approx(np.abs(heard).max(), rel=0.001)
        assert level.rms == pytest.approx(np.std(heard), rel=0.01)
    steps.unplug()
    player.close()


@pytest.mark.parametrize("volume", [-0.1, 1.1, float("nan")])
def test_a_volume_outside_0_to_1_is_refused(setup: Setup, volume: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        setup.player.volume = volume


def test_closing_twice_or_unused_does_no_harm(setup: Setup) -> None:
    setup.player.close()
    setup.player.close()
    setup.player.start(track())
    assert not setup.devices.opened


def test_a_speed_is_refused_or_used_from_the_next_source_on(setup: Setup) -> None:
    for wrong in (0.5, 2.5, float("nan")):
        with pytest.raises(ValueError, match="speed must be"):
            setup.player.speed = wrong
    setup.player.speed = 2.0
    setup.player.start(track(1.0))
    wait_until(setup.ended)
    assert setup.player.position_s() == pytest.approx(1.0, abs=1e-3)
    assert sounding(setup.devices.opened[0]) == pytest.approx(RATE_HZ / 2, abs=RATE_HZ / 20)


def test_what_is_carried_before_it_has_begun_begins_there(setup: Setup) -> None:
    source = Track(24000)
    setup.player.carry(lambda at_s: at_s + 9.0)  # nothing is played yet
    setup.player.start(source)
    setup.player.carry(lambda at_s: at_s + 0.5)
    wait_until(lambda: setup.player.position_s() == pytest.approx(0.5, abs=1e-3), what="the place")
    source.append(noise(1.0, 24000))
    source.finish()
    wait_until(setup.ended)
    assert setup.player.position_s() == pytest.approx(1.0, abs=1e-3)
    assert sounding(setup.devices.opened[0]) == pytest.approx(RATE_HZ / 2, abs=RATE_HZ / 20)


def test_another_source_goes_on_once_it_is_there(setup: Setup) -> None:
    first, second = track(2.0), Track(24000)
    at = round(1.2 * 24000)
    second.append(np.concatenate((first.samples()[:at], tone(2.0, 24000))))
    asked: list[tuple[Source, float]] = []

    def following(source: Source, earliest_s: float) -> tuple[Source, float] | None:
        asked.append((source, earliest_s))
        return (second, 1.2) if len(asked) > 3 else None

    setup.player.go_over(following)
    assert not asked, "nothing is played"
    setup.player.start(first)
    setup.player.go_over(following)
    wait_until(lambda: any(isinstance(event, WentOver) for event in setup.events), what="the other source")
    assert asked[0][0] is first
    assert setup.events[-1] == WentOver(second, 1.2)
    setup.player.pause()
    setup.player.go_over(lambda source, _earliest_s: asked.append((source, 0.0)))
    wait_until(lambda: asked[-1][0] is second, what="its place")
    setup.player.seek(3.1)
    setup.player.resume()
    count = len(asked)
    second.finish()
    wait_until(setup.ended)
    assert [event.source for event in setup.events if isinstance(event, Ended)] == [second]
    assert len(asked) <= count + 1, "a seek takes its place"


def sounding(device: TestDevice) -> int:
    """Frames that were no silence, which a busy machine may put between them."""
    return int(np.count_nonzero(np.concatenate(device.heard)))
