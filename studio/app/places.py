# SPDX-License-Identifier: GPL-3.0-or-later
"""Places in a transcript, as character positions: kept under edits, and found at the words that are spoken."""

from __future__ import annotations

from studio.core.changes import moved_place
from studio.core.document import Document, Paragraph
from studio.core.markup import spoken_spans


def moved(before: Document, after: Document, position: int) -> int:
    """Where the character at *position* of *before* stands in *after*."""
    old, new = before.paragraphs, after.paragraphs
    if old is new:
        return position
    # Only the paragraphs that differ are compared by character: a book is edited in one of them.
    most = min(len(old), len(new))
    first = next((n for n in range(most) if old[n] is not new[n]), most)
    last = next((n for n in range(most - first) if old[-1 - n] is not new[-1 - n]), most - first)
    start = sum(len(each.text) + 1 for each in old[:first])
    if position < start:
        return position
    here, there = (_text(each[first : len(each) - last]) for each in (old, new))
    if position - start >= len(here):
        return min(position - len(here) + len(there), len(after.text))
    return min(start + moved_place(here, there, position - start), len(after.text))


def first_word(document: Document, language: str, start: int, end: int | None = None) -> int | None:
    """Where the first spoken word that holds or follows character *start* begins; None if none does before *end*."""
    at = 0
    for paragraph in document.paragraphs:
        if end is not None and at >= end:
            break
        if at + len(paragraph.text) > start:
            for span in spoken_spans(paragraph.text, language):
                if at + span.end > start and (end is None or at + span.start < end):
                    return at + span.start
        at += len(paragraph.text) + 1
    return None


def _text(paragraphs: tuple[Paragraph, ...]) -> str:
    return "".join(f"{paragraph.text}\n" for paragraph in paragraphs)
