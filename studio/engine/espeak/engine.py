# SPDX-License-Identifier: GPL-3.0-or-later
"""espeak-ng as an engine: it speaks at once, in many languages, with a plain voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studio.core.errors import NotFound, Unsupported
from studio.core.languages import resolve_language
from studio.core.timeline import written_by_character
from studio.core.voices import MixPart, Voice, normalised
from studio.engine.base import Capabilities, SpeechPiece, Utterance, VoiceSource
from studio.engine.espeak.characters import by_character, clauses_apart
from studio.engine.espeak.synthesizer import Synthesizer
from studio.engine.espeak.voices import LANGUAGES, EspeakVoice, by_id, espeak_voices
from studio.engine.espeak_ng import sample_rate_hz
from studio.engine.plain_prosody import plain_prosody
from studio.engine.stop import Stop
from studio.engine.word_range import only_words

MIXING_UNAVAILABLE = "espeak-ng has no voice space: install the speech model to mix voices."


class EspeakEngine:
    """Speaks with espeak-ng; satisfies `engine.base.Engine`. The library is loaded at the first use, once a process."""

    name = "espeak-ng"
    capabilities = Capabilities(LANGUAGES, MIXING_UNAVAILABLE)
    notices: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._voices = espeak_voices()
        self._by_id = by_id(self._voices)

    @property
    def sample_rate_hz(self) -> int:
        return sample_rate_hz()

    def voices(self) -> tuple[Voice, ...]:
        return tuple(entry.voice for entry in self._voices)

    def mix(self, parts: Sequence[tuple[VoiceSource, float]]) -> tuple[float, ...]:
        raise Unsupported(MIXING_UNAVAILABLE, f"{len(parts)} voices")

    def language_of(self, utterance: Utterance) -> str:
        return resolve_language(utterance.language, LANGUAGES, self._voice(utterance.voice).voice.language)

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        variant = self._voice(utterance.voice).variant
        language = self.language_of(utterance)
        synthesizer = Synthesizer(language, variant, plain_prosody(utterance.controls, utterance.variation), stop)
        if written_by_character(language):
            # A reading's places would not fit the text with its clauses apart.
            pieces = by_character(synthesizer.pieces(clauses_apart(utterance.text)), language)
        else:
            pieces = synthesizer.pieces(utterance.text, utterance.reading)
        return only_words(pieces, utterance.words, self.sample_rate_hz)

    def close(self) -> None:
        """Nothing to close: the library stays loaded, as phonemes are made with it too."""

    def _voice(self, source: VoiceSource) -> EspeakVoice:
        parts = [part for part in source if isinstance(part, MixPart)]
        if not parts:
            raise Unsupported(MIXING_UNAVAILABLE)
        found = {entry.voice.id: entry for entry in (self._found(part.voice_id) for part in normalised(parts))}
        if len(found) > 1:
            raise Unsupported(MIXING_UNAVAILABLE)
        return next(iter(found.values()))

    def _found(self, voice_id: str) -> EspeakVoice:
        try:
            return self._by_id[voice_id]
        except KeyError:
            raise NotFound("There is no voice with that id. List the voices and choose one.", voice_id[:80]) from None
