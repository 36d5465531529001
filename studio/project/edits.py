# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of the transcript, as pure functions from one document to the next."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from studio.core.errors import InvalidArgument
from studio.core.project import Paragraph, Project, new_paragraph
from studio.core.tags import tag_around

MAX_PARAGRAPH_CHARS = 3000
_LONGEST_CLUSTER = 64
_JOINER = "\u200d"
# Characters that belong to the emoji before them.
_CLINGING = frozenset([_JOINER, *(chr(code) for code in range(0x1F3FB, 0x1F400))])
_LINE_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…।][\"'”’»)\]]*\s+|[。！？](?:[\"'”’»)\]]*\s+)?")


def edit_text(project: Project, position: int, removed: int, added: str) -> Project:
    """*document* with *removed* characters at *position* of its text replaced by *added*.

    Paragraphs before and after the edit keep their ids, and so do moved ones. Of the changed paragraphs the first keeps
    its id.

    Raises:
        InvalidArgument: the range is not within the text.
    """
    text_length = sum(len(paragraph.text) + 1 for paragraph in project.paragraphs) - 1
    if position < 0 or removed < 0 or position + removed > text_length:
        raise InvalidArgument("position", f"a range within 0 to {text_length}", f"{position} + {removed}")
    first, first_offset = paragraph_at(project, position)
    last, last_offset = paragraph_at(project, position + removed)
    head = project.paragraphs[first].text[:first_offset]
    tail = project.paragraphs[last].text[last_offset:]
    lines = _LINE_BREAKS.split(head + added + tail) if added else [head + tail]
    ids = [project.paragraphs[first].id, *(new_paragraph("").id for _ in lines[1:])]
    only_moved = last_offset == 0 and tail != "" and lines[-1] == tail
    if only_moved or (len(lines) > 1 and first != last):
        if first == last:
            ids[0] = new_paragraph("").id
        ids[-1] = project.paragraphs[last].id
    changed = tuple(Paragraph(each, line) for each, line in zip(ids, lines, strict=True))
    return replace(project, paragraphs=project.paragraphs[:first] + changed + project.paragraphs[last + 1 :])


def with_text(project: Project, text: str) -> Project:
    """*document* with a new transcript; giant paragraphs are split, see split_giant_paragraphs."""
    return split_giant_paragraphs(with_lines(project, text))


def with_lines(project: Project, text: str) -> Project:
    """*document* with a new transcript: each line is a paragraph of any length."""
    return replace(project, paragraphs=tuple(new_paragraph(line) for line in _LINE_BREAKS.split(text)))


def split_giant_paragraphs(project: Project, max_chars: int = MAX_PARAGRAPH_CHARS) -> Project:
    """*document* with every paragraph over *max_chars* split at sentence ends, else at blanks, else within a word.

    A tag stays whole unless it alone is longer. Returns *document* itself if no paragraph is that long.
    """
    if all(len(paragraph.text) <= max_chars for paragraph in project.paragraphs):
        return project
    paragraphs: list[Paragraph] = []
    for paragraph in project.paragraphs:
        if len(paragraph.text) <= max_chars:
            paragraphs.append(paragraph)
            continue
        parts = _parts(paragraph.text, max_chars)
        paragraphs.append(replace(paragraph, text=parts[0]))
        paragraphs.extend(new_paragraph(part) for part in parts[1:])
    return replace(project, paragraphs=tuple(paragraphs))


def paragraph_at(project: Project, position: int) -> tuple[int, int]:
    """Index of the paragraph that holds character *position* of the text, and the offset within it."""
    start = 0
    for index, paragraph in enumerate(project.paragraphs):
        end = start + len(paragraph.text)
        if position <= end:
            return index, position - start
        start = end + 1
    raise InvalidArgument("position", f"a place within 0 to {start - 1}", str(position))


def paragraph_starts(project: Project) -> tuple[int, ...]:
    """Character position of each paragraph's start in the text."""
    starts = []
    start = 0
    for paragraph in project.paragraphs:
        starts.append(start)
        start += len(paragraph.text) + 1
    return tuple(starts)


def _parts(text: str, max_chars: int) -> list[str]:
    def outside(place: int) -> int:
        """*place*, or the start of the tag around it."""
        around = tag_around(text, place)
        return around[0] if around is not None and around[1] - around[0] <= max_chars else place

    sentences = [match.end() for match in _SENTENCE_END.finditer(text)]
    cuts = [0]
    while len(text) - cuts[-1] > max_chars:
        start, most = cuts[-1], cuts[-1] + max_chars
        cut = _last_sentence(sentences, start, most, outside) or _last_blank(text, start, most, outside)
        cuts.append(cut or _within_word(text, start, max(outside(most), start + 1), outside))
    parts = [text[start:end].rstrip() for start, end in itertools.pairwise([*cuts, len(text)])]
    return [part for part in parts if part] or [""]


def _last_sentence(places: list[int], start: int, most: int, outside: Callable[[int], int]) -> int:
    """The last of *places* after *start* and up to *most* that no tag holds; 0 for none."""
    number = bisect_right(places, most) - 1
    while number >= 0 and places[number] > start:
        if outside(places[number]) == places[number]:
            return places[number]
        number -= 1
    return 0


def _last_blank(text: str, start: int, most: int, outside: Callable[[int], int]) -> int:
    """The last end of blanks after *start* and up to *most* that no tag holds; 0 for none."""
    if text[most : most + 1].isspace():
        # These blanks end too late.
        most = start + len(text[start:most].rstrip())
    while most > start:
        piece = text[start:most]
        word = "" if piece[-1].isspace() else piece.rsplit(None, 1)[-1]
        place = most - len(word)
        if place <= start or outside(place) == place:
            return place if place > start else 0
        most = start + len(text[start:place].rstrip())
    return 0


def _within_word(text: str, start: int, place: int, outside: Callable[[int], int]) -> int:
    """*place*, or one a little before it and after *start*, which splits neither a letter from its marks nor an
    emoji."""
    for cut in range(place, max(place - _LONGEST_CLUSTER, start), -1):
        clings = unicodedata.category(text[cut])[0] == "M" or text[cut] in _CLINGING or text[cut - 1] == _JOINER
        if not clings and outside(cut) == cut:
            return cut
    return place
