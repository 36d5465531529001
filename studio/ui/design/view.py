# SPDX-License-Identifier: GPL-3.0-or-later
"""Values shown by the design panel."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.speech import Controls
from studio.core.voices import Voice


@dataclass(frozen=True, slots=True)
class MixRowView:
    """One voice of the mix.

    Attributes:
        part: Its share, 0 to 1, all shares together being 1.
        muted, solo: See `core.voices.MixPart`.
        heard: Whether it is heard, as neither it is muted nor another one solo.
        last_heard: Whether all others are muted.
    """

    voice: Voice
    part: float
    muted: bool = False
    solo: bool = False
    heard: bool = True
    last_heard: bool = False


@dataclass(frozen=True, slots=True)
class DesignView:
    """The design panel's values.

    Attributes:
        name: What the header calls this design: its speaker or, where one alone reads, its voices.
        letter: Which of the designs A and B this is.
        other: Whether there is another one.
        differs: Whether that is another design.
        ghost: In that design, the weights of the first four voices of *mix*; empty where it has the same or none.
        matched: Whether both are heard equally loud.
        speaker_id, hue: Of that speaker; "" where one alone reads.
        mix: The voices heard.
        voices: Voices that may be added.
        controls, language: As in the shown speaker's design.
        languages: Tags on offer.
        own_language: The heaviest voice's own language, spoken where *language* is "".
        mixing_unavailable_reason: Why voices cannot be mixed now; "" when they can.
        adding_unavailable_reason: Why no voice can be added now; "" when one can.
        saving_unavailable_reason: Why the mix cannot be saved as a voice; "" when it can.
    """

    name: str = ""
    mix: tuple[MixRowView, ...] = ()
    voices: tuple[Voice, ...] = ()
    controls: Controls = Controls()
    language: str = ""
    languages: tuple[str, ...] = ()
    own_language: str = ""
    mixing_unavailable_reason: str = ""
    adding_unavailable_reason: str = ""
    saving_unavailable_reason: str = ""
    speaker_id: str = ""
    hue: str = ""
    letter: str = "A"
    other: bool = False
    differs: bool = False
    ghost: tuple[float, ...] = ()
    matched: bool = True

    @property
    def other_letter(self) -> str:
        """The letter of the design that is not heard."""
        return "A" if self.letter == "B" else "B"

    @property
    def differing(self) -> str:
        """What is said where the two differ."""
        return f"changed from {self.other_letter}"
