# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule behind resources/docs/languages.md: who speaks a language follows from how many of its sounds are known."""

from __future__ import annotations

import importlib.util
import json
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import pytest

from studio.core.errors import InvalidArgument
from studio.core.resources import resource
from studio.engine.espeak.voices import LANGUAGES as ESPEAK_LANGUAGES
from studio.engine.espeak.voices import espeak_name
from studio.engine.espeak_ng import phoneme_groups
from studio.engine.kokoro.voices.stock import stock_voices
from studio.engine.phonemes.alphabet import to_model_alphabet
from studio.engine.phonemes.languages import MAPPED, OWN, kokoro_languages
from studio.engine.phonemes.phonemize import phonemize

ENOUGH = 0.95
TONAL = ("vi", "th", "yue", "my", "hak", "shn", "pa")
# Sounds of the trained languages that three sentences do not happen to hold.
MORE_WORDS = {
    "en-US": "little button sudden vision measure church judge thing this yes wool loud boy cow fire",
    "fr": "un bon vin blanc feu peur lune huit agneau roi rue vigne",
    "it": "gnocchi aglio zucchero pizza mezzo scena chiesa gente",
    "es": "guerra agua llave año jota cielo rey perro abuelo dedo amigo",
    "pt-BR": "não mãe pão filho vinho carro tchau dia leite bem",
    "hi": "भाई वह विद्या घर छठ झंडा ढोल फल थाली ठंड टमाटर डर लड़का पढ़ना ज्ञान ऋषि शक्ति खाना धन बच्चा गंगा चाँद",
    "ja": "ひゃひきゃきゅきょぎょじゃちゅつふゔぁぴょりゃんがんばにゅ",
    "zh": "知道日子鱼女学全云二吃十四岁去绿色",
}
# Where exactly in the mouth a sound is made is no difference that the model hears.
FINE_POINTS = frozenset("ˈˌ\u032a\u033b\u033a\u032f\u031d\u030a\u0361\u0329-().")


@lru_cache(maxsize=1)
def samples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(resource("samples/languages.json").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=1)
def trained_sounds() -> frozenset[str]:
    sounds: set[str] = set()
    for language in OWN:
        for text in (*samples()[language], MORE_WORDS.get(language, ""), *map(str, range(0, 100, 7))):
            for word in phonemize(text, language):
                sounds.update(word.phonemes)
    return frozenset(sounds)


def share_known(language: str, voice: str) -> float:
    """Share of the sounds in the samples that the model was trained on as they are."""
    known = total = 0
    for sentence in samples()[language]:
        for group in phoneme_groups(sentence, voice):
            # Ties apart, what is written as one letter counts as that letter.
            for sound in unicodedata.normalize("NFD", group).replace("c\u0327", "ç"):
                if sound in FINE_POINTS or sound == "^":
                    continue
                total += 1
                known += sound in trained_sounds() or sound in "gr"
    return known / total


@pytest.fixture
def fresh_languages() -> Iterator[None]:
    kokoro_languages.cache_clear()
    yield
    kokoro_languages.cache_clear()


@pytest.mark.usefixtures("fresh_languages")
@pytest.mark.parametrize(("package", "tag"), [("pyopenjtalk", "ja"), ("pypinyin", "zh"), ("rjieba", "zh")])
def test_voices_of_a_language_that_cannot_be_read_here_say_why(
    monkeypatch: pytest.MonkeyPatch, package: str, tag: str
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == package else found(name))
    assert tag not in kokoro_languages()
    voices = {stock.voice.language: stock.voice for stock in stock_voices()}
    assert package in voices[tag].unavailable_reason
    assert voices["en-US"].available
    with pytest.raises(InvalidArgument):
        phonemize("a", tag)


@pytest.mark.parametrize("language", sorted(MAPPED))
def test_the_model_knows_the_sounds_of_each_language_that_is_mapped(language: str) -> None:
    assert share_known(language, MAPPED[language]) >= ENOUGH
    for sentence in samples()[language]:
        for group in phoneme_groups(sentence, MAPPED[language]):
            assert set(to_model_alphabet(group, language)) <= trained_sounds(), group


@pytest.mark.parametrize(
    "language", sorted(tag for tag in ESPEAK_LANGUAGES if tag not in MAPPED and tag not in OWN and tag in samples())
)
def test_languages_that_are_left_to_espeak_have_tones_or_unknown_sounds(language: str) -> None:
    assert language.partition("-")[0] in TONAL or share_known(language, espeak_name(language)) < ENOUGH
