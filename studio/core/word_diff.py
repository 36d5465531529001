# SPDX-License-Identifier: Apache-2.0
"""What differs between two texts of a project, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from studio.core.project import Paragraph, Project

_WORDS = re.compile(r"\S+\s*|\s+")
_MOST_WORDS = 4000
_ALIKE = 0.4

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both texts, in the earlier one alone, or in the later one alone."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class ComparedParagraph:
    """A paragraph of either text, or one of both. *manner* tells whether its marks, kind or speaker
    differ, or whether it is read, while its words do not."""

    runs: tuple[Run, ...]
    manner: bool = False

    @property
    def same(self) -> bool:
        return not self.manner and all(run.change == "same" for run in self.runs)


def compared(before: Project, after: Project) -> tuple[ComparedParagraph, ...]:
    """The paragraphs of *before* and *after* in order, word by word where they differ."""
    old, new = before.paragraphs, after.paragraphs
    found: list[ComparedParagraph] = []
    matcher = SequenceMatcher(None, [_key(each) for each in old], [_key(each) for each in new], autojunk=False)
    for kind, old_first, old_end, new_first, new_end in matcher.get_opcodes():
        if kind == "equal":
            found += [ComparedParagraph((Run("same", each.text),)) for each in new[new_first:new_end]]
        else:
            found += _pairs(old[old_first:old_end], new[new_first:new_end])
    return tuple(found)


def _pairs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[ComparedParagraph]:
    """Paragraphs that differ: those of one id beside each other, the others alone."""
    now = {paragraph.id: paragraph for paragraph in new}
    if len(old) == len(new) and not now.keys() & {paragraph.id for paragraph in old}:
        # Texts that were opened anew have other ids.
        now = {one.id: other for one, other in zip(old, new, strict=True) if _alike(one.text, other.text)}
    waiting = list(new)
    for paragraph in old:
        other = now.get(paragraph.id)
        if other is None or other not in waiting:
            yield ComparedParagraph((Run("removed", paragraph.text),))
            continue
        # What is new and stands before it comes first.
        while waiting[0] is not other:
            yield ComparedParagraph((Run("added", waiting.pop(0).text),))
        waiting.pop(0)
        if paragraph.text == other.text:
            yield ComparedParagraph((Run("same", other.text),), manner=_key(paragraph) != _key(other))
        else:
            yield ComparedParagraph(tuple(_runs(paragraph.text, other.text)))
    for paragraph in waiting:
        yield ComparedParagraph((Run("added", paragraph.text),))


def _alike(old: str, new: str) -> bool:
    words = (_WORDS.findall(old)[:_MOST_WORDS], _WORDS.findall(new)[:_MOST_WORDS])
    return SequenceMatcher(None, *words, False).ratio() >= _ALIKE


def _runs(old: str, new: str) -> Iterator[Run]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        yield from (Run("removed", old), Run("added", new))
        return
    for kind, old_first, old_end, new_first, new_end in SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "equal":
            yield Run("same", "".join(after[new_first:new_end]))
            continue
        if old_end > old_first:
            yield Run("removed", "".join(before[old_first:old_end]))
        if new_end > new_first:
            yield Run("added", "".join(after[new_first:new_end]))


def _key(paragraph: Paragraph) -> tuple[object, ...]:
    return paragraph.text, paragraph.marks, paragraph.kind, paragraph.level, paragraph.speaker, paragraph.left_out
