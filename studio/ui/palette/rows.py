# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be chosen in the palette, and the order in which it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from studio.ui.palette.matching import match

ACTIONS, SPEAKERS, TEXT, DICTIONARY = "Actions", "Speakers", "In the text", "Dictionary"
RECENT = "Used lately"
_MOST_RECENT = 5
_RECENT_BONUS = 8.0


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is changed in its row.

    Attributes:
        ends: The lowest and the highest of its whole steps.
        now: Gives the present one.
        words: Gives that in words, such as "0.94×".
        change: Sets one.
        stride: Steps of an arrow.
        origin: The step from which the groove is filled.
    """

    ends: tuple[int, int]
    now: Callable[[], int]
    words: Callable[[], str]
    change: Callable[[int], object]
    stride: int = 1
    origin: int = 0

    def move(self, strides: int) -> None:
        """Change it by so many strides of an arrow, within its ends."""
        self.set(self.now() + strides * self.stride)

    def set(self, step: int) -> None:
        low, high = self.ends
        step = min(max(step, low), high)
        if step != self.now():
            self.change(step)


def _nothing() -> object:
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """A row.

    Attributes:
        id: Its name, by which it is remembered as used; "" for one that is not.
        title: What is matched and shown.
        group: Its group.
        about: Words behind the title.
        icon: Name of a Phosphor icon.
        speaker: Id, name and hue of a speaker, whose avatar is shown instead.
        keys: Keys as they are shown, at the right.
        reason: Why it cannot be done; "" if it can.
        value: What arrows change in it.
        act: Does it.
        found: Whether it is there because it was found by other means than its title.
        places: Letters of the title that were matched.
    """

    id: str
    title: str
    group: str = ACTIONS
    about: str = ""
    icon: str = ""
    speaker: tuple[str, str, str] | None = None
    keys: str = ""
    reason: str = ""
    value: Value | None = None
    act: Callable[[], object] = _nothing
    found: bool = False
    places: frozenset[int] = field(default=frozenset(), compare=False)


def arrange(rows: Iterable[Row], query: str, recent: Sequence[str]) -> list[Row]:
    """The rows that match *query*, best ones first within their groups, of which the order stays. Without a query all,
    led by those used lately; *recent* are their ids, the last one first."""
    known = list(rows)
    if not query.strip():
        by_id = {row.id: row for row in known if row.id}
        lately = [by_id[each] for each in recent if each in by_id][:_MOST_RECENT]
        return [*(replace(row, group=RECENT) for row in lately), *(row for row in known if row not in lately)]
    bonus = {each: _RECENT_BONUS / (place + 1) for place, each in enumerate(recent)}
    found: list[tuple[float, Row]] = []
    for row in known:
        if row.found:
            found.append((0.0, row))
            continue
        matched = match(query, row.title)
        if matched is not None:
            found.append((matched.score + bonus.get(row.id, 0.0), replace(row, places=matched.places)))
        elif match(query, f"{row.keys} {row.about}") is not None:
            found.append((0.0, row))
    groups = list(dict.fromkeys(row.group for _, row in found))
    return [row for _, row in sorted(found, key=lambda each: (groups.index(each[1].group), -each[0]))]
