# SPDX-License-Identifier: GPL-3.0-or-later
"""The device of a player: opened when wanted, given back, gone, and waited for by nobody."""

from __future__ import annotations

import time
from itertools import pairwise
from threading import Event, Thread

import pytest

from studio.audio.events import Ended, StateChanged
from studio.audio.output import Output
from studio.audio.player import Player
from studio.core.errors import SoundDeviceFailed
from studio.core.pcm import Samples
from tests.support.sped_device import Setup, track
from tests.support.waiting import HANGS_S, wait_until


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
    # Short ones may be over before a busy machine has looked at them.
    source = track(30.0, complete=False)
    setup.player.start(source)
    wait_until(lambda: StateChanged("playing") in setup.events, what="it is told")
    setup.player.seek(29.5)
    source.finish()
    wait_until(setup.ended)
    told = [event.state for event in setup.events if isinstance(event, StateChanged)]
    assert not [state for state, following in pairwise(told) if state == following], "each once"
    assert setup.events[-2:] == [StateChanged("stopped"), Ended(source)]
    assert setup.player.position_s() == pytest.approx(30.0, abs=1e-4)


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
    played = track(300.0)
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
    setup.player.start(track(30.0, complete=False))
    wait_until(lambda: setup.player.position_s() > 0.5)
    setup.player.pause()
    wait_until(setup.devices.opened[0]._stop.is_set, what="the idle device given back")
    elsewhere_s = 20.0 if setup.player.position_s() < 15.0 else 5.0
    assert setup.player.state == "paused"
    setup.player.seek(elsewhere_s)
    wait_until(lambda: setup.player.position_s() == elsewhere_s)
    setup.player.resume()
    wait_until(lambda: setup.player.position_s() > elsewhere_s + 0.1)
    assert len(setup.devices.opened) == 2


def test_what_is_carried_after_the_device_was_given_back_is_told_at_its_place_and_heard_there(setup: Setup) -> None:
    setup.player.start(track(60.0, complete=False))
    wait_until(lambda: setup.player.position_s() > 0.5)
    setup.player.pause()
    wait_until(lambda: setup.player.feeder.output is None, what="the idle device given back")
    paused_s = setup.player.position_s()
    other = track(300.0)
    setup.player.carry(lambda at_s: at_s + 30.0, other)
    wait_until(lambda: setup.player.position_s() == pytest.approx(paused_s + 30.0, abs=0.1), what="the place")
    assert setup.player.state == "paused"
    setup.player.resume()
    wait_until(lambda: setup.player.position_s() > paused_s + 30.2)


def test_it_ends_also_where_that_is_asked_for_just_as_it_looks_at_what_is_wanted(setup: Setup) -> None:
    feeder, asked = setup.player.feeder, Event()
    closing = Thread(target=setup.player.close, name="closing", daemon=True)

    class Wake(Event):
        def set(self) -> None:
            super().set()
            if setup.player._wanted.closing:
                asked.set()

        def clear(self) -> None:
            if closing.ident is None:
                closing.start()
                assert asked.wait(HANGS_S)
            super().clear()

    feeder._wake = Wake()
    feeder.rouse()
    try:
        wait_until(lambda: closing.ident is not None and not closing.is_alive(), what="it has ended")
    finally:
        feeder._wake.set()


def test_calls_do_not_wait_for_the_device(setup: Setup) -> None:
    slow = Event()
    opened = setup.devices.open

    def open_slowly(device_id: str | None) -> Output:
        slow.wait(HANGS_S)
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
    assert took_s < HANGS_S / 2, "opening it takes twice as long"
