# SPDX-License-Identifier: Apache-2.0
"""Outputs: the dictionaries that the library gives for a stream's messages."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable
from typing import TYPE_CHECKING

from studio.client.wire.bodies import Allowance
from studio.client.wire.messages import Chunk, Message, Timestamps

if TYPE_CHECKING:
    from studio.client.library.types import SpeechOutput, WordTimestamps

_WORD_BYTES = 150
"""About the memory of a word's text and times."""


def output_of(message: Message, context_id: str | None = None, begin_s: float = 0.0) -> SpeechOutput | None:
    """The output for *message*, of a speech that begins at *begin_s*; None if it has none."""
    output: SpeechOutput
    if isinstance(message, Chunk) and message.data:
        output = {"audio": message.data}
    elif isinstance(message, Timestamps):
        output = {"word_timestamps": _timestamps(message, begin_s)}
    else:
        return None
    if context_id is not None:
        output["context_id"] = context_id
    return output


def collected(
    outputs: Iterable[SpeechOutput], most_bytes: int, context_id: str | None = None, with_timestamps: bool = False
) -> SpeechOutput:
    """All *outputs* joined to one.

    Raises:
        NotUnderstood: more audio or words than *most_bytes*.
    """
    whole = _Whole(most_bytes)
    for output in outputs:
        whole.add(output)
    return whole.output(context_id, with_timestamps)


async def acollected(
    outputs: AsyncIterable[SpeechOutput], most_bytes: int, context_id: str | None = None, with_timestamps: bool = False
) -> SpeechOutput:
    """Like *collected*, for an async generator."""
    whole = _Whole(most_bytes)
    async for output in outputs:
        whole.add(output)
    return whole.output(context_id, with_timestamps)


class _Whole:
    def __init__(self, most_bytes: int) -> None:
        self._allowance = Allowance(most_bytes)
        self._audio = bytearray()
        self._words: WordTimestamps = {"words": [], "start": [], "end": []}

    def add(self, output: SpeechOutput) -> None:
        if "audio" in output:
            self._allowance.take(len(output["audio"]))
            self._audio += output["audio"]
        if "word_timestamps" in output:
            found = output["word_timestamps"]
            self._allowance.take(sum(map(len, found["words"])) + _WORD_BYTES * len(found["words"]))
            self._words["words"] += found["words"]
            self._words["start"] += found["start"]
            self._words["end"] += found["end"]

    def output(self, context_id: str | None, with_timestamps: bool) -> SpeechOutput:
        whole: SpeechOutput = {"audio": bytes(self._audio)}
        if context_id is not None:
            whole["context_id"] = context_id
        if with_timestamps:
            whole["word_timestamps"] = self._words
        return whole


def _timestamps(message: Timestamps, begin_s: float) -> WordTimestamps:
    return {
        "words": [word.text for word in message.words],
        "start": [begin_s + word.start_s for word in message.words],
        "end": [begin_s + word.end_s for word in message.words],
    }
