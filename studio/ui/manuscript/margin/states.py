# SPDX-License-Identifier: GPL-3.0-or-later
"""States of paragraphs, as the margin shows them: each has a shape and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.app.overview.chapters import ChapterState, OutlineChapter
from studio.app.takes.part import OverviewPart
from studio.ui.transport.clock import clock

Shape = Literal["disc", "half", "ring", "arc"]

PHASES: dict[str, tuple[Shape, str, str]] = {
    "ready": ("disc", "Ready", "Rendered as it is written and read now"),
    "partly": ("half", "Partly ready", "Some of it is rendered; the rest comes when it is played or rendered"),
    "rendering": ("arc", "Rendering", "It is being rendered"),
    "next": ("ring", "Next", "It is rendered as soon as its turn comes"),
    "tuning": ("arc", "Tuning", "It is being rendered as the voice was changed"),
    "none": ("ring", "Not rendered", "Not rendered yet; that comes when it is played or rendered"),
    "text": ("ring", "Text changed", "The text has changed since it was rendered"),
    "voice": ("ring", "Voice changed", "Who reads it, or how, has changed since it was rendered"),
    "version": ("disc", "Ready, older", "Another version of the voices made it: it is heard and exported as it is"),
    "engine": ("disc", "Ready, kept", "An engine made it that does not run now: it is heard and exported as it is"),
}
"""Shape, words and meaning of each phase. "version" is of a take that another version of engine or model has made,
"engine" of one that another engine has made."""

_OF_CHAPTERS: dict[ChapterState, str] = {
    "ready": "ready",
    "part": "partly",
    "rendering": "rendering",
    "none": "none",
    "failed": "none",
}


@dataclass(frozen=True, slots=True)
class Reads:
    """Who reads a paragraph.

    Attributes:
        speaker_id, name, hue: The speaker's.
        above: Whether it is whoever reads the paragraph above.
    """

    speaker_id: str
    name: str
    hue: str
    above: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphState:
    """A paragraph's state.

    Attributes:
        phase: A key of PHASES.
        fraction: The share rendered, 0 to 1; shown while it is being rendered.
        takes: Number of takes; one needs no list.
        open: Whether their list is open.
        reads: Who reads it; None where there is only one who does, and beside a chapter's heading.
        chapter: Length of the chapter that it is the heading of, such as "4:12", whose state this is then; "" for
            another paragraph, and in a text of one chapter.
    """

    phase: str = "none"
    fraction: float = 0.0
    takes: int = 0
    open: bool = False
    reads: Reads | None = None
    chapter: str = ""

    @property
    def shape(self) -> Shape:
        return PHASES[self.phase][0]

    @property
    def words(self) -> str:
        """Its words, such as "Rendering 62 %", or "Chapter · 4:12"."""
        if self.chapter:
            share = f"{round(100 * self.fraction)} %" if self.phase in ("partly", "rendering") else "Chapter"
            return f"{share} · {self.chapter}"
        said = PHASES[self.phase][1]
        return f"{said} {round(100 * self.fraction)} %" if self.phase == "rendering" else said

    @property
    def tip(self) -> str:
        """What the state means."""
        return PHASES[self.phase][2]

    @property
    def takes_words(self) -> str:
        """Such as "3 takes"; "" where there is no choice."""
        return f"{self.takes} takes" if self.takes > 1 else ""


def chapter_state(chapter: OutlineChapter) -> ParagraphState:
    """The state of a chapter's heading."""
    length = clock(chapter.length_s, tenths=False)
    said = f"\u2248 {length}" if chapter.estimated else length
    # What is rendered is short of the whole until its state is another.
    return ParagraphState(_OF_CHAPTERS[chapter.state], min(0.99, chapter.fraction), chapter=said)


def state_of(part: OverviewPart | None) -> ParagraphState:
    """The state of a paragraph from its *part* of the overview."""
    take = part.take if part is not None else None
    if part is None or take is None or (take.error is not None and not take.complete):
        return ParagraphState("none")
    if not part.current:
        return ParagraphState(part.changed)
    if part.broken_off:
        return ParagraphState("partly" if take.frames else "none")
    if not take.complete:
        # An estimate may fall short of what is rendered.
        fraction = min(0.99, part.rendered_s / max(part.duration_s, 1e-6))
        return ParagraphState("rendering" if take.frames else "next", fraction)
    if part.rendered_s < part.duration_s:
        return ParagraphState("partly")
    return ParagraphState(part.stale or "ready")
