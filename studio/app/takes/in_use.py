# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of a paragraph's takes is heard, and what has changed since it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from studio.core.engines import kind_of
from studio.core.project import TakeNote
from studio.core.takes import Made, Take

Stale = Literal["", "text", "voice", "version", "engine"]
"""What has changed since a take was made; "" for nothing, "version" for the version of engine or model alone, "engine"
for the engine alone, which may not have the voices that are meant."""


FITTING: frozenset[Stale] = frozenset(["", "version", "engine"])
"""What may have changed since for a take to be heard in place of a new one."""


@dataclass(frozen=True, slots=True)
class InUse:
    """A paragraph's take that is heard, or was last.

    Attributes:
        take: The take.
        stale: What has changed since; a locked take is never stale.
    """

    take: Take
    stale: Stale = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a take of a paragraph is made of: *now*, by the running engine, and as it is *meant*, where that engine only
    stands in. Both are heard: a book stays ready while the model that spoke it is not there."""

    now: Made
    meant: Made

    def met_by(self, made: Made) -> bool:
        """Whether a take that was made so fits."""
        return made.says(self.now) or made.says(self.meant)

    def stale(self, made: Made) -> Stale:
        """What has changed since a take was made so."""
        if made.text != self.now.text:
            return "text"
        if not self.met_by(made):
            return "voice"
        if made.engine == self.now.engine or not self.now.engine:
            # While it is not known which engine will run, nothing has changed.
            return ""
        return "version" if kind_of(made.engine) == kind_of(self.now.engine) else "engine"


def best_of(takes: Sequence[Take], notes: Sequence[TakeNote], wanted: Wanted) -> InUse | None:
    """The one of *takes*, the oldest first, that is heard: the one that *notes* choose or lock, else the newest that
    meets what is *wanted*; where none does, the one chosen or newest, which is stale. None of none."""
    if not takes:
        return None
    used = next((note for note in notes if note.used and not note.deleted), None)
    chosen = next((take for take in takes if used is not None and take.id == used.take), None)
    if chosen is not None and used is not None and (used.locked or wanted.met_by(chosen.made)):
        return InUse(chosen, "" if used.locked else wanted.stale(chosen.made))
    fitting = [take for take in takes if wanted.met_by(take.made)]
    # An engine that stands in goes before no other.
    engine = wanted.now.engine
    same = [take for take in fitting if take.made.engine == engine] if wanted.now == wanted.meant else []
    # The newest by its place, as a clock may be set back.
    best = (same or fitting or [chosen or takes[-1]])[-1]
    return InUse(best, wanted.stale(best.made))
