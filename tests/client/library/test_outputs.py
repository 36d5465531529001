# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from studio.client.library.outputs import acollected, collected, output_of
from studio.client.wire.messages import Chunk, Finished, Message, Timestamps
from studio.core.errors import ProtocolError
from studio.core.timeline import WordTiming

WORDS = Timestamps((WordTiming("One", 0.0, 0.5), WordTiming("two.", 0.5, 1.0)))
TIMES: dict[str, list[Any]] = {"words": ["One", "two."], "start": [0.0, 0.5], "end": [0.5, 1.0]}
OUTPUTS: list[Any] = [{"audio": b"ab"}, {"word_timestamps": TIMES}, {"audio": b"cd"}, {"word_timestamps": TIMES}]


@pytest.mark.parametrize(
    ("message", "output"),
    [
        (Chunk(b"ab"), {"audio": b"ab"}),
        (Chunk(b""), None),
        (WORDS, {"word_timestamps": TIMES}),
        (Timestamps(()), {"word_timestamps": {"words": [], "start": [], "end": []}}),
        (Finished(), None),
    ],
)
def test_audio_and_words_have_an_output_and_the_rest_has_none(message: Message, output: dict[str, Any] | None) -> None:
    assert output_of(message) == output
    assert output_of(message, "mine") == (None if output is None else {**output, "context_id": "mine"})


def test_outputs_are_joined_in_their_order() -> None:
    assert collected(OUTPUTS, 1000) == {"audio": b"abcd"}
    doubled = {key: values * 2 for key, values in TIMES.items()}
    whole = {"audio": b"abcd", "context_id": "mine", "word_timestamps": doubled}
    assert collected(OUTPUTS, 1000, "mine", with_timestamps=True) == whole


def test_nothing_is_a_whole_without_sound() -> None:
    assert collected([], 0) == {"audio": b""}
    assert collected([], 0, with_timestamps=True)["word_timestamps"] == {"words": [], "start": [], "end": []}


def test_more_audio_or_words_than_allowed_is_given_up() -> None:
    assert collected([{"audio": b"abcd"}], 4) == {"audio": b"abcd"}
    with pytest.raises(ProtocolError):
        collected([{"audio": b"abcd"}], 3)
    with pytest.raises(ProtocolError):
        collected([{"word_timestamps": TIMES}], 300)  # type: ignore[typeddict-item]


async def test_outputs_of_an_event_loop_are_joined_alike() -> None:
    async def outputs() -> AsyncIterator[Any]:
        for output in OUTPUTS:
            yield output

    assert await acollected(outputs(), 1000, "mine", True) == collected(OUTPUTS, 1000, "mine", True)
