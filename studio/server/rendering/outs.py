# SPDX-License-Identifier: GPL-3.0-or-later
"""Outputs of a render: audio, times, notices and its end."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.errors import StudioError
from studio.core.timeline import WordTiming
from studio.engine.base import HeadStart


@dataclass(frozen=True, slots=True)
class AudioOut:
    """Audio in the format asked for, as whole samples. *step_ms* is the time that rendering their piece took."""

    data: bytes
    duration_s: float
    step_ms: float


@dataclass(frozen=True, slots=True)
class WordsOut:
    """Words with their times, in seconds from the start of the stream."""

    words: tuple[WordTiming, ...]


@dataclass(frozen=True, slots=True)
class PhonemesOut:
    """Phonemes with their times, in seconds from the start of the stream."""

    phonemes: tuple[WordTiming, ...]


@dataclass(frozen=True, slots=True)
class SkippedOut:
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadStartOut:
    """The head start that a player needs to hear no gap, where this machine renders more slowly than is heard."""

    head_start: HeadStart


@dataclass(frozen=True, slots=True)
class FlushedOut:
    """All audio of the text before a flush has come out."""


@dataclass(frozen=True, slots=True)
class FinishedOut:
    """All audio of the text has come out."""


@dataclass(frozen=True, slots=True)
class CancelledOut:
    """The render was cancelled; nothing more comes out."""


@dataclass(frozen=True, slots=True)
class FailedOut:
    error: StudioError


Out = (
    AudioOut | WordsOut | PhonemesOut | SkippedOut | HeadStartOut | FlushedOut | FinishedOut | CancelledOut | FailedOut
)
