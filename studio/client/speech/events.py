# SPDX-License-Identifier: Apache-2.0
"""Events that answer a speech request, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.core.errors import StudioError
    from studio.core.pcm import Samples
    from studio.core.timeline import WordTiming


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """The next stretch of sound.

    Attributes:
        samples: Mono float32, full scale 1.0, at the rate that was asked for.
        start_s: Where it begins, in seconds from the start of the speech.
    """

    samples: Samples
    start_s: float


@dataclass(frozen=True, slots=True)
class Words:
    """The next words, verbatim, with times in seconds from the start of the speech; never out of order."""

    words: tuple[WordTiming, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Notices about the speech.

    Attributes:
        skipped: Words that could not be spoken (an emoji, a control character), verbatim.
        buffer_s: Seconds of audio to gather before playing, on a machine that renders more slowly than is heard. It
            comes before the first audio; 0 for none.
        wait_s: Seconds after the first audio when playing may begin with less, at the machine's present pace; None if
            the server does not tell.
    """

    skipped: tuple[str, ...]
    buffer_s: float = 0.0
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The speech is complete; the last event."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The speech ended early; the last event. Audio and words before it are good."""

    error: StudioError


SpeechEvent = Audio | Words | Notice | Done | Failed
