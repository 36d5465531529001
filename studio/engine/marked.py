# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags in the text, pronunciation dictionaries and volume, added to any engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from studio.core.dictionary import Dictionary, Entry
from studio.core.emotions import emotions_named
from studio.core.generation import scaled
from studio.core.markup import Manner, Marked, Saying, Segment, parse_markup
from studio.core.pcm import Samples
from studio.core.speech import Controls
from studio.core.timeline import ALL_WORDS, WordRange, spans_for
from studio.core.voices import Voice
from studio.engine.base import Capabilities, Engine, SpeechPiece, Utterance, VoiceSource
from studio.engine.soft_limit import soft_limited
from studio.engine.stop import Stop
from studio.engine.text.reading import Reading

# Silence between two runs of a text without a break, at the usual rate, by the mark at the end of the first run.
_PAUSES_S = {",": 0.12, ";": 0.18, ":": 0.18, "—": 0.18, ".": 0.3, "!": 0.3, "?": 0.3, "…": 0.35}
_CLOSING = "\"'”’»)]}"
_LONGEST_PIECE_S = 1.0
_KEPT_DICTIONARIES = 4


class MarkedEngine:
    """*engine* with tags, dictionaries and volume; satisfies `engine.base.Engine`.

    A text is spoken in runs of one manner; a text without tags, dictionary and volume goes to *engine* untouched. Word
    times are those of the text without its tags, see `core.markup.Marked`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._dictionaries: deque[tuple[tuple[Entry, ...], str, Dictionary]] = deque(maxlen=_KEPT_DICTIONARIES)

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def sample_rate_hz(self) -> int:
        return self._engine.sample_rate_hz

    @property
    def capabilities(self) -> Capabilities:
        return self._engine.capabilities

    @property
    def notices(self) -> tuple[str, ...]:
        return self._engine.notices

    def voices(self) -> tuple[Voice, ...]:
        return self._engine.voices()

    def mix(self, parts: Sequence[tuple[VoiceSource, float]]) -> tuple[float, ...]:
        return self._engine.mix(parts)

    def language_of(self, utterance: Utterance) -> str:
        return self._engine.language_of(utterance)

    def close(self) -> None:
        self._engine.close()

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        marked = parse_markup(utterance.text) if utterance.marked is None else utterance.marked
        if utterance.pronunciations:
            dictionary = self._dictionary(utterance.pronunciations, self.language_of(utterance))
            return self._looked_up(marked, dictionary, utterance, stop)
        return self._read(marked, marked.sayings, utterance, stop)

    def _dictionary(self, entries: tuple[Entry, ...], language: str) -> Dictionary:
        """The dictionary of *entries*; the last few are cached, since each text of a stream of speech asks for it."""
        for known, spoken, dictionary in self._dictionaries:
            if known is entries and spoken == language:
                return dictionary
        made = Dictionary(entries, language)
        self._dictionaries.append((entries, language, made))
        return made

    def _looked_up(
        self, marked: Marked, dictionary: Dictionary, utterance: Utterance, stop: Stop
    ) -> Iterator[SpeechPiece]:
        found: list[Saying] = []
        for saying in dictionary.search(marked.text):
            if saying is None:
                if stop.is_set():
                    return
                # An empty piece, so that others have their turn.
                yield SpeechPiece(np.zeros(0, np.float32), ())
            else:
                found.append(saying)
        # A tag in the text goes before a dictionary.
        yield from self._read(marked, Reading(marked.sayings).with_found(found).sayings, utterance, stop)

    def _read(
        self, marked: Marked, sayings: tuple[Saying, ...], utterance: Utterance, stop: Stop
    ) -> Iterator[SpeechPiece]:
        reading = replace(utterance.reading, sayings=sayings)
        first = _Run(marked.segments[0], _controls(utterance.controls, marked.segments[0].manner))
        if len(marked.segments) == 1 and first.plain:
            return self._engine.speak(
                replace(utterance, text=marked.text, marked=None, reading=reading, controls=first.controls), stop
            )
        return self._spoken(marked, replace(utterance, marked=None, reading=reading), stop)

    def _spoken(self, marked: Marked, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        text = marked.text
        to_come = sum(_said_length(text, segment) for segment, _ in self._asked_for(marked, utterance))
        rate_hz = self.sample_rate_hz
        given = spoken = 0
        before = ""
        for segment, words in self._asked_for(marked, utterance):
            run = _Run(segment, _controls(utterance.controls, segment.manner))
            to_come -= _said_length(text, segment)
            said = text[run.segment.start : run.segment.end]
            pause_s = run.segment.pause_s
            if before and said.strip() and not pause_s:
                pause_s = _PAUSES_S.get(before.rstrip().rstrip(_CLOSING)[-1:], 0.0) / run.controls.rate
            for silence in _silences(round(pause_s * rate_hz), round(_LONGEST_PIECE_S * rate_hz)):
                if stop.is_set():
                    return
                yield SpeechPiece(silence, ())
                given += len(silence)
            if run.segment.skipped:
                yield SpeechPiece(np.zeros(0, np.float32), (), run.segment.skipped)
            if not said.strip():
                continue
            part = replace(
                utterance,
                text=said,
                controls=replace(run.controls, volume=1.0),
                reading=utterance.reading.part(run.segment.start, run.segment.end),
                spoken_s=spoken / rate_hz,
                chars_to_come=to_come,
                words=words,
            )
            offset_s = given / rate_hz
            for piece in self._engine.speak(part, stop):
                yield SpeechPiece(
                    with_volume(piece.samples, run.controls.volume),
                    tuple(word.shifted(offset_s) for word in piece.words),
                    piece.skipped,
                    tuple(phoneme.shifted(offset_s) for phoneme in piece.phonemes),
                    piece.head_start,
                )
                given += len(piece.samples)
                spoken += len(piece.samples)
            before = said
            if stop.is_set():
                return

    def _asked_for(self, marked: Marked, utterance: Utterance) -> Iterator[tuple[Segment, WordRange]]:
        """The segments that hold words asked for, each with those among its own words."""
        if utterance.words.is_all:
            yield from ((segment, ALL_WORDS) for segment in marked.segments)
            return
        language, count, begun = self.language_of(utterance), 0, False
        for segment in marked.segments:
            length = len(spans_for(marked.text[segment.start : segment.end], language))
            chosen = utterance.words.among(count, length)
            goes_on = begun and utterance.words.end is None
            if chosen or (goes_on and not length):
                # A break before words that are not asked for is not heard either.
                follows = begun or (not count and not chosen.start)
                yield (
                    segment if follows else replace(segment, pause_s=0.0),
                    WordRange(chosen.start, chosen.stop) if len(chosen) < length else ALL_WORDS,
                )
                begun = True
            count += length


@dataclass(frozen=True, slots=True)
class _Run:
    segment: Segment
    controls: Controls

    @property
    def plain(self) -> bool:
        """Whether the bare engine can speak it."""
        return not self.segment.pause_s and not self.segment.skipped and self.controls.volume == 1.0


def _said_length(text: str, segment: Segment) -> int:
    return len(text[segment.start : segment.end].strip())


def _controls(controls: Controls, manner: Manner) -> Controls:
    rate, volume, emotion = manner.heard
    controls = scaled(controls, rate, volume)
    emotions = emotions_named(emotion) if emotion else None
    return controls if emotions is None else replace(controls, emotions=emotions)


def with_volume(samples: Samples, volume: float) -> Samples:
    """*samples* times *volume*; peaks near full scale are bent smoothly instead of clipped.

    Args:
        samples: Mono float32.
        volume: Factor above 0; 1 gives *samples* as they are.
    """
    if volume == 1.0 or not len(samples):
        return samples
    loud = samples.astype(np.float64) * volume
    if volume > 1.0:
        loud = soft_limited(loud, 1.0)
    return loud.astype(np.float32)


def _silences(length: int, longest: int) -> Iterator[Samples]:
    while length > 0:
        yield np.zeros(min(length, longest), np.float32)
        length -= longest
