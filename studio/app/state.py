# SPDX-License-Identifier: GPL-3.0-or-later
"""The studio's state for the window, as frozen values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    # The window shows these values before anything heavy is loaded.
    from studio.app.takes import LiveTake
    from studio.app.taking import Stale
    from studio.client.status import EngineStatus

EnginePhase = Literal["starting", "ready", "restarting", "failed"]
PlaybackPhase = Literal["stopped", "playing", "paused", "waiting"]


@dataclass(frozen=True, slots=True)
class EngineState:
    """State of the local engine: *status* is its last one, None before the first; *message* explains a failure."""

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


TAKE = "take:"
"""Begin of an `audition_voice_id` that is no voice's, but a take's, which is played by itself."""


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


@dataclass(frozen=True, slots=True)
class OverviewPart:
    """A paragraph in the overview.

    Attributes:
        start_s, duration_s: Its place in the whole transcript, without the pause after it.
        take: Its audio and words so far, None if nothing is rendered; words count from *sound_s*.
        lead_s: Seconds for reading the text before the take's text.
        stale: What has changed since the take was made, where that is known.
        changed: What makes that it would be spoken otherwise now; "" where it would be spoken the same.
        broken_off: Whether the take is not whole, and nothing adds to it any more.
    """

    paragraph_id: str
    start_s: float
    duration_s: float
    take: LiveTake | None
    lead_s: float = 0.0
    changed: Stale = ""
    stale: Stale = ""
    broken_off: bool = False

    @property
    def current(self) -> bool:
        """Whether it would be spoken the same now."""
        return not self.changed

    @property
    def sound_s(self) -> float:
        """Begin of the take in the transcript's time."""
        return self.start_s + self.lead_s

    @property
    def rendered_s(self) -> float:
        """Seconds of it that can be heard now."""
        return self.take.duration_s if self.take is not None else 0.0


LEAST_CHAPTERS = 3
"""Chapters from which on there is an outline to show."""
ChapterState = Literal["ready", "part", "none", "rendering", "failed"]


@dataclass(frozen=True, slots=True)
class OutlineChapter:
    """A chapter.

    Attributes:
        paragraph_id: Id of its heading.
        row, end: Its first row, and the one after its last.
        title: The heading's text.
        state: How far it is rendered; "failed" where a paragraph of it could not be.
        length_s: Its length with the pauses within it.
        estimated: Whether some of that is an estimate.
        fraction: The share that is rendered, by length.
        failed: Number of the first paragraph that could not be rendered, counted from 1 in the chapter; 0 for none.
    """

    paragraph_id: str
    row: int
    end: int
    title: str
    state: ChapterState = "none"
    length_s: float = 0.0
    estimated: bool = True
    fraction: float = 0.0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Activity:
    """Long work in progress: its name, the share done (0 to 1, None if unknown), and how to cancel it.

    Attributes:
        waiting: Whether it waits for the end of other work.
    """

    key: str
    text: str
    fraction: float | None = None
    cancel: Callable[[], None] | None = None
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A text for the person.

    Attributes:
        key: Its key; a notice replaces an earlier one with the same key.
        text: Plain words: what happened and what to do; "" takes the notice away.
        kind: "error" or "info".
        action: The action of its button; None for no button.
        action_text: The button's text.
        lasting: Whether it stays as long as it holds, and cannot be closed.
        holds: Tells whether it still holds; None for an event.
    """

    key: str
    text: str
    kind: Literal["error", "info"] = "error"
    action: Callable[[], object] | None = None
    action_text: str = ""
    lasting: bool = False
    holds: Callable[[], bool] | None = field(default=None, compare=False)
