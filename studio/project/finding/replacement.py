# SPDX-License-Identifier: GPL-3.0-or-later
"""What is put in the place of what was found: words, and groups of an expression."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    from regex import Match, Pattern

_LINE_BREAKS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_PLACE = re.compile(r"\$(?:(\$)|(\d{1,2})|\{(\w+)\})?")

Piece = str | tuple[int, int]
"""A text to put in, or start and end of a part of the paragraph's text that stays."""


class BadReplacement(InvalidArgument):
    """The replacement names a group that the expression has not; `permitted` says what it may name."""

    def __init__(self, permitted: str) -> None:
        super().__init__("replacement", permitted)


@dataclass(frozen=True, slots=True)
class Replacement:
    """A text with groups in it.

    Attributes:
        parts: Texts, and numbers of groups; 0 is all that was found.
    """

    parts: tuple[str | int, ...]

    def pieces(self, match: Match[str]) -> tuple[Piece, ...]:
        """What it is for *match*. A group that took no part is nothing."""
        made: list[Piece] = []
        for part in self.parts:
            if isinstance(part, str):
                made.append(part)
            elif match.start(part) >= 0:
                made.append(match.span(part))
        return tuple(made)

    def text(self, match: Match[str]) -> str:
        """The text that is put in for *match*."""
        return "".join(each if isinstance(each, str) else match.string[slice(*each)] for each in self.pieces(match))


def replacement_of(written: str, pattern: Pattern[str], expression: bool) -> Replacement:
    """The replacement *written*: in an *expression* "$1" is its first group, "${name}" the one of that name, "$0" all
    that was found, and "$$" a dollar; otherwise all stands for itself.

    Raises:
        BadReplacement: there is no such group.
        InvalidArgument: it has more than one line.
    """
    if _LINE_BREAKS.search(written):
        raise InvalidArgument("replacement", "one line")
    if not expression:
        return Replacement((written,) if written else ())
    parts: list[str | int] = []
    done = 0
    for found in _PLACE.finditer(written):
        parts.append(written[done : found.start()])
        dollar, number, name = found.groups()
        if number is not None:
            parts += _numbered(number, pattern.groups)
        elif name is not None:
            parts.append(_named(name, pattern.groups, pattern.groupindex))
        else:
            # Also one that stands alone, such as a price's.
            parts.append(dollar or "$")
        done = found.end()
    parts.append(written[done:])
    return Replacement(tuple(part for part in parts if part != ""))


def _numbered(digits: str, groups: int) -> list[str | int]:
    """The group of that number; of two digits the first alone where there are not so many groups."""
    if int(digits) <= groups:
        return [int(digits)]
    if len(digits) == 2 and 0 < int(digits[0]) <= groups:
        return [int(digits[0]), digits[1]]
    raise BadReplacement(_permitted(groups))


def _named(name: str, groups: int, names: Mapping[str, int]) -> int:
    if name in names:
        return names[name]
    if name.isdecimal() and int(name) <= groups:
        return int(name)
    raise BadReplacement(_permitted(groups))


def _permitted(groups: int) -> str:
    if not groups:
        return "without groups but $0, as the expression has none; $$ is a dollar"
    last = "$1" if groups == 1 else f"$1 to ${groups}"
    return f"of the groups that the expression has ({last}, $0 for all); $$ is a dollar"
