# SPDX-License-Identifier: GPL-3.0-or-later
"""Synthesis of one utterance with espeak-ng: sentence by sentence, with word times and pauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from studio.core.pcm import Samples
from studio.core.timeline import WordSpan, WordTiming
from studio.engine.base import SpeechPiece
from studio.engine.espeak.script import Passage, passages
from studio.engine.espeak.voices import espeak_name
from studio.engine.espeak_ng import Parameter, WordEvent, sample_rate_hz, synthesize
from studio.engine.plain_prosody import PlainProsody
from studio.engine.stop import Stop
from studio.engine.text.normalise import SpokenWord, spoken_words
from studio.engine.text.reading import Reading
from studio.engine.text.sentences import sentences
from studio.engine.text.speakable import is_punctuation

_USUAL_WPM = 175
# Volume below the full one, so that the loudest variant at the highest gain hardly clips inside espeak-ng.
_USUAL_VOLUME = 75
# Exponent of rates below the usual one, measured: there espeak-ng slows down more than it is asked to.
_SLOWING_EXPONENT = 0.93
# Steps of the pitch parameter for a semitone above and below its middle of 50, measured on F0.
_STEPS_UP, _STEPS_DOWN = 6.3, 8.0
_SILENT = 0.002
_TAIL_S = 0.03
# A silence so long before a word is a pause, behind which the word begins with its sound.
_QUIET_S = 0.05
# Pauses after each mark, as espeak-ng makes them in running text at its usual rate; a text's end it leaves without one.
_PAUSES_S = {"": 0.02, ",": 0.14, ";": 0.2, ":": 0.2, "—": 0.2, "…": 0.35, ".": 0.35, "!": 0.35, "?": 0.35}


def parameters(prosody: PlainProsody) -> dict[Parameter, int]:
    """espeak-ng's settings for *prosody*, within its limits."""
    steps = prosody.pitch_semitones * (_STEPS_UP if prosody.pitch_semitones > 0 else _STEPS_DOWN)
    return {
        Parameter.RATE_WPM: _within(
            _USUAL_WPM * prosody.rate ** (_SLOWING_EXPONENT if prosody.rate < 1 else 1.0), 80, 450
        ),
        Parameter.VOLUME: _within(_USUAL_VOLUME * 10 ** (prosody.gain_db / 20), 0, 200),
        Parameter.PITCH: _within(50 + steps, 0, 100),
        Parameter.RANGE: _within(50 * prosody.pitch_range, 0, 100),
    }


def _within(value: float, least: int, most: int) -> int:
    return min(max(round(value), least), most)


class Synthesizer:
    """Speaks one text; knows how much audio it has given and when its last word ended.

    Args:
        language: One of `voices.LANGUAGES`.
        variant: espeak-ng's variant, such as "f3".
        prosody: Speed and emotions.
        stop: Asked every few hundredths of a second of audio.
    """

    def __init__(self, language: str, variant: str, prosody: PlainProsody, stop: Stop) -> None:
        self._language = language
        self._variant = variant
        self._parameters = parameters(prosody)
        self._rate = prosody.rate
        self._stop = stop
        self._rate_hz = sample_rate_hz()
        self._given = 0
        self._last_s = 0.0
        self._pause_s = 0.0
        # Where the word began that goes on in the next passage.
        self._begun_s: float | None = None

    def pieces(self, text: str, reading: Reading = Reading()) -> Iterator[SpeechPiece]:  # noqa: B008 - frozen
        """The pieces of *text*, each at most a sentence long; ends early once stopped."""
        for sentence in sentences(text, weigh=reading.weight):
            spoken = spoken_words(sentence, self._language, reading)
            begun = 0
            listed = list(passages(spoken, espeak_name(self._language)))
            for index, passage in enumerate(listed):
                end = len(sentence) if index + 1 == len(listed) else passage.words[-1] + 1
                if index + 1 < len(listed) and listed[index + 1].goes_on:
                    # Its end is told with the passage in which it ends.
                    end = passage.words[-1]
                piece = self._piece(sentence, spoken, begun, end, passage)
                if self._stop.is_set():
                    return
                yield piece
                begun = end
                self._pause_s = _PAUSES_S[passage.last_pause] / self._rate
            if not listed:
                silence = np.zeros(0, np.float32)
                yield SpeechPiece(silence, *self._timed(sentence, spoken, {}, silence, 0))

    def _piece(
        self, sentence: Sequence[WordSpan], spoken: Sequence[SpokenWord], begun: int, end: int, passage: Passage
    ) -> SpeechPiece:
        voice = f"{passage.voice}+{self._variant}"
        sound, events = synthesize(passage.text, voice, self._parameters, self._stop.is_set)
        loud = np.flatnonzero(np.abs(sound) > _SILENT)
        sound = sound[: (int(loud[-1]) + round(_TAIL_S * self._rate_hz)) if loud.size else 0]
        pause = np.zeros(round(self._pause_s * self._rate_hz) if self._given and sound.size else 0, np.float32)
        base = self._given + len(pause)
        starts = {word - begun: at for word, at in _starts(passage, events, len(sound)).items() if word >= begun}
        words, skipped = self._timed(sentence[begun:end], spoken[begun:end], starts, sound, base)
        if end - begun in starts and self._begun_s is None:
            start = self._sound_start(sound, starts[end - begun], len(sound))
            self._begun_s = max(self._last_s, (base + start) / self._rate_hz)
        self._given = base + len(sound)
        return SpeechPiece(np.concatenate([pause, sound]), words, skipped)

    def _timed(
        self, words: Sequence[WordSpan], spoken: Sequence[SpokenWord], starts: dict[int, int], sound: Samples, base: int
    ) -> tuple[tuple[WordTiming, ...], tuple[str, ...]]:
        """Timings of *words*, and the skipped ones. *starts* maps a sounding word's index to its first sample of
        *sound*, which begins at sample *base* of the utterance."""
        timed: list[WordTiming] = []
        skipped: list[str] = []
        for index, word in enumerate(words):
            if index not in starts:
                timed.append(WordTiming(word.text, self._last_s, self._last_s))
                if not spoken[index].silent and not is_punctuation(word.text):
                    skipped.append(word.text)
                continue
            start = starts[index]
            until = min((at for other, at in starts.items() if other > index), default=len(sound))
            loud = np.flatnonzero(np.abs(sound[start:until]) > _SILENT)
            end = start + int(loud[-1]) + 1 if loud.size else start
            start = self._sound_start(sound, start, until)
            start_s = max(self._last_s, (base + start) / self._rate_hz)
            if self._begun_s is not None:
                start_s, self._begun_s = self._begun_s, None
            self._last_s = max(start_s, (base + end) / self._rate_hz)
            timed.append(WordTiming(word.text, start_s, self._last_s))
        return tuple(timed), tuple(skipped)

    def _sound_start(self, sound: Samples, start: int, until: int) -> int:
        """*start*; behind a pause the first sample that is heard before *until*."""
        loud = np.abs(sound[max(0, start - round(_QUIET_S * self._rate_hz)) : until]) > _SILENT
        before = len(loud) - (until - start)
        return start + int(loud[before:].argmax()) if not loud[:before].any() else start


def _starts(passage: Passage, events: Sequence[WordEvent], length: int) -> dict[int, int]:
    """First sample of each word. Words that espeak-ng joined with the one before share its time by their letters."""
    heard: dict[int, int] = {}
    for event in events:
        heard.setdefault(passage.word_at(event.position), event.sample)
    letters: dict[int, int] = {}
    before = 0
    for word, end in zip(passage.words, passage.ends, strict=True):
        letters[word] = letters.get(word, 0) + end - before
        before = end
    starts: dict[int, int] = {}
    order = list(letters)
    latest = 0
    for index, word in enumerate(order):
        if word in heard:
            latest = max(latest, min(heard[word], length))
        elif index:
            # The share of the word before in the letters from the last word heard to the next.
            following = next((at for at in range(index, len(order)) if order[at] in heard), len(order))
            until = heard[order[following]] if following < len(order) else length
            total = sum(letters[other] for other in order[index - 1 : following])
            latest += round(max(0, until - latest) * letters[order[index - 1]] / total)
        starts[word] = latest
    return starts
