# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from studio.core.errors import InvalidArgument, NotFound
from studio.core.timeline import WordTiming
from studio.core.voices import MixPart
from studio.engine.aliases import NEWSMAN_ID
from studio.engine.base import Engine, SpeechPiece, Utterance, VoiceSource
from studio.engine.espeak.engine import EspeakEngine
from studio.engine.espeak.voices import LANGUAGES
from studio.engine.routing import RoutingEngine
from studio.engine.stop import Stop
from studio.engine.tone import ToneEngine


@dataclass
class Overheard(EspeakEngine):
    """espeak-ng that remembers what it was asked."""

    asked: list[Utterance] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def speak(self, utterance: Utterance, stop: Stop) -> Iterator[SpeechPiece]:
        self.asked.append(utterance)
        return super().speak(utterance, stop)

    def sex(self) -> str:
        part = self.asked[-1].voice[0]
        assert isinstance(part, MixPart)
        return next(voice.sex for voice in self.voices() if voice.id == part.voice_id)


@pytest.fixture
def other() -> Overheard:
    return Overheard()


@pytest.fixture
def engine(other: Overheard) -> Engine:
    return RoutingEngine(ToneEngine(), other)


def voice(engine: Engine, name: str) -> VoiceSource:
    return (MixPart(next(voice.id for voice in engine.voices() if voice.name == name), 1.0),)


def hear(engine: Engine, utterance: Utterance) -> tuple[np.ndarray, list[WordTiming]]:
    pieces = list(engine.speak(utterance, Stop()))
    return np.concatenate([piece.samples for piece in pieces]), [word for piece in pieces for word in piece.words]


def test_it_is_its_first_engine_with_more_languages(engine: Engine) -> None:
    main = ToneEngine()
    assert engine.name == main.name
    assert engine.sample_rate_hz == main.sample_rate_hz
    assert engine.voices() == main.voices()
    languages = engine.capabilities.languages
    assert languages[: len(main.capabilities.languages)] == main.capabilities.languages
    assert set(languages) == set(main.capabilities.languages) | set(LANGUAGES)
    assert len(set(languages)) == len(languages)


@pytest.mark.parametrize("language", ["", "en-GB", "es", "pt", "en-AU"])
def test_its_first_engine_speaks_what_it_can(engine: Engine, other: Overheard, language: str) -> None:
    hear(engine, Utterance("hola hola", voice(engine, "Campana"), language))
    assert not other.asked


@pytest.mark.parametrize(("name", "sex"), [("Alto", "female"), ("Reed", "male")])
def test_the_other_engine_speaks_the_rest_with_the_same_sex(
    engine: Engine, other: Overheard, name: str, sex: str
) -> None:
    text = "Добрый вечер, друзья. До свидания."
    samples, words = hear(engine, Utterance(text, voice(engine, name), "ru"))
    assert other.asked[-1].language == "ru"
    assert other.sex() == sex
    assert [word.text for word in words] == text.split()
    assert words[-1].end_s <= len(samples) / engine.sample_rate_hz + 0.001
    assert samples.dtype == np.float32
    assert np.abs(samples).max() <= 1.0
    plain = np.concatenate([piece.samples for piece in other.speak(other.asked[-1], Stop())])
    assert len(samples) / engine.sample_rate_hz == pytest.approx(len(plain) / other.sample_rate_hz, abs=0.001)


def test_a_mix_an_embedding_and_a_documented_voice_keep_their_sex(engine: Engine, other: Overheard) -> None:
    ids = {voice.name: voice.id for voice in engine.voices()}
    for source, sex in (
        ((MixPart(ids["Reed"], 3.0), MixPart(ids["Alto"], 1.0)), "male"),
        (engine.mix([(voice(engine, "Alto"), 1.0)]), "female"),
        ((MixPart(NEWSMAN_ID, 1.0),), "male"),
    ):
        hear(engine, Utterance("dobrý", source, "cs"))
        assert other.sex() == sex


def test_the_language_is_the_requests_else_the_voices_own(engine: Engine) -> None:
    source = voice(engine, "Campana")
    assert engine.language_of(Utterance("a", source)) == "es"
    assert engine.language_of(Utterance("a", source, "pl")) == "pl"
    mix = (*voice(engine, "Campana"), MixPart(voice(engine, "Flûte")[0].voice_id, 2.0))  # type: ignore[union-attr]
    assert engine.language_of(Utterance("a", mix)) == "fr"


def test_a_language_nobody_speaks_is_refused_with_those_there_are(engine: Engine) -> None:
    with pytest.raises(InvalidArgument) as caught:
        engine.speak(Utterance("hello", voice(engine, "Alto"), "tlh"), Stop())
    assert all(language in str(caught.value) for language in engine.capabilities.languages)


def test_an_unknown_voice_is_not_found_in_any_language(engine: Engine) -> None:
    for language in ("", "ru"):
        with pytest.raises(NotFound):
            engine.speak(Utterance("a", (MixPart("3a9cbb1e-0000-4000-8000-000000000000", 1.0),), language), Stop())


def test_a_stop_ends_it(engine: Engine) -> None:
    stop = Stop()
    pieces = engine.speak(Utterance("Снова и снова. " * 200, voice(engine, "Alto"), "ru"), stop)
    assert next(iter(pieces)).words
    stop.set()
    assert len(list(pieces)) <= 1
