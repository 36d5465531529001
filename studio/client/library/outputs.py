# SPDX-License-Identifier: Apache-2.0
"""Messages of a stream as the dictionaries that the library hands out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from studio.client.wire.messages import Chunk, Message, Timestamps

if TYPE_CHECKING:
    from studio.client.library.types import SpeechOutput, WordTimestamps


def output_of(message: Message, context_id: str | None = None) -> SpeechOutput | None:
    """The dictionary for *message*, None for one that has none."""
    output: SpeechOutput
    if isinstance(message, Chunk) and message.data:
        output = {"audio": message.data}
    elif isinstance(message, Timestamps):
        output = {"word_timestamps": _timestamps(message)}
    else:
        return None
    if context_id is not None:
        output["context_id"] = context_id
    return output


def collected(
    outputs: Iterable[SpeechOutput], context_id: str | None = None, with_timestamps: bool = False
) -> SpeechOutput:
    """All *outputs* as one: the audio joined, the words in one list."""
    audio: list[bytes] = []
    words: WordTimestamps = {"words": [], "start": [], "end": []}
    for output in outputs:
        if "audio" in output:
            audio.append(output["audio"])
        if "word_timestamps" in output:
            words["words"] += output["word_timestamps"]["words"]
            words["start"] += output["word_timestamps"]["start"]
            words["end"] += output["word_timestamps"]["end"]
    whole: SpeechOutput = {"audio": b"".join(audio)}
    if context_id is not None:
        whole["context_id"] = context_id
    if with_timestamps:
        whole["word_timestamps"] = words
    return whole


def _timestamps(message: Timestamps) -> WordTimestamps:
    return {
        "words": [word.text for word in message.words],
        "start": [word.start_s for word in message.words],
        "end": [word.end_s for word in message.words],
    }
