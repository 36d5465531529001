# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine that plays a tone for each word, with exact word times and without a model. For tests and wiring."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

import numpy as np

from studio.core.errors import NotFound
from studio.core.languages import resolve_language
from studio.core.pcm import Samples
from studio.core.timeline import WordSpan, WordTiming
from studio.core.voices import EMBEDDING_LENGTH, MixPart, Voice, checked_embedding, normalised
from studio.engine.aliases import BARBERSHOP_MAN_ID, DOCUMENTED_IDS, NEWSMAN_ID
from studio.engine.base import Capabilities, SpeechPiece, Utterance, VoiceSource
from studio.engine.plain_prosody import PlainProsody, plain_prosody
from studio.engine.stop import Stop
from studio.engine.text.sentences import sentences
from studio.engine.text.speakable import has_letters_or_digits, is_punctuation
from studio.engine.word_range import only_words

SAMPLE_RATE_HZ = 24000
LANGUAGES = ("en-US", "en-GB", "es", "fr", "it", "pt-BR", "hi", "ja", "zh")
_NAMESPACE = UUID("5c2f2a4e-5f5c-4a39-9a8d-2f3d1a0f7c11")
_MIDDLE_HZ = 220.0
_PEAK = 0.25
_SOUNDING = 0.7
_RAMP_S = 0.002


@dataclass(frozen=True, slots=True)
class _Stock:
    name: str
    language: str
    sex: str
    octaves: float
    timbre: float
    id: str = ""


_STOCK = (
    _Stock("Alto", "en-US", "female", 0.3, 0.2),
    _Stock("Newsman", "en-US", "male", -0.5, 0.6, NEWSMAN_ID),
    _Stock("Barbershop Man", "en-US", "male", -0.8, 0.9, BARBERSHOP_MAN_ID),
    _Stock("Reed", "en-GB", "male", -0.2, 0.4),
    _Stock("Campana", "es", "female", 0.5, 0.1),
    _Stock("Flûte", "fr", "female", 0.7, 0.0),
)


def _stock_voice(stock: _Stock) -> Voice:
    noise = np.random.default_rng(zlib.crc32(stock.name.encode())).uniform(-0.1, 0.1, EMBEDDING_LENGTH)
    noise[:2] = stock.octaves, stock.timbre
    return Voice(
        id=stock.id or str(uuid5(_NAMESPACE, stock.name)),
        name=stock.name,
        language=stock.language,
        sex=stock.sex,
        character="a tone for each word",
        description=f"{stock.name}: plays a tone for each word, to test with.",
        embedding=tuple(float(value) for value in noise),
    )


class ToneEngine:
    """Plays one tone a word; satisfies `engine.base.Engine`.

    Word n of m sounds from its start for 70 % of its slot of 1 / (words_per_s x rate) seconds, then silence: onsets and
    length are exact. The tone's pitch comes from word, voice and emotions. The voice space is linear: component 0 of an
    embedding is octaves above 220 Hz, component 1 the level of the second harmonic.

    Args:
        words_per_s: Words a second at speed 0; above 0.
        render_delay_s: Seconds waited before each piece, like a slow model; a stop ends the wait.
    """

    name = "tone"
    sample_rate_hz = SAMPLE_RATE_HZ
    capabilities = Capabilities(LANGUAGES)
    notices: tuple[str, ...] = ()

    def __init__(self, words_per_s: float = 5.0, render_delay_s: float = 0.0) -> None:
        self._words_per_s = words_per_s
        self._render_delay_s = render_delay_s
        self._voices = tuple(_stock_voice(stock) for stock in _STOCK)
        self._by_id = {voice.id: voice for voice in self._voices}
        for alias in DOCUMENTED_IDS:
            self._by_id.setdefault(alias, self._voices[0])

    def voices(self) -> tuple[Voice, ...]:
        return self._voices

    def mix(self, parts: Sequence[tuple[VoiceSource, float]]) -> tuple[float, ...]:
        weights = normalised(MixPart(str(index), weight) for index, (_, weight) in enumerate(parts))
        embeddings = [np.asarray(self._embedding(source)) for source, _ in parts]
        total = sum((part.weight * row for part, row in zip(weights, embeddings, strict=True)), np.zeros(()))
        return tuple(float(value) for value in total)

    def language_of(self, utterance: Utterance) -> str:
        return resolve_language(utterance.language, LANGUAGES, self._language(utterance.voice))

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        embedding = self._embedding(utterance.voice)
        language = self.language_of(utterance)
        pieces = self._pieces(
            utterance.text, language, embedding, plain_prosody(utterance.controls, utterance.variation), stop
        )
        return only_words(pieces, utterance.words, self.sample_rate_hz)

    def close(self) -> None:
        """Nothing to close."""

    def _pieces(
        self, text: str, language: str, embedding: tuple[float, ...], prosody: PlainProsody, stop: Stop
    ) -> Iterator[SpeechPiece]:
        slot_s = 1.0 / (self._words_per_s * prosody.rate)
        done = 0
        for sentence in sentences(text, language=language):
            if self._render_delay_s:
                stop.wait(self._render_delay_s)
            if stop.is_set():
                return
            spoken = [has_letters_or_digits(word.text) for word in sentence]
            samples = _tones(sentence, spoken, embedding, prosody, done, slot_s)
            words: list[WordTiming] = []
            slot = done
            for word, aloud in zip(sentence, spoken, strict=True):
                start_s = slot * slot_s
                words.append(WordTiming(word.text, start_s, start_s + _SOUNDING * slot_s if aloud else start_s))
                slot += aloud
            done = slot
            silent = (word.text for word, aloud in zip(sentence, spoken, strict=True) if not aloud)
            skipped = tuple(word for word in silent if not is_punctuation(word))
            yield SpeechPiece(samples, tuple(words), skipped)

    def _voice(self, voice_id: str) -> Voice:
        try:
            return self._by_id[voice_id]
        except KeyError:
            raise NotFound("There is no voice with that id. List the voices and choose one.", voice_id[:80]) from None

    def _embedding(self, source: VoiceSource) -> tuple[float, ...]:
        listed = [part for part in source if isinstance(part, MixPart)]
        if not listed:
            return checked_embedding([part for part in source if not isinstance(part, MixPart)])
        total = np.zeros(EMBEDDING_LENGTH)
        for part in normalised(listed):
            total += part.weight * np.asarray(self._voice(part.voice_id).embedding)
        return tuple(float(value) for value in total)

    def _language(self, source: VoiceSource) -> str:
        listed = [part for part in source if isinstance(part, MixPart)]
        if not listed:
            return LANGUAGES[0]
        return self._voice(max(listed, key=lambda part: part.weight).voice_id).language


def tone_hz(word: str, embedding: Sequence[float], pitch_semitones: float = 0.0) -> float:
    """The pitch of *word* in Hz: one of 24 quarter tones chosen by the word, moved by voice and emotions."""
    octaves = min(max(embedding[0], -1.5), 1.5)
    step = zlib.crc32(word.encode("utf-8", "replace")) % 24
    return _MIDDLE_HZ * math.pow(2.0, octaves + step / 24 + pitch_semitones / 12)


def _tones(
    words: Sequence[WordSpan],
    spoken: Sequence[bool],
    embedding: Sequence[float],
    prosody: PlainProsody,
    slots_before: int,
    slot_s: float,
) -> Samples:
    first = round(slots_before * slot_s * SAMPLE_RATE_HZ)
    slots = slots_before
    samples = np.zeros(round((slots_before + sum(spoken)) * slot_s * SAMPLE_RATE_HZ) - first, np.float32)
    level = min(_PEAK * 10 ** (prosody.gain_db / 20), 0.95)
    timbre = min(max(embedding[1], 0.0), 1.0) * 0.5
    length = round(_SOUNDING * slot_s * SAMPLE_RATE_HZ)
    t_s = np.arange(length, dtype=np.float32) / np.float32(SAMPLE_RATE_HZ)
    envelope = np.minimum(1.0, np.minimum(t_s + 1 / SAMPLE_RATE_HZ, t_s[::-1]) / _RAMP_S).astype(np.float32)
    envelope *= np.float32(level / (1 + timbre))
    for word, aloud in zip(words, spoken, strict=True):
        if not aloud:
            continue
        start = round(slots * slot_s * SAMPLE_RATE_HZ) - first
        first_harmonic = np.cos(np.float32(math.tau * tone_hz(word.text, embedding, prosody.pitch_semitones)) * t_s)
        second_harmonic = 2 * first_harmonic * first_harmonic - 1
        samples[start : start + length] = envelope * (first_harmonic + np.float32(timbre) * second_harmonic)
        slots += 1
    return samples
