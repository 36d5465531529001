# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window shows of playback, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlaybackPhase = Literal["stopped", "playing", "paused", "waiting"]
TAKE = "take:"
"""Begin of an `audition_voice_id` that is no voice's, but a take's, which is played by itself."""
CLIP, CLIP_AND_VOICE = "clip", "clip and voice"
"""What stands behind it for a recording, by itself or in turn with the voice that was found for it."""


@dataclass(frozen=True, slots=True)
class HeardWord:
    """The word being heard: text[start:end] of the whole transcript."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Seam:
    """The place where the reading goes over to a changed design.

    Attributes:
        at_s, end_s: In the whole transcript, in seconds: it, and the end of its sentence as far as that is known.
        start, end: The text from the first word in it to the end of that sentence, in characters.
        label: What was changed, such as "Speed 0.94×".
        at: Whether that is at the next word or, where the engine is slow, at the next sentence.
        took_s: Seconds from the change to the begin of its sound.
    """

    at_s: float
    end_s: float
    start: int
    end: int
    label: str
    at: Literal["word", "sentence"]
    took_s: float


@dataclass(frozen=True, slots=True)
class PlaybackView:
    """One moment of playing.

    Attributes:
        phase: The player's phase.
        elapsed_s: Position in the whole transcript, in seconds.
        total_s: Length of the whole transcript, estimated as far as it is not rendered yet.
        estimated: Whether total_s is an estimate.
        word: The word heard now, if any.
        sentence_start: Start of the heard word's sentence in the transcript.
        audition_voice_id: The voice being auditioned; "" while the transcript is read.
        tuning: Where a changed design will be heard whose sound is not there yet, "word" or "sentence"; "" for none.
        loops: Whether a stretch is read again and again.
        seam: Where the paragraph that is heard went over, or goes over, to a changed design; None if it does not.
    """

    phase: PlaybackPhase = "stopped"
    elapsed_s: float = 0.0
    total_s: float = 0.0
    estimated: bool = True
    word: HeardWord | None = None
    sentence_start: int = 0
    audition_voice_id: str = ""
    tuning: Literal["", "word", "sentence"] = ""
    seam: Seam | None = None
    loops: bool = False
