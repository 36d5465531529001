# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from studio.core.engines import ENGINES, EngineKind, kind_of
from studio.core.errors import InvalidArgument, ModelDamaged
from studio.core.voices import Voice
from studio.engine.base import Engine
from studio.engine.espeak.engine import EspeakEngine
from studio.engine.tone import ToneEngine
from studio.server.rendering.engines import USUAL, Maker, Makers, load_engine


class _Kokoro(ToneEngine):
    name = "kokoro"


class _Espeak(ToneEngine):
    name = "espeak-ng"


def makers(fault: str = "", damaged: bool = False) -> Makers:
    def kokoro(_threads: int | None) -> Engine:
        if damaged:
            raise ModelDamaged("decoder.onnx is damaged.")
        return _Kokoro()

    return made_with(kokoro, lambda: fault)


def made_with(kokoro: Maker, fault: Callable[[], str] = str, espeak: Callable[[], Engine] = _Espeak) -> Makers:
    return Makers({"kokoro": kokoro, "espeak": lambda _: espeak(), "tone": lambda _: ToneEngine()}, fault)


@pytest.mark.parametrize(("name", "engine"), [("kokoro", "kokoro"), ("espeak", "espeak-ng"), ("tone", "tone")])
def test_an_engine_is_chosen_by_name(name: str, engine: str) -> None:
    loaded = load_engine(name, None, makers("broken"))
    assert loaded.engine.name == engine
    assert loaded.notices == ()
    assert not loaded.fetchable_model


def test_auto_is_kokoro_where_its_model_is_whole() -> None:
    assert load_engine("auto", None, makers()).engine.name == "kokoro"


@pytest.mark.parametrize("made", [makers("The model is missing."), makers(damaged=True)])
def test_auto_falls_back_to_espeak_and_says_why(made: Makers) -> None:
    loaded = load_engine("auto", None, made)
    assert loaded.engine.name == "espeak-ng"
    assert loaded.fetchable_model
    assert "espeak-ng" in loaded.notices[0]
    assert "model is missing" in loaded.notices[0] or "decoder.onnx" in loaded.notices[0]


def test_a_named_engine_does_not_fall_back() -> None:
    with pytest.raises(ModelDamaged):
        load_engine("kokoro", None, makers(damaged=True))
    with pytest.raises(InvalidArgument):
        load_engine("nothing", None, makers())


class _Voiceless(_Kokoro):
    def voices(self) -> tuple[Voice, ...]:
        return tuple(replace(voice, unavailable_reason="not yet") for voice in super().voices())


def test_auto_does_not_take_a_kokoro_without_a_voice_that_can_speak() -> None:
    loaded = load_engine("auto", None, made_with(lambda _: _Voiceless()))
    assert loaded.engine.name == "espeak-ng"
    assert loaded.fetchable_model
    assert "models --fetch" in loaded.notices[0]


def test_auto_lets_espeak_speak_what_kokoro_does_not() -> None:
    made = made_with(lambda _: _Kokoro(), espeak=EspeakEngine)
    assert "ko" in load_engine("auto", None, made).engine.capabilities.languages
    assert "ko" not in load_engine("kokoro", None, made).engine.capabilities.languages


def test_each_engine_of_the_table_can_be_made_and_no_other() -> None:
    assert list(USUAL.engines) == [kind.option for kind in ENGINES]


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=[pytest.mark.model] * kind.needs_model, id=kind.option) for kind in ENGINES]
)
def test_an_engine_calls_itself_as_the_table_says(kind: EngineKind) -> None:
    engine = load_engine(kind.option, None).engine
    try:
        assert kind_of(engine.name) is kind
    finally:
        engine.close()
