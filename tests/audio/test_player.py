# SPDX-License-Identifier: GPL-3.0-or-later
"""The player against a device that a test controls: what goes wrong, and what must not wait."""

from __future__ import annotations

import weakref
from threading import Event

import numpy as np
import pytest

from studio.audio.events import Ended, WentOver
from studio.audio.player import Player
from studio.audio.source import Source, Track
from tests.support.signals import noise, tone
from tests.support.sped_device import RATE_HZ, Setup, TestDevice, track
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S, wait_until


def test_seeking_while_paused_tells_the_new_place_at_once(setup: Setup) -> None:
    setup.player.start(track(30.0, complete=False))
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
    setup.player.start(track(90.0))
    wait_until(lambda: setup.player.position_s() > 0.1)
    for number in range(300):
        setup.player.seek(number % 17)
    setup.player.seek(22.0)
    setup.player.pause()
    # From any other place it would not be there within half a second.
    wait_until(lambda: setup.player.position_s() >= 22.0)
    assert setup.player.position_s() < 80.0
    setup.player.resume()
    wait_until(lambda: setup.player.position_s() > 22.0)


def test_a_closed_player_holds_nothing_of_what_was_played(setup: Setup) -> None:
    playing = track(30.0)
    gone = weakref.ref(playing)
    setup.player.start(playing)
    wait_until(lambda: setup.player.position_s() > 0.1)
    setup.events.clear()
    del playing
    setup.player.close()
    wait_until(lambda: gone() is None, what="the track is let go")


def test_another_start_replaces_what_is_played_without_an_end(setup: Setup) -> None:
    setup.player.start(track(30.0, complete=False))
    wait_until(lambda: setup.player.position_s() > 1.0)
    short = Track(24000)
    setup.player.start(short)
    # It has no sound yet, so that it is still there when a busy machine looks.
    assert setup.player.position_s() == 0.0
    short.append(noise(0.5, 24000))
    short.finish()
    wait_until(setup.ended)
    assert setup.ended() == [short]
    assert setup.player.position_s() == pytest.approx(0.5, abs=1e-4)


def test_stopping_keeps_the_place_and_tells_no_end(setup: Setup) -> None:
    setup.player.start(track(30.0, complete=False))
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
    first, second = track(60.0), Track(24000)
    # So far both are alike, for longer than a busy machine takes to ask.
    second.append(np.concatenate((first.samples()[: 50 * 24000], tone(2.0, 24000))))
    asked: list[tuple[Source, float]] = []

    def following(source: Source, earliest_s: float) -> tuple[Source, float] | None:
        asked.append((source, earliest_s))
        return (second, earliest_s + 0.2) if len(asked) > 3 else None

    setup.player.go_over(following)
    assert not asked, "nothing is played"
    setup.player.start(first)
    setup.player.go_over(following)
    wait_until(lambda: any(isinstance(event, WentOver) for event in setup.events), what="the other source")
    assert asked[0][0] is first
    went_over = [event for event in setup.events if isinstance(event, WentOver)]
    assert went_over == [WentOver(second, asked[-1][1] + 0.2)]
    setup.player.pause()
    setup.player.go_over(lambda source, _earliest_s: asked.append((source, 0.0)))
    wait_until(lambda: asked[-1][0] is second, what="its place")
    setup.player.seek(51.9)
    setup.player.resume()
    count = len(asked)
    second.finish()
    wait_until(setup.ended)
    assert [event.source for event in setup.events if isinstance(event, Ended)] == [second]
    assert len(asked) <= count + 1, "a seek takes its place"


def test_another_source_is_gone_over_to_while_it_is_paused_without_a_device(setup: Setup) -> None:
    first, second = track(60.0, complete=False), track(300.0)
    asked, there = Event(), Event()

    def following(_source: Source, earliest_s: float) -> tuple[Source, float] | None:
        asked.set()
        return (second, earliest_s + 0.2) if there.is_set() else None

    setup.player.start(first)
    wait_until(lambda: setup.player.position_s() > 0, what="it plays")
    setup.player.pause()
    wait_until(lambda: setup.player.feeder.output is None, what="the device is given back")
    setup.player.go_over(following)
    assert asked.wait(HANGS_S)
    there.set()
    wait_until(lambda: any(isinstance(event, WentOver) for event in setup.events), what="the other source")
    assert setup.player.state == "paused"
    assert len(setup.devices.opened) == 1


def sounding(device: TestDevice) -> int:
    """Frames that were no silence, which a busy machine may put between them."""
    return int(np.count_nonzero(np.concatenate(device.heard)))
