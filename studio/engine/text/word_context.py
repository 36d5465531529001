# SPDX-License-Identifier: GPL-3.0-or-later
"""A written word among its neighbours, as the rules of `normalise` see it, and the numbers in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from studio.engine.text import numerals
from studio.engine.text.language import Spoken
from studio.engine.text.local_tables import Local

SILENT = "∅"
"""What a rule gives for a word that rightly has no sound of its own, since a word beside it says it too."""


@dataclass(frozen=True, slots=True)
class Context:
    """A word without the punctuation around it, its neighbours likewise ("" at the edges), and where it is."""

    core: str
    before: str
    following: str
    dotted: bool
    last: bool
    table: Spoken
    american: bool
    say: Callable[[Context], str]
    local: Local
    cores: tuple[str, ...]
    written: tuple[str, ...]
    index: int

    @property
    def language(self) -> str:
        """Primary subtag, by the numerals' language; "" where figures are left to espeak-ng."""
        return self.table.numerals.partition("_")[0]

    def at(self, offset: int) -> str:
        """The word so many places further on, without the punctuation around it; "" beyond the sentence."""
        place = self.index + offset
        return self.cores[place] if 0 <= place < len(self.cores) else ""

    def said(self, core: str) -> str:
        """What all the rules make of *core* in this word's place: for rules that read a word in parts."""
        return self.say(replace(self, core=core))


def is_letter(character: str) -> bool:
    """Whether *character* is part of a word in any script: letters, their marks, and joiners."""
    return unicodedata.category(character)[0] in "LM" or character in "\u200c\u200d"


def figures_of(text: str, table: Spoken) -> tuple[str, str] | None:
    """Digits before and behind the decimal mark of a number written with or without thousands marks, or None."""
    group = "," if table.decimal == "." else "."
    text = re.sub(r"(?<=\d)['\u00a0\u202f](?=\d{3})", "", text)
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{2,3}})*{re.escape(group)}\d{{3}}", text):
        return text.replace(group, ""), ""
    match = re.fullmatch(
        rf"(\d{{1,3}}(?:{re.escape(group)}\d{{3}})+|\d*){re.escape(table.decimal)}(\d+)|(\d+)", text, re.ASCII
    )
    if match:
        return (match[3] or (match[1] or "0").replace(group, "")), match[2] or ""
    other = re.fullmatch(rf"(\d+){re.escape(group)}(\d{{1,2}})", text, re.ASCII)
    return (other[1], other[2]) if other else None


def number_of(text: str, context: Context) -> str | None:
    """The number *text* in words, or None if it is none."""
    found = figures_of(text, context.table)
    if found is None:
        return None
    whole, fraction = found
    if fraction:
        return numerals.decimal(whole, fraction, context.table, american=context.american)
    return numerals.amount(whole, context.table, american=context.american)
