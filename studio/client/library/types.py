# SPDX-License-Identifier: Apache-2.0
"""Types of the library's dictionaries."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class VoiceMetadata(TypedDict):
    """A voice as the API describes it; *embedding* holds 192 floats, *created_at* an ISO time."""

    id: str
    name: str
    description: str
    embedding: list[float]
    is_public: bool
    user_id: str
    created_at: str
    language: str


class VoiceControls(TypedDict, total=False):
    """*speed*: -1.0 to 1.0, or slowest, slow, normal, fast, fastest. *emotion*: tags such as "anger:high"."""

    speed: str | float
    emotion: list[str]


class OutputFormat(TypedDict):
    """*container*: raw or wav. *encoding*: pcm_f32le, pcm_s16le, pcm_mulaw or pcm_alaw. *sample_rate*: Hz."""

    container: str
    encoding: str
    sample_rate: int
    bit_rate: NotRequired[int]


class WordTimestamps(TypedDict):
    """Words, verbatim, and when each starts and ends, in seconds from the start of the speech."""

    words: list[str]
    start: list[float]
    end: list[float]


class SpeechOutput(TypedDict, total=False):
    """One piece of a stream: *audio* bytes in the format asked for, or *word_timestamps*; sockets add *context_id*."""

    audio: bytes
    word_timestamps: WordTimestamps
    context_id: str


class MixVoice(TypedDict, total=False):
    """One part of a mix: an *id* or an *embedding*, and its *weight*."""

    id: str
    embedding: list[float]
    weight: float
