# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of the transcript: pure functions from a document to the next."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from studio.core.document import Document, Paragraph, new_paragraph
from studio.core.errors import InvalidArgument

MAX_PARAGRAPH_CHARS = 3000
_LINE_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"(?<=[.!?…。！？।])[\"'”’»)\]]*\s+|(?<=[。！？])")


def edit_text(document: Document, position: int, removed: int, added: str) -> Document:
    """*document* with *removed* characters at *position* of its text replaced by *added*.

    Paragraphs before and after the edit keep their ids; of those it touches, the first one does.

    Raises:
        InvalidArgument: the range leaves the text.
    """
    text_length = sum(len(paragraph.text) + 1 for paragraph in document.paragraphs) - 1
    if position < 0 or removed < 0 or position + removed > text_length:
        raise InvalidArgument("position", f"a range within 0 to {text_length}", f"{position} + {removed}")
    first, first_offset = paragraph_at(document, position)
    last, last_offset = paragraph_at(document, position + removed)
    head = document.paragraphs[first].text[:first_offset]
    tail = document.paragraphs[last].text[last_offset:]
    lines = _LINE_BREAKS.split(head + added + tail) if added else [head + tail]
    kept = replace(document.paragraphs[first], text=lines[0])
    changed = (kept, *(new_paragraph(line) for line in lines[1:]))
    if len(lines) > 1 and first != last:
        changed = (*changed[:-1], replace(document.paragraphs[last], text=lines[-1]))
    return replace(document, paragraphs=document.paragraphs[:first] + tuple(changed) + document.paragraphs[last + 1 :])


def with_text(document: Document, text: str) -> Document:
    """*document* with a new transcript; giant paragraphs are split, see split_giant_paragraphs."""
    paragraphs = tuple(new_paragraph(line) for line in _LINE_BREAKS.split(text))
    return split_giant_paragraphs(replace(document, paragraphs=paragraphs))


def split_giant_paragraphs(document: Document, max_chars: int = MAX_PARAGRAPH_CHARS) -> Document:
    """*document* with every paragraph over *max_chars* split at sentence ends, else at blanks.

    A single word longer than that stays whole. Returns *document* itself when nothing is that long.
    """
    if all(len(paragraph.text) <= max_chars for paragraph in document.paragraphs):
        return document
    paragraphs: list[Paragraph] = []
    for paragraph in document.paragraphs:
        if len(paragraph.text) <= max_chars:
            paragraphs.append(paragraph)
            continue
        parts = _parts(paragraph.text, max_chars)
        paragraphs.append(replace(paragraph, text=parts[0]))
        paragraphs.extend(new_paragraph(part) for part in parts[1:])
    return replace(document, paragraphs=tuple(paragraphs))


def paragraph_at(document: Document, position: int) -> tuple[int, int]:
    """Index of the paragraph that holds character *position* of the text, and the offset within it."""
    start = 0
    for index, paragraph in enumerate(document.paragraphs):
        end = start + len(paragraph.text)
        if position <= end:
            return index, position - start
        start = end + 1
    raise InvalidArgument("position", f"a place within 0 to {start - 1}", str(position))


def paragraph_starts(document: Document) -> tuple[int, ...]:
    """Character position of each paragraph's start in the text."""
    starts = []
    start = 0
    for paragraph in document.paragraphs:
        starts.append(start)
        start += len(paragraph.text) + 1
    return tuple(starts)


def _parts(text: str, max_chars: int) -> list[str]:
    sentences = _pieces(text, [match.end() for match in _SENTENCE_END.finditer(text)])
    parts: list[str] = []
    for sentence in sentences:
        for piece in _fitting(sentence, max_chars):
            if parts and len(parts[-1]) + len(piece) <= max_chars:
                parts[-1] += piece
            else:
                parts.append(piece)
    return [part.rstrip() for part in parts]


def _fitting(sentence: str, max_chars: int) -> list[str]:
    if len(sentence) <= max_chars:
        return [sentence]
    return _pieces(sentence, [match.end() for match in re.finditer(r"\s+", sentence)])


def _pieces(text: str, cuts: list[int]) -> list[str]:
    bounds = [0, *cuts, len(text)]
    return [text[start:end] for start, end in itertools.pairwise(bounds) if end > start]
