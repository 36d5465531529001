# SPDX-License-Identifier: GPL-3.0-or-later
"""Places to go to, as a person writes them: a time, a paragraph, a chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from studio.app.playback.places import chapter_starts
from studio.core.errors import InvalidArgument
from studio.project.edits import paragraph_starts

if TYPE_CHECKING:
    from studio.app.studio import Studio

PERMITTED = "a time (3:14, 1:02:03.5), a paragraph (12, p 12) or a chapter (c 3)"
_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{2})(?:[.,](\d{1,3}))?")
_NUMBER = re.compile(r"(p|para|paragraph|¶|c|ch|chapter)?\.?\s*(\d{1,7})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to go: the second of a "time", or the number, from 1 on, of a "paragraph" or "chapter"."""

    kind: Literal["time", "paragraph", "chapter"]
    value: float


def read_goal(written: str) -> Goal:
    """The goal that is *written*.

    Raises:
        InvalidArgument: it is none of what is permitted.
    """
    text = written.strip()
    time = _TIME.fullmatch(text)
    if time is not None:
        hours, minutes, seconds, rest = time.groups()
        if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
            raise InvalidArgument("place", "a time with seconds, and minutes behind an hour, of at most 59")
        whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
        return Goal("time", whole + float(f"0.{rest or 0}"))
    number = _NUMBER.fullmatch(text)
    if number is None:
        raise InvalidArgument("place", PERMITTED)
    kind: Literal["paragraph", "chapter"] = "chapter" if (number[1] or "p")[0].lower() == "c" else "paragraph"
    return Goal(kind, int(number[2]))


def position_of(goal: Goal, studio: Studio) -> int:
    """The character of the present text at *goal*.

    Raises:
        InvalidArgument: the text has no such place; what it has is told.
    """
    project = studio.editing.project
    if goal.kind == "time":
        studio.overview.catch_up()
        most_s = studio.overview.text_total_s
        if goal.value > most_s:
            raise InvalidArgument("place", f"a time within the text, which is {_clock(most_s)} long")
        return studio.overview.text_at(goal.value)
    starts = paragraph_starts(project) if goal.kind == "paragraph" else chapter_starts(project)
    if not starts:
        raise InvalidArgument("place", "a time or a paragraph: the text has no chapters")
    if not 1 <= goal.value <= len(starts):
        raise InvalidArgument("place", f"a {goal.kind} from 1 to {len(starts):,}".replace(",", "\u202f"))
    return starts[int(goal.value) - 1]


def _clock(t_s: float) -> str:
    minutes, seconds = divmod(int(t_s), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}" if minutes >= 60 else f"{minutes}:{seconds:02d}"
