# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

import pytest

from studio.core.errors import InvalidArgument, ModelDamaged
from studio.core.voices import Voice
from studio.engine.base import Engine
from studio.engine.espeak.engine import EspeakEngine
from studio.engine.tone import ToneEngine
from studio.server.rendering.engines import Makers, load_engine


class _Kokoro(ToneEngine):
    name = "kokoro"


class _Espeak(ToneEngine):
    name = "espeak-ng"


def makers(fault: str = "", damaged: bool = False) -> Makers:
    def kokoro(_threads: int | None) -> Engine:
        if damaged:
            raise ModelDamaged("decoder.onnx is damaged.")
        return _Kokoro()

    return Makers(kokoro, _Espeak, ToneEngine, lambda: fault)


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
    loaded = load_engine("auto", None, Makers(lambda _: _Voiceless(), _Espeak, ToneEngine, lambda: ""))
    assert loaded.engine.name == "espeak-ng"
    assert loaded.fetchable_model
    assert "models --fetch" in loaded.notices[0]


def test_auto_lets_espeak_speak_what_kokoro_does_not() -> None:
    made = Makers(lambda _: _Kokoro(), EspeakEngine, ToneEngine, lambda: "")
    assert "ko" in load_engine("auto", None, made).engine.capabilities.languages
    assert "ko" not in load_engine("kokoro", None, made).engine.capabilities.languages
