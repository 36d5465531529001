# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.dictionary import Entry, sayings
from studio.core.errors import InvalidArgument
from studio.engine.phonemes.phonemize import phonemize
from studio.engine.phonemes.suggestions import MOST, suggestions
from studio.engine.text.reading import Reading


def by_meaning(word: str, language: str = "en-US") -> dict[str, str]:
    return {each.meaning: each.alias for each in suggestions(word, language)}


def test_a_name_has_its_syllables_its_letters_and_what_other_languages_make_of_it() -> None:
    found = by_meaning("Nova")
    assert list(found) == ["syllables", "German", "French", "Spanish", "Italian", "letters"]
    assert found["syllables"] == "NOH-vuh"
    assert found["German"] == "/nˈoːvɑː/"
    assert found["letters"] == "/ˈɛn ˈoʊ vˈi ˈeɪ/"


def test_a_word_of_two_sounds_has_the_other_first() -> None:
    first = suggestions("read", "en-US")[0]
    assert (first.alias, first.phonemes, first.meaning) == ("/ɹˈɛd/", "ɹˈɛd", "past")


def test_a_word_that_the_voice_says_otherwise_than_the_lexicon_has_that_sound_first() -> None:
    found = suggestions("Chopin", "en-US")
    assert (found[0].alias, found[0].phonemes, found[0].meaning) == ("/ʃˈo\u0361ʊpæn/", "ʃˈOpæn", "lexicon")
    assert "lexicon" not in by_meaning("lighthouse")


@pytest.mark.parametrize(
    "word", ["Nova", "Goethe", "Hermione", "lighthouse", "Kyiv", "SQL", "New York", "o'Neil", "Joaquin"]
)
@pytest.mark.parametrize("language", ["en-US", "en-GB", "de"])
def test_each_says_what_it_shows_and_no_two_the_same(word: str, language: str) -> None:
    found = suggestions(word, language)
    assert len({each.phonemes for each in found}) == len(found) <= MOST
    for each in found:
        told = Reading(sayings(word, [Entry(word, each.alias)], language))
        said = " ".join(filter(None, (one.phonemes for one in phonemize(word, language, told))))
        assert said == each.phonemes, each


@pytest.mark.parametrize("word", ["", "  ", "x" * 100, "東京", "123", "!?"])
def test_what_is_no_name_has_few_or_none(word: str) -> None:
    assert not {"German", "letters"} & by_meaning(word).keys()


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(InvalidArgument, match="language"):
        suggestions("Nova", "xx")
