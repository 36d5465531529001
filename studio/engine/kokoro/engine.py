# SPDX-License-Identifier: GPL-3.0-or-later
"""The Kokoro engine: text in, speech and word times out, on this machine alone."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from studio.core.commands import FETCH_MODEL
from studio.core.errors import ModelDamaged, ModelMissing, NotFound
from studio.core.languages import resolve_language
from studio.core.timeline import spans_for
from studio.core.voices import MixPart, Voice, checked_embedding, normalised
from studio.engine.base import Capabilities, SpeechPiece, Utterance, VoiceSource
from studio.engine.kokoro.frames import SAMPLE_RATE_HZ, Floats
from studio.engine.kokoro.prosody import prosody
from studio.engine.kokoro.settings import USUAL, KokoroSettings
from studio.engine.kokoro.streaming.cache import SaidLately, cache_bytes
from studio.engine.kokoro.streaming.schedule import Around
from studio.engine.kokoro.streaming.voice_moments import load_voice_moments
from studio.engine.kokoro.synthesizer import Loaded, Reuse, Synthesizer
from studio.engine.kokoro.units import Phonemizer, units
from studio.engine.kokoro.voices.space import VoiceSpace, load_basis
from studio.engine.kokoro.voices.stock import StockVoice, stock_voices
from studio.engine.phonemes.languages import kokoro_languages
from studio.engine.phonemes.phonemize import LANGUAGES, phonemize_words
from studio.engine.stop import Stop, until_stopped

_SECONDS_A_CHARACTER = 0.065
_FETCH = f"run `{FETCH_MODEL}`"
_MEND = f"To mend that, {_FETCH}."


class KokoroEngine:
    """Speaks with Kokoro-82M; satisfies `engine.base.Engine`.

    Args:
        folder: Holds the graph's parts (`parts.PARTS`), `vocab.json` and `voices/<key>.bin`; some voices may be
            missing.
        settings: What may be varied of it.
        phonemizer: Gives the phonemes of words; None for those of `engine.phonemes`.
        voice_digests: SHA-256 (hex) of each voice's table by the voice's key; a table with another digest is refused.
        damaged: Keys of voices whose tables are known to be damaged.

    Raises:
        ModelMissing: a file that every voice needs is missing, or no voice is there.
        ModelDamaged: a file cannot be loaded.
    """

    def __init__(
        self,
        folder: Path,
        settings: KokoroSettings = USUAL,
        phonemizer: Phonemizer | None = None,
        voice_digests: Mapping[str, str] | None = None,
        damaged: Collection[str] = (),
    ) -> None:
        vocabulary = _load_vocabulary(folder / "vocab.json")
        self._space = VoiceSpace(folder / "voices", load_basis(), voice_digests)
        self._space.damaged.update(damaged)
        self._stock = stock_voices()
        self._by_id = {voice_id: stock for stock in self._stock for voice_id in _ids(stock)}
        self._by_key = {stock.key: stock for stock in self._stock}
        first = self._first_table(folder / "voices")
        self._missing = tuple(
            stock
            for stock in self._stock
            if not self._space.has_table(stock.key) and stock.key not in self._space.damaged
        )
        self._phonemizer = phonemizer
        self._splitting = settings.splitting
        sessions = settings.sessions(folder, settings.threads)
        self._loaded = Loaded(sessions, vocabulary, load_voice_moments())
        most_bytes = cache_bytes() if settings.most_cached_bytes is None else settings.most_cached_bytes
        self._reuse = Reuse(SaidLately(most_bytes), settings.pace())
        sessions.warm_up(first[0])

    @property
    def name(self) -> str:
        return "kokoro-v1.0-int8"

    @property
    def sample_rate_hz(self) -> int:
        return SAMPLE_RATE_HZ

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(kokoro_languages())

    @property
    def notices(self) -> tuple[str, ...]:
        damaged = [stock for stock in self._stock if stock.key in self._space.damaged]
        told = []
        if self._missing:
            told.append(f"Voices that are not on this machine: {_names(self._missing)}. To have them, {_FETCH}.")
        if damaged:
            told.append(f"Voices whose files are damaged, so that they are not spoken: {_names(damaged)}. {_MEND}")
        return tuple(told)

    def voices(self) -> tuple[Voice, ...]:
        listed = [self._listed(stock) for stock in self._stock]
        default = next((voice for voice in listed if voice.available), listed[0])
        return (default, *(voice for voice in listed if voice is not default))

    def mix(self, parts: Sequence[tuple[VoiceSource, float]]) -> tuple[float, ...]:
        checked = normalised(MixPart("", weight) for _, weight in parts)
        return self._space.mixed(
            [(self._embedding(source), part.weight) for (source, _), part in zip(parts, checked, strict=True)]
        )

    def language_of(self, utterance: Utterance) -> str:
        return self._language(utterance, [] if utterance.language else self._voice(utterance.voice)[1])

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        table, own_languages = self._voice(utterance.voice)
        language = self._language(utterance, own_languages)
        how = replace(prosody(utterance.controls), variation=utterance.variation)
        seconds_a_character = _SECONDS_A_CHARACTER / how.rate
        around = Around(
            utterance.spoken_s,
            seconds_a_character * _asked_chars(utterance, language),
            seconds_a_character * utterance.chars_to_come,
        )
        synthesizer = Synthesizer(self._loaded, table, how, stop, self._reuse, around, self._splitting)
        phonemizer = self._phonemizer or partial(phonemize_words, reading=utterance.reading)
        read = units(utterance.text, language, phonemizer, utterance.reading.weight, self._splitting.first_tokens)
        return until_stopped(synthesizer.pieces(read, utterance.words, as_in_whole=utterance.as_in_whole))

    @property
    def pace(self) -> float:
        """Seconds that a second of speech took to render lately; 0 before the first."""
        return self._reuse.pace.factor

    def close(self) -> None:
        """Nothing to close: sessions are freed with the object."""

    def _first_table(self, voices: Path) -> Floats:
        for key in self._by_key:
            if self._space.has_table(key):
                with contextlib.suppress(ModelDamaged):
                    return self._space.table(key)
        fault = "damaged" if self._space.damaged else "missing"
        raise ModelMissing(f"The speech model's voices are {fault}: {_FETCH}.", str(voices))

    def _language(self, utterance: Utterance, own_languages: Sequence[str]) -> str:
        languages = kokoro_languages()
        spoken = [language for language in own_languages if language in languages]
        # A voice whose own language cannot be spoken here says so, unless another language is asked for.
        wanted = utterance.language or (spoken or list(own_languages))[0]
        return resolve_language(wanted, languages, LANGUAGES[0])

    def _listed(self, stock: StockVoice) -> Voice:
        reason = stock.voice.unavailable_reason
        if not reason and stock in self._missing:
            reason = f"This voice is not on this machine: to have it, {_FETCH}."
        if not reason and stock.key in self._space.damaged:
            reason = f"This voice's file is damaged. {_MEND}"
        return replace(stock.voice, embedding=self._space.embedding(stock.key), unavailable_reason=reason)

    def _stock_voice(self, voice_id: str) -> StockVoice:
        stock = self._by_id.get(voice_id)
        if stock is None:
            raise NotFound("There is no voice of this id.", voice_id[:60])
        return stock

    def _weights(self, parts: tuple[MixPart, ...]) -> dict[str, float]:
        """Key to weight, heaviest first; a voice named twice counts once with both weights."""
        weights: dict[str, float] = {}
        for part in normalised(parts):
            key = self._stock_voice(part.voice_id).key
            weights[key] = weights.get(key, 0.0) + part.weight
        return dict(sorted(weights.items(), key=lambda item: -item[1]))

    def _embedding(self, source: VoiceSource) -> tuple[float, ...]:
        parts, values = _sorted_out(source)
        if not parts:
            return checked_embedding(values)
        weights = self._weights(parts)
        return self._space.mixed([(self._space.embedding(key), weight) for key, weight in weights.items()])

    def _voice(self, source: VoiceSource) -> tuple[Floats, list[str]]:
        """Style table, and the languages of the voices in it, the heaviest voice's first."""
        parts, values = _sorted_out(source)
        if parts:
            weights = self._weights(parts)
            for key in weights:
                if not self._space.has_table(key):
                    name = self._by_key[key].voice.name
                    if key in self._space.damaged:
                        raise ModelDamaged(f"The file of the voice {name} is damaged. {_MEND}", key)
                    raise ModelMissing(f"The voice {name} is not on this machine: to have it, {_FETCH}.", key)
            table = self._space.table_of_mix(weights)
        else:
            embedding = checked_embedding(values)
            table = self._space.table_of_embedding(embedding)
            found = self._space.weights(self._space.clamped(embedding).tolist())
            weights = dict(sorted(found.items(), key=lambda item: -item[1])) or {self._stock[0].key: 1.0}
            return table, [*(self._by_key[key].voice.language for key in weights), LANGUAGES[0]]
        return table, [self._by_key[key].voice.language for key in weights]


def _asked_chars(utterance: Utterance, language: str) -> int:
    """Characters of the words asked for."""
    if utterance.words.is_all:
        return len(utterance.text)
    spans = spans_for(utterance.text, language)[utterance.words.first : utterance.words.end]
    return spans[-1].end - spans[0].start if spans else 0


def _load_vocabulary(path: Path) -> Mapping[str, int]:
    if not path.is_file():
        raise ModelMissing(f"The speech model's file {path.name} is missing: {_FETCH}.", str(path))
    try:
        return {str(symbol): int(token) for symbol, token in json.loads(path.read_text("utf-8"))["vocab"].items()}
    except (ValueError, KeyError, AttributeError) as error:
        raise ModelDamaged(f"The speech model's file {path.name} is damaged: {_FETCH}.", repr(error)) from error


def _names(stocks: Sequence[StockVoice]) -> str:
    more = f" and {len(stocks) - 3} more" if len(stocks) > 3 else ""
    return ", ".join(stock.voice.name for stock in stocks[:3]) + more


def _ids(stock: StockVoice) -> tuple[str, ...]:
    return (stock.voice.id, *(alias for alias, _ in stock.aliases))


def _sorted_out(source: VoiceSource) -> tuple[tuple[MixPart, ...], tuple[float, ...]]:
    """Mix and embedding of *source*, of which one is empty."""
    parts = tuple(part for part in source if isinstance(part, MixPart))
    return parts, tuple(value for value in source if not isinstance(value, MixPart))
