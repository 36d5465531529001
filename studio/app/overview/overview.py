# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of the overview: the paragraphs in time, with their takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from studio.app.hearing.hearing import Hearing
from studio.app.playback.playback import Playback
from studio.app.playback.view import PlaybackView
from studio.app.takes.in_use import FITTING
from studio.app.takes.part import OverviewPart
from studio.app.takes.renderer import Renderer
from studio.app.text.editing import Editing
from studio.app.voices.designing import Designing
from studio.app.voices.voices import Voices
from studio.core.observe import Signal
from studio.core.pauses import Pauses
from studio.core.project import Paragraph, Project, VoiceDesign, paragraph_spans, speakers_of

EVERY_S = 0.1
_AT_ONCE_S = 0.003
_REST = 20.0
_DONE = object()


class Overview:
    """The overview of what is being read until that ends, otherwise of the present text.

    It follows the text, the design and playing at once. Growing takes are included by `refresh`, which must be called
    often.

    Args:
        playback: Has the clocks.
        renderer: Tells when a take grows.
        editing, designing, voices, hearing: Have what is shown, and tell when it changes.
        clock: Monotonic, in seconds.

    Attributes:
        changed: Emits when the overview has changed.
    """

    def __init__(
        self,
        playback: Playback,
        renderer: Renderer,
        editing: Editing,
        designing: Designing,
        voices: Voices,
        hearing: Hearing,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._playback = playback
        self._editing = editing
        self._designing = designing
        self._clock = clock
        self._stale = True
        self._updated_s = float("-inf")
        self._took_s = 0.0
        self._slices: Iterator[None] | None = None
        self._taking_s = 0.0
        self._of = 0, False
        self._speakers: Mapping[str, str] = {}
        self._speakers_of: tuple[Paragraph, ...] = ()
        self._narrator = ""
        self._counted: tuple[object, object] = None, None
        self._read: dict[str, tuple[int, float]] = {}
        self._shown: tuple[tuple[Paragraph, ...], list[tuple[str, VoiceDesign]], Pauses] | None = None
        self.changed: Signal[None] = Signal()
        renderer.grown.connect(self._take_grew)
        editing.changed.connect(self._text_changed)
        voices.changed.connect(self._update)
        hearing.changed.connect(self._hearing_changed)

    @property
    def parts(self) -> tuple[OverviewPart, ...]:
        return self._playback.times.clock.parts

    @property
    def total_s(self) -> float:
        """Length of all parts."""
        return self._playback.times.clock.total_s

    @property
    def estimated(self) -> bool:
        """Whether some of `total_s` is an estimate."""
        return self._playback.times.clock.estimated

    @property
    def text_parts(self) -> tuple[OverviewPart, ...]:
        """The parts of the present text, whatever is being read."""
        return self._playback.times.text_clock.parts

    def text_at(self, t_s: float) -> int:
        """The character of the present text that is read at *t_s* of it."""
        return self._playback.times.text_clock.char_at(t_s)

    @property
    def text_total_s(self) -> float:
        """Length of the present text, whatever is being read."""
        return self._playback.times.text_clock.total_s

    @property
    def text_estimated(self) -> bool:
        """Whether some of `text_total_s` is an estimate."""
        return self._playback.times.text_clock.estimated

    @property
    def speakers(self) -> Mapping[str, str]:
        """Who reads: ids of the present text's speakers by ids of paragraphs."""
        project = self._editing.project
        if project.paragraphs is not self._speakers_of or project.cast[0].id != self._narrator:
            self._speakers_of, self._narrator = project.paragraphs, project.cast[0].id
            self._speakers = speakers_of(project)
        return self._speakers

    def time_of(self, position: int) -> float:
        """Seconds at which the word is heard that holds or follows character *position*."""
        return self._playback.times.clock.time_of(position)

    @property
    def changed_count(self) -> int:
        """Number of paragraphs that are not rendered, or have changed since."""
        return sum(not is_ready(part) for part in self.text_parts)

    def heard_in(self, start: int, end: int, page: tuple[float, float]) -> tuple[tuple[float, float], ...]:
        """Begin and end, in seconds of the whole, of what is heard of text[start:end] between the two times of *page*:
        a stretch for each paragraph that is rendered with its present words."""
        parts = {
            part.paragraph_id: part
            for part in (self.parts if start < end else ())
            if part.start_s < page[1] and part.start_s + part.duration_s > page[0] and part.take is not None
        }
        found: list[tuple[float, float]] = []
        reader = self._designing.reader() if parts else None
        at = 0
        for paragraph in self._editing.project.paragraphs:
            if at >= end or len(found) == len(parts):
                break
            part = parts.get(paragraph.id)
            if part is not None and reader is not None and at + len(paragraph.text) > start:
                found += _heard(paragraph, part, start - at, end - at, reader(paragraph).language)
            at += len(paragraph.text) + 1
        return tuple(found)

    def read_by(self, speaker_id: str) -> tuple[int, float]:
        """Number of the present text's paragraphs that a speaker reads, or says a quotation of, and how long that lasts
        in seconds; a quotation lasts its share of the paragraph's characters."""
        parts, speakers = self.text_parts, self.speakers
        if parts is not self._counted[0] or speakers is not self._counted[1]:
            self._counted = parts, speakers
            self._read.clear()
            project = self._editing.project
            quoting = {each.id: each for each in project.paragraphs if each.marks and _quoted(each)}
            for part in parts:
                reader = speakers.get(part.paragraph_id, project.cast[0].id)
                shares = _quoted(quoting[part.paragraph_id]) if part.paragraph_id in quoting else {}
                shares[reader] = shares.get(reader, 0.0) + 1.0 - sum(shares.values())
                for speaker, share in shares.items():
                    lines, seconds = self._read.get(speaker, (0, 0.0))
                    self._read[speaker] = lines + 1, seconds + share * part.duration_s
        return self._read.get(speaker_id, (0, 0.0))

    def refresh(self) -> None:
        """Include what was rendered since, at most once in EVERY_S; less often, and in slices, where it takes long."""
        if self._slices is not None:
            self._go_on()
        elif self._stale and self._clock() - self._updated_s >= max(EVERY_S, _REST * self._took_s):
            if self._took_s < _AT_ONCE_S:
                self._update()
            else:
                self._stale = False
                self._taking_s = 0.0
                self._slices = self._playback.times.showing(
                    self._designing.spoken_project, self._designing.spoken_design
                )
                self._go_on()

    def catch_up(self) -> None:
        """Include at once what has changed since."""
        if self._stale or self._slices is not None:
            self._update()

    def takes_changed(self, _none: None) -> None:
        """Note that other takes are in use."""
        self._stale = True

    def _text_changed(self, project: Project) -> None:
        if self._sounds_as(project):
            # Such as with another colour of a speaker who reads all of a book.
            self.changed.emit(None)
        # A letter must not wait for all of a book.
        elif self._took_s < _AT_ONCE_S:
            self._update()
        else:
            self._stale = True

    def _sounds_as(self, project: Project) -> bool:
        """Whether *project* is read as the one that is shown, which may look otherwise."""
        before, designs = self._shown, [(speaker.id, speaker.design) for speaker in project.cast]
        now = self._shown = project.paragraphs, designs, project.pauses
        settled = not self._stale and self._slices is None
        return settled and before is not None and before[0] is now[0] and before[1:] == now[1:]

    def _take_grew(self, _take: object) -> None:
        self._stale = True

    def _hearing_changed(self, _view: PlaybackView) -> None:
        now = self._playback.begun, self._playback.reading
        if now != self._of:
            # A voice or a word that is tried beside the text leaves the parts as they are.
            of_the_text = now[1] or self._of[1]
            self._of = now
            if of_the_text:
                self._update()

    def _go_on(self) -> None:
        """Do a slice of an update, which takes as many calls as it has slices."""
        assert self._slices is not None
        began_s = time.perf_counter()
        done = next(self._slices, _DONE) is _DONE
        self._taking_s += time.perf_counter() - began_s
        if done:
            self._slices, self._took_s, self._updated_s = None, self._taking_s, self._clock()
            self.changed.emit(None)

    def _update(self, _changed: object = None) -> None:
        self._slices = None
        self._stale = False
        self._updated_s = self._clock()
        began_s = time.perf_counter()
        self._playback.times.show(self._designing.spoken_project, self._designing.spoken_design)
        self._took_s = time.perf_counter() - began_s
        self.changed.emit(None)


def is_ready(part: OverviewPart) -> bool:
    """Whether all of a paragraph is rendered as it is now."""
    take = part.take
    if take is None or part.stale not in FITTING or not take.complete:
        return False
    # A selection that is read has a take of its words alone.
    return part.rendered_s >= part.duration_s


def _quoted(paragraph: Paragraph) -> dict[str, float]:
    """Shares of *paragraph*'s characters by the ids of those who say them as quotations."""
    shares: dict[str, float] = {}
    for mark in paragraph.marks:
        if mark.kind == "speaker":
            shares[mark.value] = shares.get(mark.value, 0.0) + (mark.end - mark.start) / len(paragraph.text)
    return shares


def _heard(
    paragraph: Paragraph, part: OverviewPart, start: int, end: int, language: str
) -> Iterator[tuple[float, float]]:
    """When text[start:end] of *paragraph* is heard, if it is rendered with its present words."""
    timed, spans = part.take.words if part.take is not None else (), paragraph_spans(paragraph, language)
    if [word.text for word in timed] != [span.text for span in spans]:
        return
    within = [number for number, span in enumerate(spans) if span.end > start and span.start < end]
    if within:
        yield part.sound_s + timed[within[0]].start_s, part.sound_s + timed[within[-1]].end_s
