# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound server ends while it is played on, and comes back."""

from __future__ import annotations

import asyncio
import time

import numpy as np
import pytest

from studio.audio import devices
from tests.support.program import Program, run_program
from tests.support.screen import Display
from tests.support.sound import SoundPath, running_sound
from tests.support.waiting import wait_until_async

pytestmark = [pytest.mark.display, pytest.mark.sound]
TEXT = "One of many sentences that are read here. " * 60


def cards(program: Program) -> list[str]:
    return [card.notice.text for card in program.window.notices.cards() if card.notice.key == "sound"]


async def heard_up_to(program: Program, word: str) -> None:
    """Wait until the third *word* is heard."""
    place = [at for at in range(len(TEXT)) if TEXT.startswith(word, at)][2]
    await wait_until_async(lambda: (view := program.studio.hearing.view()).word and view.word.start >= place, what=word)


async def lost_and_back(program: Program, sound: SoundPath, paused: bool) -> None:
    studio = program.studio
    await program.ready()
    studio.editing.replace_text(TEXT)
    studio.hearing.play_all()
    await heard_up_to(program, "sentences")
    if paused:
        studio.hearing.play_or_pause()
    begun_s = time.monotonic()
    place = studio.hearing.here
    sound.kill()
    # Less than a sentence a second is heard.
    kill_s = time.monotonic() - begun_s
    await wait_until_async(lambda: not studio.hearing.active, what="the loss is noticed")
    assert place <= studio.hearing.here < place + (1 + kill_s) * len("One of many sentences that are read here. ")
    assert len(cards(program)) == 1
    assert "Play then goes on" in cards(program)[0]
    kept = studio.hearing.here
    await asyncio.to_thread(sound.begin_again)
    await wait_until_async(lambda: not cards(program), what="the notice has ended")
    assert studio.hearing.here == kept
    assert not studio.sound.silent
    with sound.record() as recording:
        program.lit.clear()
        studio.hearing.play_or_pause()
        await wait_until_async(lambda: len(program.lit) > 2, what="words are heard")
        assert program.lit[0].start == kept
        await wait_until_async(lambda: np.abs(recording.samples).max(initial=0.0) > 0.05, what="sound")
    studio.hearing.stop()


@pytest.mark.parametrize("paused", [False, True])
def test_a_lost_sound_server_keeps_the_place_and_play_goes_on_there(
    display: Display, sound: SoundPath, data_dir: object, paused: bool
) -> None:
    try:
        with running_sound() as own:
            run_program(lambda program: lost_and_back(program, own, paused), engine="tone")
    finally:
        devices.rescan()  # for who plays on the session's own server next


def test_what_is_played_without_a_server_is_heard_once_it_is_there(
    display: Display, sound: SoundPath, data_dir: object
) -> None:
    async def scenario(program: Program, own: SoundPath) -> None:
        studio = program.studio
        await program.ready()
        studio.editing.replace_text(TEXT)
        own.kill()
        await wait_until_async(lambda: studio.sound.player.feeder.output is None, what="the idle device is given back")
        studio.hearing.play_all()
        await heard_up_to(program, "many")
        assert len(cards(program)) == 1
        await asyncio.to_thread(own.begin_again)
        await wait_until_async(lambda: not cards(program), what="the notice has ended")
        with own.record() as recording:
            await wait_until_async(lambda: np.abs(recording.samples).max(initial=0.0) > 0.05, what="sound")
        assert studio.hearing.view().word is not None
        studio.hearing.stop()

    try:
        with running_sound() as own:
            run_program(lambda program: scenario(program, own), engine="tone")
    finally:
        devices.rescan()
