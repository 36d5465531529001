# SPDX-License-Identifier: GPL-3.0-or-later
"""A paragraph in the overview, with its take, as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The window shows these values before anything heavy is loaded.
    from studio.app.takes.in_use import Stale
    from studio.app.takes.takes import LiveTake


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
