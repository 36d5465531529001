# SPDX-License-Identifier: GPL-3.0-or-later
"""Where in the transcript's time each paragraph lies; lengths not rendered yet are estimated."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from studio.app.playlist import PARAGRAPH_PAUSE_S, Segment
from studio.app.state import OverviewPart
from studio.app.takes import LiveTake
from studio.core.document import Document, VoiceDesign
from studio.core.markup import spoken_spans
from studio.core.timeline import spans_for, word_at, written_by_character

WORDS_PER_S = 2.7
CHARACTERS_PER_S = 5.0
FindTake = Callable[[str, VoiceDesign], LiveTake | None]


class TranscriptClock:
    """Times of a document as read in a design.

    Args:
        find_take: Gives the take of a paragraph's text, also one that is growing; None if there is none.
    """

    def __init__(self, find_take: FindTake) -> None:
        self._find_take = find_take
        self._chars: dict[str, tuple[int, str]] = {}
        self._starts_s: dict[str, float] = {}
        self._language = ""
        self._asked: tuple[int, float] | None = None
        self.total_s = 0.0
        self.estimated = True
        self.parts: tuple[OverviewPart, ...] = ()

    def update(self, document: Document, design: VoiceDesign) -> None:
        """Take in a changed document or grown takes."""
        self._chars.clear()
        self._starts_s.clear()
        self._asked = None
        self._language = design.language
        parts: list[OverviewPart] = []
        at_char, at_s = 0, 0.0
        self.estimated = False
        for paragraph in document.paragraphs:
            self._chars[paragraph.id] = (at_char, paragraph.text)
            at_char += len(paragraph.text) + 1
            if not paragraph.text.strip():
                continue
            take = self._find_take(paragraph.text, design)
            duration_s = estimated_s(paragraph.text, design.controls.rate, design.language)
            if take is not None and take.complete:
                duration_s = take.duration_s
            else:
                self.estimated = True
                duration_s = max(duration_s, take.duration_s if take is not None else 0.0)
            self._starts_s[paragraph.id] = at_s
            parts.append(OverviewPart(paragraph.id, at_s, duration_s, take))
            at_s += duration_s + PARAGRAPH_PAUSE_S
        self.parts = tuple(parts)
        self.total_s = max(at_s - PARAGRAPH_PAUSE_S, 0.0) if parts else 0.0

    def start_of(self, paragraph_id: str) -> int | None:
        """Character position of the paragraph's start in the transcript, None if it is gone."""
        place = self._chars.get(paragraph_id)
        return None if place is None else place[0]

    def text_of(self, paragraph_id: str) -> str | None:
        place = self._chars.get(paragraph_id)
        return None if place is None else place[1]

    def elapsed_s(self, segment: Segment, take_s: float) -> float:
        """Time in the transcript of *take_s* of the segment's take."""
        start_s = self._starts_s.get(segment.paragraph_id, 0.0)
        if segment.offset == 0:
            return start_s + take_s
        part = next((part for part in self.parts if part.paragraph_id == segment.paragraph_id), None)
        whole_s = part.duration_s if part is not None else 0.0
        return start_s + whole_s * segment.offset / max(len(segment.text), 1) + take_s

    def time_of(self, position: int) -> float:
        """When the word that holds or follows character *position* is read; the end's time behind the last one."""
        # Asked for many times a second while nothing moves.
        if self._asked is None or self._asked[0] != position:
            self._asked = position, self._time_of(position)
        return self._asked[1]

    def _time_of(self, position: int) -> float:
        for part in self.parts:
            start, text = self._chars[part.paragraph_id]
            if position >= start + len(text):
                continue
            spans = spoken_spans(text, self._language)
            word = next((number for number, span in enumerate(spans) if start + span.end > position), None)
            if word is None:
                continue
            if part.take is not None and word < len(part.take.words):
                return part.start_s + part.take.words[word].start_s
            return part.start_s + part.duration_s * word / len(spans)
        return self.total_s

    def char_at(self, t_s: float) -> int:
        """Character position of what is read at *t_s* of the transcript."""
        for part in reversed(self.parts):
            if t_s >= part.start_s:
                start, text = self._chars[part.paragraph_id]
                spans = spoken_spans(text, self._language)
                if part.take is not None and t_s <= part.start_s + part.rendered_s:
                    word = max(word_at(part.take.words, t_s - part.start_s), 0)
                    return start + spans[min(word, len(spans) - 1)].start
                share = min((t_s - part.start_s) / max(part.duration_s, 1e-6), 1.0)
                return start + spans[min(int(share * len(spans)), len(spans) - 1)].start
        return 0


def estimated_s(text: str, rate: float, language: str = "") -> float:
    """How long reading *text* takes at *rate*, from its number of words."""
    words_per_s = CHARACTERS_PER_S if written_by_character(language) else WORDS_PER_S
    return max(_count(text, language), 1) / words_per_s / rate


@lru_cache(maxsize=8192)
def _count(text: str, language: str) -> int:
    # A long transcript is gone through each time a take grows, and only one paragraph of it has changed then.
    return len(spans_for(text, language))
