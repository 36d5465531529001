# SPDX-License-Identifier: Apache-2.0
"""Marks on a paragraph's text: how a part of it is said, or a pause at a place, as frozen values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on text[start:end] of its paragraph, in code points; a point has *start* == *end*.

    Attributes:
        kind: A name of MARK_KINDS, or one of a later version, which is kept and has no effect.
        value: In the form that the kind says; "" for a kind without one.
        told: Whether a dictionary tells it, and nobody has set it. It says the same, and is never saved.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    told: bool = field(default=False, compare=False)

    @property
    def point(self) -> bool:
        return self.start == self.end

    def shifted(self, by: int) -> Mark:
        return replace(self, start=self.start + by, end=self.end + by)


Becomes = Literal["tag", "split", "nothing"]


@dataclass(frozen=True, slots=True)
class MarkKind:
    """A kind of mark.

    Attributes:
        becomes: What a mark is in a request for speech: a tag, a split into requests, or nothing.
        tag: Whether a text file has a tag for it.
        group: Of two marks of one group that overlap, the later one counts.
        grows: Whether text typed at its end, or within it, belongs to it. A mark that does not grow goes when its text
            is changed.
        point: Whether it stands at a place.
    """

    becomes: Becomes
    tag: bool
    group: str
    grows: bool = True
    point: bool = False


MARK_KINDS: Mapping[str, MarkKind] = {
    # Seconds, such as "0.5".
    "pause": MarkKind("tag", True, "pause", point=True),
    # Phonemes in IPA.
    "ipa": MarkKind("tag", True, "saying", grows=False),
    # What is read in place of its text, such as "NOO-vah".
    "respelling": MarkKind("tag", True, "saying", grows=False),
    "spell": MarkKind("tag", True, "saying"),
    # A factor, such as "1.2".
    "speed": MarkKind("tag", True, "speed"),
    "volume": MarkKind("tag", True, "volume"),
    # A name, for our own emotions also with a level, such as "curiosity:low".
    "emotion": MarkKind("tag", True, "emotion"),
    # A speaker's id.
    "speaker": MarkKind("split", False, "speaker"),
    # A BCP 47 tag.
    "language": MarkKind("split", False, "language"),
    "emphasis": MarkKind("nothing", False, "emphasis"),
    # A tag, verbatim, that is none of ours or is wrong.
    "unknown": MarkKind("tag", True, "unknown", point=True),
}
"""The kinds, and in a comment the form of their value."""

_LATER = MarkKind("nothing", False, "", grows=True)
Marks = tuple[Mark, ...]


def kind_of(mark: Mark) -> MarkKind:
    """The kind of *mark*; for one of a later version, a kind without effect."""
    return MARK_KINDS.get(mark.kind) or replace(_LATER, group=f"later {mark.kind}", point=mark.point)


def ordered(marks: Iterable[Mark], length: int) -> Marks:
    """*marks* of a text of *length* code points in order: spans that touch and say the same are one, those without text
    are gone."""
    spans: list[Mark] = []
    points: list[Mark] = []
    for mark in marks:
        (points if kind_of(mark).point else spans).append(mark)
    whole = (_within(mark, length) for mark in spans)
    kept = sorted((mark for mark in whole if mark.start < mark.end), key=_by_place)
    joined: dict[str, Mark] = {}
    done: list[Mark] = []
    for mark in kept:
        group = kind_of(mark).group
        last = joined.get(group)
        same = last is not None and (last.kind, last.value) == (mark.kind, mark.value) and kind_of(mark).grows
        if last is not None and same and mark.start <= last.end:
            joined[group] = replace(last, end=max(last.end, mark.end))
            continue
        if last is not None:
            done.append(last)
        joined[group] = mark
    placed = [replace(mark, start=at, end=at) for mark in points for at in (min(max(mark.start, 0), length),)]
    # Of marks at one place points keep their order, which is that of their chips.
    return tuple(sorted((*done, *joined.values(), *placed), key=_by_place))


def put(marks: Marks, new: Mark, length: int) -> Marks:
    """*marks* with *new*, which counts over those of its group that it overlaps."""
    kind = kind_of(new)
    if kind.point:
        return ordered((*marks, new), length)
    if 0 <= new.start < new.end <= length and all(kind_of(mark).group != kind.group for mark in marks):
        # Nothing of its kind is there, as in most paragraphs of a book that is marked as a whole.
        place = bisect_right(marks, _by_place(new), key=_by_place)
        return (*marks[:place], new, *marks[place:])
    return ordered((*(part for mark in marks for part in _beside(mark, new)), new), length)


def put_point(marks: Marks, new: Mark, points: int) -> Marks:
    """*marks*, in the order of their chips, with the point *new* behind the first *points* of the points at its
    place."""
    there = [at for at, each in enumerate(marks) if kind_of(each).point and each.start == new.start]
    index = there[points] if points < len(there) else len(marks)
    return (*marks[:index], new, *marks[index:])


def cleared(marks: Marks, start: int, end: int, length: int, groups: Collection[str] | None = None) -> Marks:
    """*marks* of a text of *length* without what they say of text[start:end] and at its edges.

    Args:
        groups: Groups of kinds that are taken away, see `MarkKind`; None for all.
    """
    new = Mark("", start, end)
    kept: list[Mark] = []
    for mark in marks:
        kind = kind_of(mark)
        if groups is not None and kind.group not in groups:
            kept.append(mark)
        elif kind.point:
            kept += [] if start <= mark.start <= end else [mark]
        else:
            kept += _outside(mark, new)
    return ordered(kept, length)


def before(marks: Marks, place: int, points: int | None = None) -> Marks:
    """The marks on text[:place]. Of the points at *place* the first *points* go with that text; None for all."""
    kept = (mark for mark in marks if kind_of(mark).point and mark.start < place)
    return ordered((*kept, *_spans(marks, 0, place), *_points_at(marks, place)[:points]), place)


def behind(marks: Marks, place: int, length: int, points: int | None = None) -> Marks:
    """The marks on text[place:] of a text of *length*, counted from *place*: what `before` leaves."""
    there = () if points is None else _points_at(marks, place)[points:]
    kept = (mark for mark in marks if kind_of(mark).point and mark.start > place)
    rest = (*there, *kept, *_spans(marks, place, length))
    return ordered((mark.shifted(-place) for mark in rest), length - place)


def around(marks: Sequence[Mark], place: int) -> Iterator[Mark]:
    """The marks to which text typed at *place* belongs."""
    for mark in marks:
        kind = kind_of(mark)
        if kind.grows and not kind.point and mark.start < place <= mark.end:
            yield mark


def _points_at(marks: Marks, place: int) -> Marks:
    return tuple(mark for mark in marks if kind_of(mark).point and mark.start == place)


def _spans(marks: Marks, start: int, end: int) -> Iterator[Mark]:
    """The spans between *start* and *end*, as far as they are there."""
    for mark in marks:
        part = replace(mark, start=max(mark.start, start), end=min(mark.end, end))
        if not kind_of(mark).point and part.start < part.end and (part == mark or kind_of(mark).grows):
            yield part


def _beside(mark: Mark, new: Mark) -> Iterator[Mark]:
    """What of *mark* stays beside *new*."""
    if kind_of(mark).group != kind_of(new).group:
        yield mark
    else:
        yield from _outside(mark, new)


def _outside(mark: Mark, new: Mark) -> Iterator[Mark]:
    """What of the span *mark* is before and behind *new*; nothing of one that does not grow, as it says a whole."""
    if new.end <= mark.start or mark.end <= new.start:
        yield mark
    elif kind_of(mark).grows:
        yield from (replace(mark, end=new.start), replace(mark, start=new.end))


def _within(mark: Mark, length: int) -> Mark:
    if mark.start >= 0 and mark.end <= length:
        return mark
    return replace(mark, start=max(mark.start, 0), end=min(mark.end, length))


def _by_place(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end
