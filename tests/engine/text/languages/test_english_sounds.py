# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.phonemes.alphabet import SYMBOLS, to_model_alphabet
from studio.engine.text.ipa import tied
from studio.engine.text.languages.english_sounds import SOUNDS, stem_of, with_ending


def test_every_sound_differs_from_the_others_of_its_word_and_has_a_meaning() -> None:
    for word, sounds in SOUNDS.items():
        assert len({ipa for ipa, _ in sounds}) == len({meaning for _, meaning in sounds}) == len(sounds), word
        assert len(sounds) != 1, word
        assert all(meaning for _, meaning in sounds), word


def test_every_sound_is_one_of_the_models_alphabet() -> None:
    for sounds in SOUNDS.values():
        for ipa, _ in sounds:
            assert set(to_model_alphabet(tied(ipa), "en-US")) <= SYMBOLS, ipa


@pytest.mark.parametrize(
    ("word", "stem", "ending"),
    [
        ("using", "use", "ing"),
        ("records", "record", "s"),
        ("uses", "use", "s"),
        ("live", "live", ""),
        ("x", "", ""),
    ],
)
def test_forms_are_led_back_to_their_word(word: str, stem: str, ending: str) -> None:
    assert stem_of(word) == (stem, ending)


@pytest.mark.parametrize(
    ("ipa", "ending", "said"),
    [("jˈuːz", "s", "jˈuːzᵻz"), ("ɹˈɛkɚd", "s", "ɹˈɛkɚdz"), ("pɚmˈɪt", "ed", "pɚmˈɪtᵻd"), ("bˈaʊ", "ing", "bˈaʊɪŋ")],
)
def test_endings_sound_as_their_word_asks(ipa: str, ending: str, said: str) -> None:
    assert with_ending(ipa, ending) == said
