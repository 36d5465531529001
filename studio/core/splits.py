# SPDX-License-Identifier: Apache-2.0
"""Paragraphs of which stretches are spoken by other speakers, or in other languages: a request for each stretch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from studio.core.marks import Marks, before, behind, kind_of
from studio.core.project import Paragraph, Split, SplitDesign, VoiceDesign, paragraph_spans
from studio.core.timeline import WordSpan, says_something

DesignOf = Callable[[str, str], VoiceDesign]
"""Gives the design of a speaker's id ("" for the paragraph's own) in a language ("" for the design's own)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a paragraph as a paragraph of its own, which begins at character *start* and is spoken in
    *design*."""

    paragraph: Paragraph
    start: int
    design: VoiceDesign


def splitting(marks: Marks) -> Marks:
    """Those of *marks* that split a paragraph into requests."""
    return tuple(mark for mark in marks if kind_of(mark).becomes == "split")


def split_design(paragraph: Paragraph, own: VoiceDesign, design_of: DesignOf) -> VoiceDesign:
    """The design in which *paragraph* is spoken: *own*, or that with those of its stretches.

    A stretch begins and ends with whole words, and is no stretch of its own if it says nothing, or sounds as what is
    before it.
    """
    marks = splitting(paragraph.marks)
    if not marks:
        return own
    text = paragraph.text
    cuts = {_beside_words(text, cut) for mark in marks for cut in (mark.start, mark.end)}
    splits: list[Split] = []
    for start, end in pairwise(sorted({0, len(text), *cuts})):
        says = says_something(text[start:end])
        design = _design_at(_first_sign(text, start, end), marks, own, design_of) if says else own
        last = splits[-1] if splits else None
        if last is None:
            splits.append(Split(start, end, design))
        elif not says or last.design == design:
            splits[-1] = replace(last, end=end)
        elif not says_something(text[last.start : last.end]):
            splits[-1] = Split(last.start, end, design)
        else:
            splits.append(Split(start, end, design))
    if all(split.design == own for split in splits):
        return own
    return SplitDesign(own.mix, own.controls, own.language, own.meant, tuple(splits))


def own_design(design: VoiceDesign) -> VoiceDesign:
    """The paragraph's own design, without those of its stretches, and without the one that it stands in for."""
    if isinstance(design, SplitDesign) or design.meant is not None:
        return VoiceDesign(design.mix, design.controls, design.language)
    return design


def as_meant(design: VoiceDesign) -> VoiceDesign:
    """What *design*, or each of its stretches, stands in for; itself where that is nothing."""
    own = design.meant or own_design(design)
    if not isinstance(design, SplitDesign):
        return own
    splits = tuple(replace(split, design=as_meant(split.design)) for split in design.splits)
    return SplitDesign(own.mix, own.controls, own.language, splits=splits)


def with_each(design: VoiceDesign, change: Callable[[VoiceDesign], VoiceDesign]) -> VoiceDesign:
    """*design* with *change* applied to it and to the designs of its stretches."""
    if not isinstance(design, SplitDesign):
        return change(design)
    own = change(own_design(design))
    splits = tuple(replace(split, design=change(split.design)) for split in design.splits)
    return SplitDesign(own.mix, own.controls, own.language, splits=splits)


def parts_of(paragraph: Paragraph, design: VoiceDesign) -> tuple[Part, ...]:
    """What of *paragraph* is spoken in which design, in order; *design* is that of `split_design`."""
    if not isinstance(design, SplitDesign):
        return (Part(paragraph, 0, design),)
    return tuple(_part(paragraph, split) for split in design.splits)


def spans_in(paragraph: Paragraph, design: VoiceDesign) -> tuple[WordSpan, ...]:
    """The words of *paragraph*, spoken in *design*, that are timed, with their places in it."""
    if not isinstance(design, SplitDesign):
        return paragraph_spans(paragraph, design.language)
    return tuple(_spans(parts_of(paragraph, design)))


def _spans(parts: tuple[Part, ...]) -> Iterator[WordSpan]:
    for part in parts:
        for span in paragraph_spans(part.paragraph, part.design.language):
            yield WordSpan(span.text, span.start + part.start, span.end + part.start)


def _part(paragraph: Paragraph, split: Split) -> Part:
    start, end = split.start, split.end
    marks = behind(before(paragraph.marks, end), start, end, None if start else 0)
    text = paragraph.text[start:end]
    kept = tuple(mark for mark in marks if kind_of(mark).becomes != "split")
    return Part(replace(paragraph, text=text, marks=kept), start, split.design)


def _design_at(place: int, marks: Marks, own: VoiceDesign, design_of: DesignOf) -> VoiceDesign:
    values = {mark.kind: mark.value for mark in marks if mark.start <= place < mark.end}
    return design_of(values.get("speaker", ""), values.get("language", "")) if values else own


def _beside_words(text: str, cut: int) -> int:
    """*cut*, or the end of the word that it is in if only punctuation of it is on one side."""
    start, end = cut, cut
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    if not says_something(text[cut:end]):
        return end
    return cut if says_something(text[start:cut]) else start


def _first_sign(text: str, start: int, end: int) -> int:
    """The place of the first letter, or such, of text[start:end], which has one."""
    return next(at for at in range(start, end) if says_something(text[at]))
