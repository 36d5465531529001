# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import numpy as np
import pytest

from studio.app.takes.audition_levels import MATCHED_LUFS, audition_gain
from studio.app.takes.takes import LiveTake
from studio.audio.loudness import integrated_lufs
from studio.core.digests import file_sha256
from studio.core.resources import resource
from studio.engine.kokoro.voices.stock import stock_voices
from tests.support.desk import Desk, step_until
from tests.support.signals import islands, tone
from tests.support.stepped_output import RATE_HZ, Steps

KOKORO = "kokoro-v1.0-int8"


def take(peak: float, complete: bool = True) -> LiveTake:
    made = LiveTake("key", 24000)
    made.append(tone(2.0, 24000, 440.0, peak))
    if complete:
        made.finish()
    return made


def test_the_levels_are_those_of_all_stock_voices_saying_the_present_sentences() -> None:
    table = json.loads(resource("samples/audition_levels.json").read_text("utf-8"))
    assert set(table["lufs"]) == {stock.voice.id for stock in stock_voices()}
    assert table["sentences"] == file_sha256(resource("samples/audition.json"))
    assert all(-35 < lufs < -12 for lufs in table["lufs"].values())


def test_stock_voices_are_matched_before_their_sound_is_there() -> None:
    levels = json.loads(resource("samples/audition_levels.json").read_text("utf-8"))["lufs"]
    empty = LiveTake("key", 24000)
    heard = [lufs + 20 * np.log10(audition_gain(empty, voice, KOKORO)) for voice, lufs in levels.items()]
    assert heard == pytest.approx([MATCHED_LUFS] * len(levels))
    assert max(levels.values()) - min(levels.values()) > 10, "by themselves they are far apart"
    by_tones = {audition_gain(empty, voice, "tone") for voice in levels}
    assert len(by_tones) == 1, "what is known of Kokoro's voices is not of another engine's"


def test_another_voice_is_measured_once_its_sample_is_there() -> None:
    unknown = audition_gain(take(0.5, complete=False), "mine", KOKORO)
    assert 0.4 < unknown < 1.0
    loud, soft = (audition_gain(take(peak), "mine", KOKORO) * peak for peak in (0.5, 0.05))
    assert loud == pytest.approx(soft, rel=1e-3)
    clicking = take(0.01)
    clicking._track._samples[100] = 0.9
    clicking._loudest = 0.9
    assert audition_gain(clicking, "mine", KOKORO) * 0.9 <= 1.0, "no peak is cut off"
    assert audition_gain(take(0.0), "mine", KOKORO) == unknown


async def test_voices_that_were_heard_once_are_heard_equally_loud(stepped: tuple[Desk, Steps]) -> None:
    desk, steps = stepped
    first, *_, last = desk.studio.voices.all
    lufs: list[float] = []
    for voice in (first, last) * 2:
        steps.blocks.clear()
        desk.studio.hearing.audition(voice.id)
        await step_until(desk, lambda: not desk.studio.hearing.active, "the end")
        begin, end = islands(steps.heard, RATE_HZ)[0]
        lufs.append(integrated_lufs(steps.heard[begin:end], RATE_HZ))
    assert abs(lufs[0] - lufs[1]) > 0.5, "by themselves they are not"
    assert lufs[2] == pytest.approx(lufs[3], abs=0.1)
