# SPDX-License-Identifier: GPL-3.0-or-later
"""Quotations in paragraphs of prose, by their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "「": "」", "『": "』"}
_CLOSING_SINGLE = {"‘": "’", "'": "'", "‚": "‘’", "‹": "›", "›": "‹"}
_BEFORE_OPENING = r"(?:^|(?<=[\s(\[—–-]))"
_DOUBLE = re.compile(_BEFORE_OPENING + r'[“„«»"「『](?=\S|[\u00a0\u202f ]\S)|(?<=\w)[「『]')
_SINGLE = re.compile(_BEFORE_OPENING + r"[‘'‚‹›](?=\w|[¿¡…—\"“])")
_MOST_SINGLE = 3000
_ENDS_SPEECH = frozenset(".,!?…—–-;:。、！？")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in a paragraph: text[start:end], its marks included.

    Attributes:
        goes_on: Whether it has no end in its paragraph: the next one begins with its opening mark again.
        continued: Whether it goes on with the one that the paragraph above does not end.
    """

    start: int
    end: int
    goes_on: bool = False
    continued: bool = False


def quotations(texts: Sequence[str]) -> tuple[tuple[Quotation, ...], ...]:
    """The quotations of each of *texts*, which are paragraphs in order.

    Single marks count where the text opens its paragraphs by them more often than by double ones; those within a
    quotation are a part of it.
    """
    singles = sum(bool(_SINGLE.match(text)) for text in texts) > sum(bool(_DOUBLE.match(text)) for text in texts)
    found: list[tuple[Quotation, ...]] = []
    open_mark = ""
    for number, text in enumerate(texts):
        following = next((other for other in texts[number + 1 : number + 3] if other.strip()), "")
        here = tuple(_in_paragraph(text, singles, open_mark, following))
        if text.strip():
            last = here[-1] if here else None
            open_mark = text[last.start] if last is not None and last.goes_on else ""
        found.append(here)
    return tuple(found)


def speaks(text: str) -> bool:
    """Whether a quotation, *text* with its marks, is what someone says, by its begin and end: no title and no word that
    is only called so."""
    inside = text[1:-1].strip()
    first = next((each for each in inside if each.isalnum()), "")
    return bool(inside) and inside[-1] in "‘’'\"”»" + "".join(_ENDS_SPEECH) and not first.islower()


def _in_paragraph(text: str, singles: bool, open_mark: str, following: str) -> Iterator[Quotation]:
    at = len(text) - len(text.lstrip())
    continued = bool(open_mark) and text[at : at + 1] == open_mark
    endless: set[str] = set()
    for begin in _openings(text, singles):
        if begin < at:
            continue
        end = _end_of(text, begin) if text[begin] not in endless else -1
        if end >= 0:
            yield Quotation(begin, end, False, continued)
            at = end
        elif following.lstrip()[:1] == text[begin]:
            yield Quotation(begin, len(text.rstrip()), True, continued)
            return
        else:
            # Those of its kind behind it have no end either.
            endless.add(text[begin])
        continued = False


def _openings(text: str, singles: bool) -> list[int]:
    found = [match.start() for match in _DOUBLE.finditer(text)]
    return sorted((*found, *(match.start() for match in _SINGLE.finditer(text)))) if singles else found


def _end_of(text: str, begin: int) -> int:
    """The place behind the closing mark of what opens at *begin*; -1 for none."""
    mark = text[begin]
    if mark in _CLOSING:
        return min((at + 1 for sign in _CLOSING[mark] if (at := text.find(sign, begin + 1)) >= 0), default=-1)
    last = min(len(text), begin + _MOST_SINGLE)
    other = _SINGLE.search(text, begin + 1)
    near = list(_ends(text, begin + 1, min(last, other.start() if other is not None else last)))
    # An apostrophe behind a letter ("the boys’ coats") is an end only where there is none behind a sign.
    sure = (at for at in near if text[at - 1] in _ENDS_SPEECH)
    return next((at + 1 for at in chain(sure, near, _ends(text, begin + 1, last))), -1)


def _ends(text: str, begin: int, end: int) -> Iterator[int]:
    """Places of single closing marks from *begin*, which is behind its opening mark, to *end*."""
    closing = _CLOSING_SINGLE[text[begin - 1]]
    return (at for at in range(begin, end) if text[at] in closing and _may_end(text, at))


def _may_end(text: str, at: int) -> bool:
    return not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()
