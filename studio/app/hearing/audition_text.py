# SPDX-License-Identifier: GPL-3.0-or-later
"""What a voice says when it is tried."""

from __future__ import annotations

import json
from dataclasses import replace

from studio.app.takes.sentences import sentence_after, sentence_start
from studio.core.languages import primary
from studio.core.marks import before, behind, kind_of
from studio.core.project import Paragraph
from studio.core.resources import resource
from studio.core.timeline import says_something

_LONGEST = 600
"""Characters of the longest sentence that is said as a whole."""


def sample_sentence(language: str) -> str:
    """The sentence for auditions of a voice of *language* (a BCP 47 tag)."""
    sentences: dict[str, str] = json.loads(resource("samples/audition.json").read_text("utf-8"))
    return sentences.get(primary(language), sentences["en"])


def sentence_in(paragraph: Paragraph, inside: int) -> Paragraph | None:
    """The sentence at character *inside* of *paragraph* as a paragraph of its own, with its marks but without what
    would give parts of it to others; None where it says nothing."""
    text = paragraph.text
    start = sentence_start(text, min(inside, max(len(text) - 1, 0)))
    after = sentence_after(text, start)
    end = min(len(text) if after is None else after, start + _LONGEST)
    said = text[start:end].rstrip()
    if not says_something(said):
        return None
    marks = behind(before(paragraph.marks, end), start, end)
    kept = tuple(mark for mark in marks if kind_of(mark).becomes != "split" and mark.end <= len(said))
    return replace(paragraph, text=said, marks=kept)
