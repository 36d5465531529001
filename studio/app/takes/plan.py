# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a paragraph's take: which stretches of an earlier take are kept, and which words are rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from studio.core.marks import before, behind
from studio.core.markup import pause_seconds
from studio.core.project import Paragraph, paragraph_spans
from studio.core.tagging import read_tags, with_tags
from studio.core.timeline import WordRange, WordSpan, WordTiming

LEAD_S, TAIL_S = 0.05, 0.075
"""Seconds before the first and behind the last word of a stretch that is rendered by itself."""
USUAL_PAUSE_S = 0.3
"""Pause between two sentences where the earlier take tells none."""
SENTENCE_END = re.compile(r"[.!?…。！？।][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch of the earlier take.

    Attributes:
        from_s, to_s: The stretch; None for the take's end.
        first_word, end_word: Its words in the earlier take.
        pause_s: Seconds of silence before it, that are put there beside the voice's own.
    """

    from_s: float
    to_s: float | None
    first_word: int
    end_word: int
    pause_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Rendered:
    """Words of the text to render, with a pause before them that no earlier take has."""

    words: WordRange
    pause_s: float = 0.0


Plan = tuple[Kept | Rendered, ...]


def plan(paragraph: Paragraph, language: str, script: str, words: Sequence[WordTiming]) -> Plan | None:
    """How *paragraph* is made of an earlier take that speaks *script* with those *words*; None where none of its
    sentences can be kept."""
    new = list(_sentences(paragraph, paragraph_spans(paragraph, language)))
    earlier = _paragraph_of(script)
    if earlier is None:
        return None
    spans = paragraph_spans(earlier, language)
    if len(spans) != len(words):
        return None
    old = list(_sentences(earlier, spans))
    matcher = SequenceMatcher(None, [each.script for each in old], [each.script for each in new], autojunk=False)
    parts: list[Kept | Rendered] = []
    for kind, old_first, old_end, new_first, new_end in matcher.get_opcodes():
        if kind == "equal":
            first, last = old[old_first].first, old[old_end - 1].end
            if parts and isinstance(parts[-1], Rendered):
                put_s = old[old_first - 1].pause_s if old_first else 0.0
                parts.append(_kept(first, last, words, put_s, new[new_first - 1].pause_s))
            else:
                parts.append(_kept(first, last, words))
        elif new_end > new_first:
            end = None if new_end == len(new) else new[new_end - 1].end
            parts.append(Rendered(WordRange(new[new_first].first, end), _pause_before(parts, words)))
    if not any(isinstance(part, Kept) for part in parts):
        return None
    return tuple(parts)


def respoken(words: WordRange, times: Sequence[WordTiming]) -> Plan:
    """How a take is made of an earlier one of the same text with those *times*, by rendering *words* anew."""
    end = len(times) if words.end is None else min(words.end, len(times))
    parts: list[Kept | Rendered] = [Rendered(WordRange(words.first, None if end == len(times) else end))]
    if words.first:
        to_s = max(times[words.first].start_s - LEAD_S, times[words.first - 1].end_s)
        parts.insert(0, Kept(0.0, to_s, 0, words.first))
    if end < len(times):
        from_s = min(times[end - 1].end_s + TAIL_S, times[end].start_s)
        parts.append(Kept(from_s, None, end, len(times)))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Words *first* to *end* of a paragraph, what is said of them, and the seconds of pauses put behind them."""

    first: int
    end: int
    script: str
    pause_s: float


def _sentences(paragraph: Paragraph, spans: Sequence[WordSpan]) -> Iterator[_Sentence]:
    first = 0
    for number, span in enumerate(spans):
        if number == len(spans) - 1 or SENTENCE_END.search(span.text):
            # What stands between two sentences, such as a pause, belongs to the one before it.
            start = 0 if first == 0 else spans[first].start
            end = len(paragraph.text) if number == len(spans) - 1 else spans[number + 1].start
            marks = behind(before(paragraph.marks, end), start, end, None if start else 0)
            put = (mark for mark in paragraph.marks if mark.kind == "pause" and span.end <= mark.start <= end)
            pause_s = sum(pause_seconds(mark.value) for mark in put)
            yield _Sentence(first, number + 1, with_tags(paragraph.text[start:end].rstrip(), marks).text, pause_s)
            first = number + 1


def _paragraph_of(script: str) -> Paragraph | None:
    lines = read_tags(script)
    return Paragraph("", lines[0].text, lines[0].marks) if len(lines) == 1 else None


def _kept(first: int, end: int, words: Sequence[WordTiming], put_s: float | None = None, pause_s: float = 0.0) -> Kept:
    """The stretch of words *first* to *end* with the pause behind it.

    Args:
        put_s: Seconds that were put before it beside the voice's pause, which goes with it; None if that does not.
        pause_s: Seconds that are put before it now.
    """
    if first == 0:
        from_s = 0.0
    elif put_s is not None:
        from_s = min(words[first - 1].end_s + TAIL_S + put_s, words[first].start_s)
    else:
        from_s = max(words[first].start_s - LEAD_S, words[first - 1].end_s)
    to_s = max(words[end].start_s - LEAD_S, words[end - 1].end_s) if end < len(words) else None
    return Kept(from_s, to_s, first, end, pause_s)


def _pause_before(parts: Sequence[Kept | Rendered], words: Sequence[WordTiming]) -> float:
    """Seconds of silence before words that are rendered: none where the stretch before has its pause."""
    last = parts[-1] if parts else None
    return USUAL_PAUSE_S if isinstance(last, Kept) and last.to_s is None and len(words) else 0.0
