# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of the clip that a recogniser finds; the recogniser itself is tested with the sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import numpy as np
import pytest
import soundfile

from studio.app.voices import clip_words as module
from studio.app.voices.clip_words import ClipWords
from studio.audio.recognition import RecognitionFailed
from studio.core.pcm import Samples
from tests.support.desk import Desk
from tests.support.waiting import wait_until_async


class Listener:
    """Hears what it is told, once it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.words: str | Exception = "What is said."
        self.heard_s: list[float] = []
        self.go_on = Event()
        self.given_up = Event()
        monkeypatch.setattr(module, "recognised_words", self)

    def __call__(self, samples: Samples, rate_hz: int, step: Callable[[float], object]) -> str:
        self.heard_s.append(len(samples) / rate_hz)
        try:
            while not self.go_on.wait(0.01):
                step(0.5)
        except Exception:
            self.given_up.set()
            raise
        if isinstance(self.words, Exception):
            raise self.words
        return self.words


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    return Listener(monkeypatch)


async def at_work(desk: Desk, folder: Path) -> ClipWords:
    path = folder / "clip.wav"
    soundfile.write(path, np.zeros(8 * 8000, np.float32), 8000)
    cloning, words = desk.studio.cloning, desk.studio.clip_words
    words.find()
    assert words.progress is None, "there is no clip"
    cloning.open(path)
    await wait_until_async(lambda: cloning.clip is not None, what="the clip")
    cloning.keep(2.0, 5.0)
    words.find()
    await wait_until_async(lambda: words.progress == 0.5, what="its progress")
    return words


async def test_the_words_of_the_kept_stretch_are_told(desk: Desk, tmp_path: Path, listener: Listener) -> None:
    words = await at_work(desk, tmp_path)
    listener.go_on.set()
    await wait_until_async(lambda: words.progress is None, what="the end")
    assert (desk.studio.cloning.said, words.trouble, listener.heard_s) == ("What is said.", "", [3.0])


async def test_the_search_waits_for_them_and_they_for_it(desk: Desk, tmp_path: Path, listener: Listener) -> None:
    words, cloning = await at_work(desk, tmp_path), desk.studio.cloning
    cloning.agree(True)
    assert cloning.blocker == "The words are being found."
    words.cancel()
    assert cloning.blocker == ""
    cloning.find()
    words.find()
    assert words.progress is None
    assert "looked for" in words.waits
    cloning.cancel()
    assert words.waits == ""


@pytest.mark.parametrize("how", ["cancel", "another stretch", "no clip", "a recording"])
async def test_it_ends_at_once_where_it_is_no_more_wanted(
    desk: Desk, tmp_path: Path, listener: Listener, how: str
) -> None:
    words, cloning = await at_work(desk, tmp_path), desk.studio.cloning
    {
        "cancel": words.cancel,
        "another stretch": lambda: cloning.keep(0.0, 4.0),
        "no clip": cloning.begin,
        "a recording": cloning.record,
    }[how]()
    await wait_until_async(lambda: words.progress is None, what="its end")
    await wait_until_async(listener.given_up.is_set, what="the recogniser's end")
    assert cloning.said == ""
    cloning.end_recording()


@pytest.mark.parametrize(
    ("words", "told"),
    [(RecognitionFailed("It broke off."), "It broke off."), ("", "No words were heard"), (ValueError(), "")],
)
async def test_what_went_wrong_is_told_and_what_was_typed_stays(
    desk: Desk, tmp_path: Path, listener: Listener, words: str | Exception, told: str
) -> None:
    room = await at_work(desk, tmp_path)
    desk.studio.cloning.tell("typed")
    listener.words = words
    listener.go_on.set()
    await wait_until_async(lambda: room.progress is None, what="the end")
    assert told in room.trouble
    assert desk.studio.cloning.said == "typed"
