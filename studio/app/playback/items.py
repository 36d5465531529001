# SPDX-License-Identifier: GPL-3.0-or-later
"""Items of a playlist: the stretches of a project's paragraphs that are played, with their takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from weakref import WeakValueDictionary

from studio.app.design.casting import Reader
from studio.app.takes.gain import Gain
from studio.app.takes.in_use import FITTING
from studio.app.takes.levels import cast_gains
from studio.app.takes.matching import GainFor, Given, Matching
from studio.app.takes.pausing import pause_between
from studio.app.takes.playlist import PlaylistItem, item_of
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake
from studio.client.status import EngineStatus
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.splits import spans_in
from studio.core.timeline import ALL_WORDS, WordRange
from studio.project.edits import paragraph_at, paragraph_starts

_WORD_TAIL_S = 0.15


class Items:
    """Makes the items of one playing, in which the same words have the same take as long as it is played.

    Args:
        renderer: Has kept takes, and makes new ones to be rendered.
        status: The engine that speaks.
        matching: Has the two designs of a speaker equally loud; None for no such thing.
    """

    def __init__(self, renderer: Renderer, status: EngineStatus, matching: Matching | None = None) -> None:
        self._renderer = renderer
        self._status = status
        self._matching = matching
        self._given = Given()
        # Of a control that is dragged each setting has a take, which is let go with the last playlist that plays it.
        self._made: WeakValueDictionary[str, LiveTake] = WeakValueDictionary()

    @property
    def rate_hz(self) -> int:
        """Samples a second of all that it makes."""
        return self._status.sample_rate_hz

    def of(self, project: Project, reader: Reader, start: int, end: int | None) -> Iterator[PlaylistItem]:
        """The items of the text from character *start* to *end* (None: to its end), snapped to whole words."""
        starts = paragraph_starts(project)
        first, _ = paragraph_at(project, start)
        last = len(project.paragraphs) - 1 if end is None else paragraph_at(project, end)[0]
        between, before = pause_between(project), None
        gain_of, engine = self._gains(project), self._status.engine
        coming: list[PlaylistItem] = []
        for index in range(first, last + 1):
            paragraph = project.paragraphs[index]
            from_char = max(start - starts[index], 0)
            to_char = len(paragraph.text) if end is None else min(end - starts[index], len(paragraph.text))
            item = self._item(paragraph, reader(paragraph), from_char, to_char) if paragraph.is_read else None
            if item is None:
                continue
            item = replace(item, gain=gain_of(item, *self._renderer.heard_as(paragraph, reader(paragraph), engine)))
            coming.append(item)
            # A pause alone behind the last words that are chosen is none of them.
            if item.spans or end is None:
                for each in coming:
                    yield each if before is None else replace(each, pause_s=between(before, each.paragraph))
                    before = each.paragraph
                coming.clear()

    def passes(
        self, project: Project, reader: Reader, loop: tuple[int, int], first: int | None = None
    ) -> Iterator[PlaylistItem]:
        """The items of the text between the two characters of *loop* again and again, first from character *first* on;
        none if no word is there, and each only once where none has sound."""
        start, end = loop
        yield from self.of(project, reader, start if first is None else first, end)
        made = tuple(self.of(project, reader, start, end))
        while any(map(_may_sound, made)):
            # Items of its own for each pass, since a place in one of them is not in the others.
            yield from (replace(item) for item in made)
            if not all(item.take.complete for item in made):
                made = tuple(self.of(project, reader, start, end))

    def take(self, paragraph: Paragraph, design: VoiceDesign, words: WordRange = ALL_WORDS) -> LiveTake:
        """The take of those *words* of *paragraph*."""
        status = self._status
        take = self._renderer.take_for(paragraph, design, status.engine, status.sample_rate_hz, words)
        return self._made.setdefault(take.key, take)

    def _gains(self, project: Project) -> GainFor:
        usual = cast_gains(project)
        if self._matching is None:
            return lambda _item, design, engine: Gain(usual(design, engine))
        return self._matching.gains(project, self._given, usual, self._kept)

    def _kept(self, paragraph: Paragraph, design: VoiceDesign) -> LiveTake | None:
        found = self._renderer.kept(paragraph, design, self._status.engine)
        return found[0] if found is not None and found[1] in FITTING else None

    def _whole(self, paragraph: Paragraph, design: VoiceDesign) -> LiveTake:
        status = self._status
        take = self._renderer.paragraph_take(paragraph, design, status.engine, status.sample_rate_hz)
        return self._made.setdefault(take.key, take)

    def _item(self, paragraph: Paragraph, design: VoiceDesign, from_char: int, to_char: int) -> PlaylistItem | None:
        spans = spans_in(paragraph, design)
        if not spans:
            return item_of(paragraph, self._whole(paragraph, design), design)  # a pause alone
        wanted = [i for i, span in enumerate(spans) if span.end > from_char and span.start < to_char]
        if not wanted:
            return None
        first, last = wanted[0], wanted[-1]
        kept = self._whole(paragraph, design)
        if (first, last) == (0, len(spans) - 1):
            return item_of(paragraph, kept, design)
        if len(kept.words) == len(spans):
            from_s = 0.0 if first == 0 else kept.words[first].start_s
            to_s = None if last == len(spans) - 1 else _end_of_word(kept, last)
            return PlaylistItem(paragraph, 0, spans, kept, from_s, to_s)
        words = WordRange(first, None if last == len(spans) - 1 else last + 1)
        return item_of(paragraph, self.take(paragraph, design, words), design, words)


def read_between(project: Project, start: int = 0, end: int | None = None) -> Iterator[Paragraph]:
    """The paragraphs from character *start* to *end* (None: to its end) that are heard."""
    first, _ = paragraph_at(project, start)
    last = len(project.paragraphs) - 1 if end is None else paragraph_at(project, end)[0]
    for paragraph in project.paragraphs[first : last + 1]:
        if paragraph.is_read:
            yield paragraph


def _may_sound(item: PlaylistItem) -> bool:
    """Whether there is sound in *item*, or may come."""
    take = item.take
    if not take.complete:
        return True
    end = take.frames if item.to_s is None else min(round(item.to_s * take.sample_rate_hz), take.frames)
    return end > round(item.from_s * take.sample_rate_hz)


def _end_of_word(take: LiveTake, word: int) -> float:
    return min(take.words[word].end_s + _WORD_TAIL_S, take.words[word + 1].start_s)
