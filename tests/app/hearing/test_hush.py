# SPDX-License-Identifier: GPL-3.0-or-later
"""While a microphone is open nothing is heard, whoever asks for it; and why is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from studio.app.playback.view import CLIP
from studio.app.saying.pronouncing import Asked
from studio.app.voices import recording
from studio.core.dictionary import Entry
from tests.app.hearing.test_take_hearing import two_takes
from tests.support.desk import Desk, standing
from tests.support.held_microphone import HeldMicrophone
from tests.support.waiting import wait_until_async


def asks(desk: Desk) -> dict[str, Callable[[], object]]:
    """All that can be asked for to be heard, by name."""
    studio = desk.studio
    paragraph = studio.editing.project.paragraphs[0]
    first, second = studio.taking.takes_of(paragraph)
    voice_id = studio.voices.all[0].id
    asked = Asked("two", 4, 7, paragraph, 4, "en")
    return {
        "all": studio.hearing.play_all,
        "on": studio.hearing.play_or_pause,
        "a sentence again and again": lambda: studio.hearing.loop_sentence(0),
        "a selection": lambda: studio.hearing.play_selection(0, 12),
        "a voice": lambda: studio.hearing.audition(voice_id),
        "a speaker": lambda: studio.auditioning.speaker(studio.speakers.shown),
        "a take": lambda: studio.take_hearing.play_or_pause(first),
        "two takes": lambda: studio.comparing.compare(paragraph, first, second),
        "a word in its sentence": lambda: studio.pronouncing.hear(asked, "TOO"),
        "a word of a dictionary": lambda: studio.pronouncing.hear_entry(Entry("two", "TOO")),
    }


def at_rest() -> bool:
    """Whether what is prepared before it is heard has been prepared."""
    return not {"compare takes", "read a take"} & {task.get_name() for task in asyncio.all_tasks()}


async def test_nothing_sounds_into_an_open_microphone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "_opened", lambda _device_id: HeldMicrophone())
    await two_takes(desk)
    studio, begun = desk.studio, desk.studio.hearing.begun
    studio.cloning.record(count_in=False)
    for name, ask in asks(desk).items():
        ask()
        await wait_until_async(at_rest, what=f"the end of {name}")
        assert "being recorded" in standing(desk)["play"], name
        assert (studio.hearing.begun, studio.hearing.active) == (begun, False), name
    studio.cloning.end_recording()
    await wait_until_async(lambda: studio.cloning.clip is not None, what="the clip")
    studio.clip_hearing.play_clip()
    assert studio.hearing.view().audition_voice_id.endswith(CLIP)
    studio.hearing.stop()
