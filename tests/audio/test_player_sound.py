# SPDX-License-Identifier: GPL-3.0-or-later
"""What a listener hears, from a recording of the real sound path."""

from __future__ import annotations

import time
from threading import Event, Thread

import numpy as np
import pytest

from studio.audio.events import Ended
from studio.audio.levels import SILENCE
from studio.audio.playout import FADE_S
from studio.audio.source import Track
from studio.core.pcm import Samples
from tests.support.listening import Listened
from tests.support.signals import at_rate, islands, lag, noise, overlapped, phase_of, residual_db, tone
from tests.support.sound import RATE_HZ, Recording, SoundPath, tried_again_when_starved
from tests.support.waiting import HANGS_S, wait_until

pytestmark = pytest.mark.sound

SOURCE_HZ = 24000
FADE = int(FADE_S * RATE_HZ)
SETTLES_S = 0.3


def finished(samples: Samples) -> Track:
    track = Track(SOURCE_HZ)
    track.append(samples)
    track.finish()
    return track


def hear_out(recording: Recording) -> None:
    """Wait until the recording ends in silence, so that all that was played is in it."""
    quiet = int(SETTLES_S * RATE_HZ)
    until = recording.frames + quiet
    wait_until(lambda: recording.frames >= until and not recording.samples[-quiet:].any(), what="silence")


def pieces(recording: Recording) -> list[Samples]:
    heard = recording.samples
    return [heard[begin:end] for begin, end in islands(heard)]


def test_a_tone_arrives_at_its_pitch_without_a_gap(sound: SoundPath, listened: Listened, long_form: bool) -> None:
    seconds = 300.0 if long_form else 5.0
    with sound.record() as recording:
        listened.player.start(finished(tone(seconds, SOURCE_HZ)))
        listened.wait_for(Ended, seconds + HANGS_S)
        hear_out(recording)
    heard = pieces(recording)
    assert len(heard) == 1
    assert len(heard[0]) == pytest.approx(seconds * RATE_HZ, abs=RATE_HZ // 400)
    phase, level = phase_of(heard[0][2 * FADE : -2 * FADE], RATE_HZ, 440.0)
    off_hz = np.polyfit(np.arange(len(phase)) / 20, phase, 1)[0] / (2 * np.pi)
    assert abs(off_hz) < 0.05
    assert np.ptp(phase) < 0.01, "a lost or doubled frame turns the phase by 0.06"
    assert np.ptp(level) < 0.001


def test_a_busy_thread_makes_no_gap(sound: SoundPath, listened: Listened) -> None:
    done = Event()

    def busy() -> None:
        while not done.is_set():
            sum(range(1000))

    thread = Thread(target=busy, name="busy")
    with sound.record() as recording:
        listened.player.start(finished(tone(4.0, SOURCE_HZ)))
        thread.start()
        try:
            listened.wait_for(Ended)
        finally:
            done.set()
            thread.join()
        hear_out(recording)
    heard = pieces(recording)
    assert len(heard) == 1
    phase, _ = phase_of(heard[0][2 * FADE : -2 * FADE], RATE_HZ, 440.0)
    assert np.ptp(phase) < 0.01


@tried_again_when_starved
def test_the_position_is_what_is_heard(sound: SoundPath, listened: Listened) -> None:
    samples = noise(8.0, SOURCE_HZ)
    player, told = listened.player, []
    with sound.record() as recording:
        player.start(finished(samples))
        listened.wait_at(0.05)
        while player.position_s() < 2.0:
            told.append(listened.now())
            wait_until(lambda: time.monotonic() > told[-1][0] + 0.01)
        player.stop()
        hear_out(recording)
    begin_s = lag(at_rate(samples, SOURCE_HZ, RATE_HZ)[RATE_HZ // 2 : RATE_HZ], recording.samples) / RATE_HZ - 0.5
    off_s = np.array([position_s - (at_s - recording.start_s - begin_s) for at_s, position_s in told])
    assert np.mean(np.abs(off_s)) < 0.005
    assert np.percentile(np.abs(off_s), 95) < 0.010


def test_the_position_never_goes_back_while_playing(listened: Listened) -> None:
    player, told = listened.player, [0.0]
    player.start(finished(noise(1.0, SOURCE_HZ)))
    while not listened.told(Ended):
        told.append(player.position_s())
    assert told == sorted(told)
    assert player.position_s() == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("to_s", [3.217, 0.1])
@tried_again_when_starved
def test_a_seek_is_exact(sound: SoundPath, listened: Listened, to_s: float) -> None:
    samples = noise(5.0, SOURCE_HZ)
    whole = at_rate(samples, SOURCE_HZ, RATE_HZ)
    told: list[tuple[float, float]] = []
    with sound.record() as recording:
        listened.player.start(finished(samples))
        listened.wait_at(1.0)
        listened.player.seek(to_s)
        wait_until(lambda: to_s < listened.player.position_s() < to_s + 0.3)
        while listened.player.position_s() < to_s + 0.5:
            told.append(listened.now())
        listened.player.stop()
        hear_out(recording)
    heard = recording.samples
    first = lag(whole[RATE_HZ // 2 : RATE_HZ], heard) - RATE_HZ // 2
    target = round(to_s * RATE_HZ)
    searched = first + round(0.9 * RATE_HZ)
    second = searched + lag(whole[target + 2 * FADE : target + RATE_HZ // 4], heard[searched:]) - 2 * FADE
    left_at = second - first
    # Up to there the old place, fading out; from there the new one, fading in.
    assert residual_db(whole[FADE : left_at - FADE], heard[first + FADE : second - FADE]) < -60
    faded = heard[second - FADE : second + FADE]
    assert np.max(np.abs(faded[FADE - 4 : FADE + 4])) < 0.01
    off_s = [at - to_s - (at_s - recording.start_s - second / RATE_HZ) for at_s, at in told]
    assert np.mean(np.abs(off_s)) < 0.005


def test_a_pause_clicks_not_and_loses_nothing(sound: SoundPath, listened: Listened) -> None:
    samples = noise(2.0, SOURCE_HZ)
    with sound.record() as recording:
        listened.player.start(finished(samples))
        for at_s in (0.3, 0.9, 1.2):
            listened.wait_at(at_s)
            listened.player.pause()
            paused_s = listened.wait_still(recording)
            assert listened.player.state == "paused"
            assert paused_s >= at_s
            assert listened.player.level() == SILENCE
            listened.player.resume()
            wait_until(lambda paused_s=paused_s: listened.player.position_s() > paused_s)  # type: ignore[misc]
        listened.wait_for(Ended)
        hear_out(recording)
    heard = pieces(recording)
    whole = at_rate(samples, SOURCE_HZ, RATE_HZ)
    assert len(heard) == 4
    joined = overlapped(heard, FADE)
    at = lag(whole[RATE_HZ // 10 : RATE_HZ // 5], joined) - RATE_HZ // 10
    # An island's outermost frames are too quiet to be seen: the fades' edges.
    assert abs(len(joined) - len(whole)) < 4 * 8
    assert abs(at) < 8
    stretches = np.cumsum([0] + [len(piece) - FADE for piece in heard])
    for begin, end, piece in zip(stretches, stretches[1:], heard, strict=False):
        inner = piece[2 * FADE : -2 * FADE]
        where = lag(inner, whole)
        assert abs(where - begin - 2 * FADE) < 4 * 8
        assert residual_db(whole[where : where + len(inner)], inner) < -60
        assert end > begin


def test_a_paused_tone_fades(sound: SoundPath, listened: Listened) -> None:
    with sound.record() as recording:
        listened.player.start(finished(tone(1.5, SOURCE_HZ)))
        for at_s in (0.2, 0.5, 0.8):
            listened.wait_at(at_s)
            listened.player.pause()
            listened.wait_still(recording)
            listened.player.resume()
        listened.wait_at(1.1)
        listened.player.stop()
        hear_out(recording)
    steepest = 0.5 * (2 * np.pi * 440 / RATE_HZ + np.pi / 2 / FADE)
    assert np.max(np.abs(np.diff(recording.samples))) <= steepest


def test_a_slow_source_is_waited_for_and_nothing_is_lost(sound: SoundPath, listened: Listened) -> None:
    samples = noise(2.0, SOURCE_HZ)
    track = Track(SOURCE_HZ)
    with sound.record() as recording:
        listened.player.start(track)
        for start in range(0, len(samples), SOURCE_HZ // 2):
            wait_until(lambda: listened.player.state == "waiting")
            still_s = listened.wait_still(recording)
            assert still_s <= track.duration_s
            track.append(samples[start : start + SOURCE_HZ // 2])
            wait_until(lambda: listened.player.state == "playing")
        track.finish()
        listened.wait_for(Ended)
        hear_out(recording)
    heard = pieces(recording)
    assert len(heard) == 4
    whole = at_rate(samples, SOURCE_HZ, RATE_HZ)
    assert abs(sum(map(len, heard)) - 3 * FADE - len(whole)) < 4 * 8
    assert listened.player.position_s() == pytest.approx(2.0, abs=1e-4)
    for piece in heard:
        inner = piece[2 * FADE : -2 * FADE]
        where = lag(inner, whole)
        assert residual_db(whole[where : where + len(inner)], inner) < -60


def test_the_tail_is_heard_to_the_last_frame(sound: SoundPath, listened: Listened) -> None:
    samples = noise(0.5, SOURCE_HZ)
    whole = at_rate(samples, SOURCE_HZ, RATE_HZ)
    for _ in range(3):
        listened.events.clear()
        with sound.record() as recording:
            listened.player.start(finished(samples))
            listened.wait_for(Ended)
            hear_out(recording)
        at = lag(whole[RATE_HZ // 10 : RATE_HZ // 5], recording.samples) - RATE_HZ // 10
        heard = recording.samples[at : at + len(whole)]
        assert residual_db(whole[FADE:], heard[FADE:]) < -60


def test_closing_in_mid_speech_fades_out(sound: SoundPath, listened: Listened) -> None:
    with sound.record() as recording:
        listened.player.start(finished(tone(2.0, SOURCE_HZ)))
        listened.wait_at(0.5)
        listened.player.close()
        hear_out(recording)
    assert np.max(np.abs(np.diff(recording.samples))) <= 0.5 * (2 * np.pi * 440 / RATE_HZ + np.pi / 2 / FADE)


def test_the_volume_scales_what_is_heard(sound: SoundPath, listened: Listened) -> None:
    player = listened.player
    with sound.record() as recording:
        player.start(finished(tone(3.0, SOURCE_HZ)))
        for until_s, volume in ((0.6, 1.0), (1.2, 0.25)):
            player.volume = volume
            listened.wait_at(until_s)
        player.stop()
        hear_out(recording)
    # Of 50 ms each, wherever in the recording they are.
    heard = recording.samples
    rms = np.array([np.std(part) for part in np.split(heard[: len(heard) // 2400 * 2400], len(heard) // 2400)])
    loud, quiet = rms[rms > 0.5 * rms.max()], rms[(rms < 0.5 * rms.max()) & (rms > 0.1 * rms.max())]
    assert min(len(loud), len(quiet)) > 5
    assert 20 * np.log10(np.median(loud) / np.median(quiet)) == pytest.approx(12.04, abs=0.05)


def test_going_to_another_device_goes_on_at_the_place(sound: SoundPath, listened: Listened) -> None:
    samples = noise(3.0, SOURCE_HZ)
    with sound.record() as recording:
        listened.player.start(finished(samples))
        listened.wait_at(0.5)
        listened.player.use_device("ALSA: default")
        listened.wait_at(1.0)
        listened.player.stop()
        hear_out(recording)
    whole = at_rate(samples, SOURCE_HZ, RATE_HZ)
    # A machine that is busy parts the sound in more places, at which nothing may be lost either.
    heard = [piece for piece in pieces(recording) if len(piece) > 20 * FADE]
    assert len(heard) >= 2
    begun = [lag(piece[2 * FADE : -2 * FADE], whole) - 2 * FADE for piece in heard]
    ended = [begin + len(piece) for begin, piece in zip(begun, heard, strict=True)]
    apart = [went_on - (end - FADE) for end, went_on in zip(ended, begun[1:], strict=False)]
    assert np.abs(apart).max() < RATE_HZ // 100


def test_what_is_carried_goes_on_without_a_gap_and_hears_nothing_again(sound: SoundPath, listened: Listened) -> None:
    samples = noise(5.0, SOURCE_HZ)
    whole = at_rate(samples, SOURCE_HZ, RATE_HZ)
    with sound.record() as recording:
        listened.player.start(finished(samples))
        listened.wait_at(1.0)
        listened.player.carry(lambda at_s: at_s + 2.0)
        listened.wait_at(3.6)
        listened.player.stop()
        hear_out(recording)
    heard = recording.samples
    assert len(islands(heard, FADE)) == 1
    before = lag(whole[RATE_HZ // 2 : RATE_HZ], heard) - RATE_HZ // 2
    after = lag(whole[round(3.35 * RATE_HZ) : round(3.5 * RATE_HZ)], heard) - round(3.35 * RATE_HZ)
    # It may be handed to the device while the callback goes on by a block.
    assert (before - after) / RATE_HZ == pytest.approx(2.0, abs=0.03)


def test_a_change_of_speed_clicks_not_and_goes_on_at_the_place(sound: SoundPath, listened: Listened) -> None:
    player, told = listened.player, [0.0]
    with sound.record() as recording:
        player.start(finished(tone(3.0, SOURCE_HZ)))
        for until_s, speed in ((0.5, 2.0), (1.1, 0.75), (1.5, 1.0)):
            while told[-1] < until_s:
                told.append(player.position_s())
            player.speed = speed
        while told[-1] < 1.9:
            told.append(player.position_s())
        player.stop()
        hear_out(recording)
    assert min(np.diff(told)) > -0.05, "what was sent while the speed changed may be heard twice"
    steepest = 0.5 * (2 * np.pi * 440 / RATE_HZ + np.pi / 2 / FADE)
    assert np.max(np.abs(np.diff(recording.samples))) <= steepest
    begin, end = islands(recording.samples, RATE_HZ)[0]
    assert (end - begin) / RATE_HZ == pytest.approx(0.5 + 0.6 / 2 + 0.4 / 0.75 + 0.4, abs=0.3)


@pytest.mark.parametrize("speed", [0.75, 2.0])
@tried_again_when_starved
def test_the_position_at_another_speed_is_what_is_heard(sound: SoundPath, listened: Listened, speed: float) -> None:
    """A rising tone: how high it is heard tells where in the source it comes from."""
    t_s = np.arange(3 * SOURCE_HZ) / SOURCE_HZ
    rising = (0.5 * np.sin(2 * np.pi * (300 * t_s + 100 * t_s**2))).astype(np.float32)
    player, told = listened.player, []
    player.speed = speed
    with sound.record() as recording:
        player.start(finished(rising))
        listened.wait_at(0.3)
        while player.position_s() < 2.6:
            told.append(listened.now())
            wait_until(lambda: time.monotonic() > told[-1][0] + 0.05)
        listened.wait_for(Ended)
        hear_out(recording)
    off_s = []
    for at_s, position_s in told:
        frame = round((at_s - recording.start_s) * RATE_HZ)
        around = recording.samples[frame - 2400 : frame + 2400] * np.hanning(4800)
        hz = np.argmax(np.abs(np.fft.rfft(around, 1 << 18))) * RATE_HZ / (1 << 18)
        off_s.append((hz - 300) / 200 - position_s)
    assert np.mean(np.abs(off_s)) < 0.015
    assert np.percentile(np.abs(off_s), 95) < 0.03
