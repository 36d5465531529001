# SPDX-License-Identifier: GPL-3.0-or-later
"""Splitting of giant paragraphs, which would be slow to lay out and to speak."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_right
from dataclasses import replace

from studio.core.marks import before, behind, ordered
from studio.core.project import Paragraph, Project, new_paragraph

MAX_PARAGRAPH_CHARS = 3000
_LONGEST_CLUSTER = 64
_JOINER = "\u200d"
# Characters that belong to the emoji before them.
_CLINGING = frozenset([_JOINER, *(chr(code) for code in range(0x1F3FB, 0x1F400))])
_SENTENCE_END = re.compile(r"[.!?…।][\"'”’»)\]]*\s+|[。！？](?:[\"'”’»)\]]*\s+)?")


def split_giant_paragraphs(project: Project, max_chars: int = MAX_PARAGRAPH_CHARS) -> Project:
    """*project* with every paragraph over *max_chars* split at sentence ends, else at blanks, else within a word.

    Returns *project* itself if no paragraph is that long.
    """
    if all(len(paragraph.text) <= max_chars for paragraph in project.paragraphs):
        return project
    paragraphs: list[Paragraph] = []
    for paragraph in project.paragraphs:
        if len(paragraph.text) <= max_chars:
            paragraphs.append(paragraph)
            continue
        first = True
        for start, end in _parts(paragraph.text, max_chars):
            part = paragraph.text[start:end]
            text = part.rstrip()
            if end == len(paragraph.text):
                # What is typed next goes behind these blanks.
                text = part[: max(len(text), min(len(part), max_chars))]
            marks = ordered(behind(before(paragraph.marks, end), start, end, None if start else 0), len(text))
            each = replace(paragraph, text=text, marks=marks)
            paragraphs.append(each if first else replace(each, id=new_paragraph("").id, cue_s=None))
            first = False
    return replace(project, paragraphs=tuple(paragraphs))


def _parts(text: str, max_chars: int) -> list[tuple[int, int]]:
    """Starts and ends of the parts of *text*, none of them blank unless all is."""
    sentences = [match.end() for match in _SENTENCE_END.finditer(text)]
    cuts = [0]
    while len(text) - cuts[-1] > max_chars:
        start, most = cuts[-1], cuts[-1] + max_chars
        cut = _last_sentence(sentences, start, most) or _last_blank(text, start, most)
        cuts.append(cut or _within_word(text, start, most))
    parts: list[tuple[int, int]] = []
    for start, end in itertools.pairwise([*cuts, len(text)]):
        if parts and not text[start:end].strip():
            # Its marks go with the part before it.
            start = parts.pop()[0]
        elif parts and not text[parts[-1][0] : start].strip():
            start = parts.pop()[0]
        parts.append((start, end))
    return parts


def _last_sentence(places: list[int], start: int, most: int) -> int:
    """The last of *places* after *start* and up to *most*; 0 for none."""
    number = bisect_right(places, most) - 1
    return places[number] if number >= 0 and places[number] > start else 0


def _last_blank(text: str, start: int, most: int) -> int:
    """The last end of blanks after *start* and up to *most*; 0 for none."""
    if text[most : most + 1].isspace():
        # These blanks end too late.
        most = start + len(text[start:most].rstrip())
    piece = text[start:most]
    word = "" if not piece or piece[-1].isspace() else piece.rsplit(None, 1)[-1]
    place = most - len(word)
    return place if place > start else 0


def _within_word(text: str, start: int, place: int) -> int:
    """*place*, or one a little before it and after *start*, which splits neither a letter from its marks nor an
    emoji."""
    for cut in range(place, max(place - _LONGEST_CLUSTER, start), -1):
        clings = unicodedata.category(text[cut])[0] == "M" or text[cut] in _CLINGING or text[cut - 1] == _JOINER
        if not clings:
            return cut
    return place
