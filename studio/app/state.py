# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program shows of itself, as frozen values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    # The window shows these values before anything heavy is loaded.
    from studio.app.takes import LiveTake
    from studio.client.status import EngineStatus

EnginePhase = Literal["starting", "ready", "restarting", "failed"]
PlaybackPhase = Literal["stopped", "playing", "paused", "waiting"]


@dataclass(frozen=True, slots=True)
class EngineState:
    """The local engine: *status* is what it last said of itself, None before that; *message* explains a failure."""

    phase: EnginePhase = "starting"
    status: EngineStatus | None = None
    message: str = ""

    @property
    def ready(self) -> bool:
        return self.phase == "ready"


@dataclass(frozen=True, slots=True)
class HeardWord:
    """The word being heard: text[start:end] of the whole transcript."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PlaybackView:
    """One moment of playing.

    Attributes:
        phase: What the player does.
        elapsed_s: Where in the whole transcript, in seconds.
        total_s: Length of the whole transcript; estimated where it is not rendered yet.
        estimated: Whether total_s is an estimate.
        word: The word heard now, if any.
        sentence_start: Where the heard word's sentence starts in the transcript.
        audition_voice_id: The voice being auditioned; "" when the transcript is read.
    """

    phase: PlaybackPhase = "stopped"
    elapsed_s: float = 0.0
    total_s: float = 0.0
    estimated: bool = True
    word: HeardWord | None = None
    sentence_start: int = 0
    audition_voice_id: str = ""


@dataclass(frozen=True, slots=True)
class OverviewPart:
    """A paragraph in the overview.

    Attributes:
        start_s, duration_s: Its place in the whole transcript, the pause after it left out.
        take: Its audio and words so far, None where nothing is rendered; words count from *sound_s*.
        lead_s: How long it takes to read what stands before the take's text.
        current: Whether it would be spoken alike now; otherwise text or design have changed since.
    """

    paragraph_id: str
    start_s: float
    duration_s: float
    take: LiveTake | None
    lead_s: float = 0.0
    current: bool = True

    @property
    def sound_s(self) -> float:
        """Where in the transcript's time the take begins."""
        return self.start_s + self.lead_s

    @property
    def rendered_s(self) -> float:
        """How much of it can be heard now."""
        return self.take.duration_s if self.take is not None else 0.0


@dataclass(frozen=True, slots=True)
class Activity:
    """Long work in progress: what it is, how far (0 to 1, None where it is not known), and how to cancel it.

    Attributes:
        waiting: It waits for other work's end.
    """

    key: str
    text: str
    fraction: float | None = None
    cancel: Callable[[], None] | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know.

    Attributes:
        key: A notice takes the place of an earlier one with the same key.
        text: Plain words: what happened and what to do; "" takes the notice away.
        kind: "error" or "info".
        action: What a button could do about it; None for none.
        action_text: What stands on that button.
        lasting: It stays for as long as what it says is so, and cannot be closed.
        holds: Whether what it tells of still is so; None for something that happened once.
    """

    key: str
    text: str
    kind: Literal["error", "info"] = "error"
    action: Callable[[], None] | None = None
    action_text: str = ""
    lasting: bool = False
    holds: Callable[[], bool] | None = field(default=None, compare=False)
