# SPDX-License-Identifier: GPL-3.0-or-later
"""Two engines as one: the second speaks the languages that the first does not, with a voice of the same sex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from studio.core.languages import resolve_language
from studio.core.pcm import Samples
from studio.core.voices import MixPart, Voice
from studio.engine.base import Capabilities, Engine, SpeechPiece, Utterance, VoiceSource
from studio.engine.stop import Stop


class RoutingEngine:
    """Speaks with *main*, or with *other* in the languages that only *other* speaks; satisfies `engine.base.Engine`.

    Voices, mixes, name and sample rate are those of *main*.

    Args:
        main: Has a voice space.
        other: Has voices of both sexes; each speaks all of its languages.
    """

    def __init__(self, main: Engine, other: Engine) -> None:
        self._main = main
        self._other = other
        own = main.capabilities.languages
        further = tuple(tag for tag in other.capabilities.languages if tag not in own)
        self._capabilities = Capabilities(own + further, main.capabilities.mixing_unavailable_reason)

    @property
    def name(self) -> str:
        return self._main.name

    @property
    def sample_rate_hz(self) -> int:
        return self._main.sample_rate_hz

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    @property
    def notices(self) -> tuple[str, ...]:
        return self._main.notices

    def voices(self) -> tuple[Voice, ...]:
        return self._main.voices()

    def mix(self, parts: Sequence[tuple[VoiceSource, float]]) -> tuple[float, ...]:
        return self._main.mix(parts)

    def language_of(self, utterance: Utterance) -> str:
        if not utterance.language:
            return self._main.language_of(utterance)
        return resolve_language(utterance.language, self._capabilities.languages, "")

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        language = self.language_of(utterance)
        if language in self._main.capabilities.languages:
            return self._main.speak(replace(utterance, language=language), stop)
        voice = (MixPart(self._stand_in(utterance.voice).id, 1.0),)
        pieces = self._other.speak(replace(utterance, voice=voice, language=language), stop)
        return _resampled(pieces, self._other.sample_rate_hz, self.sample_rate_hz)

    def close(self) -> None:
        self._main.close()
        self._other.close()

    def _stand_in(self, source: VoiceSource) -> Voice:
        """The other engine's first voice of the sex of *source*, which is that of the nearest voice of *main*."""
        embedding = np.asarray(self._main.mix([(source, 1.0)]))
        known = [voice for voice in self._main.voices() if voice.embedding is not None and voice.sex]
        nearest = min(
            known, key=lambda voice: float(np.linalg.norm(np.asarray(voice.embedding) - embedding)), default=None
        )
        voices = self._other.voices()
        return next((voice for voice in voices if nearest is not None and voice.sex == nearest.sex), voices[0])


def _resampled(pieces: Iterator[SpeechPiece], from_hz: int, to_hz: int) -> Iterator[SpeechPiece]:
    if from_hz == to_hz:
        yield from pieces
        return
    import soxr

    stream = soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32")
    for piece in pieces:
        yield replace(piece, samples=_within_scale(stream.resample_chunk(piece.samples)))
    rest = _within_scale(stream.resample_chunk(np.zeros(0, np.float32), last=True))
    if len(rest):
        yield SpeechPiece(rest, ())


def _within_scale(samples: Samples) -> Samples:
    # A resampler's ripple may go a little beyond full scale.
    return np.clip(samples, -1.0, 1.0).astype(np.float32)
