# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import base64

import pytest

from studio.core.errors import SpeechFailed
from studio.core.timeline import WordTiming
from studio.engine.base import HeadStart
from studio.server.rendering.outs import (
    AudioOut,
    CancelledOut,
    FailedOut,
    FinishedOut,
    FlushedOut,
    HeadStartOut,
    Out,
    PhonemesOut,
    SkippedOut,
    WordsOut,
)
from studio.server.speech.out_messages import out_message

TIMES = (WordTiming("a", 0.0, 0.5),)


@pytest.mark.parametrize(
    ("out", "kind", "key", "value"),
    [
        (AudioOut(b"ab", 0.1, 2.0), "chunk", "data", base64.b64encode(b"ab").decode()),
        (WordsOut(TIMES), "timestamps", "word_timestamps", {"words": ["a"], "start": [0.0], "end": [0.5]}),
        (
            PhonemesOut(TIMES),
            "phoneme_timestamps",
            "phoneme_timestamps",
            {"phonemes": ["a"], "start": [0], "end": [0.5]},
        ),
        (SkippedOut(("x",)), "notice", "skipped", ["x"]),
        (HeadStartOut(HeadStart(1.5, 0.5)), "notice", "buffer_s", 1.5),
    ],
)
def test_what_comes_out_is_told_of_its_context(out: Out, kind: str, key: str, value: object) -> None:
    message = out_message(out, "mine", add_notices=True)
    assert message is not None
    assert (message["type"], message["context_id"], message["done"], message[key]) == (kind, "mine", False, value)


def test_audio_names_the_flush_that_it_belongs_to() -> None:
    audio = AudioOut(b"ab", 0.1, 2.0)
    assert (out_message(audio, "mine", False, 3) or {})["flush_id"] == 3
    assert "flush_id" not in (out_message(audio, "mine", False) or {})


@pytest.mark.parametrize("out", [SkippedOut(("x",)), HeadStartOut(HeadStart(1.5, 0.5))])
def test_a_notice_that_nobody_asked_for_is_not_sent(out: Out) -> None:
    assert out_message(out, "mine", add_notices=False) is None


@pytest.mark.parametrize("out", [FlushedOut(), FinishedOut(), CancelledOut(), FailedOut(SpeechFailed("No."))])
def test_ends_and_flushes_are_told_by_whoever_knows_how(out: Out) -> None:
    assert out_message(out, "mine", add_notices=True) is None
