# SPDX-License-Identifier: GPL-3.0-or-later
"""No text costs more than its length (n log n at most), whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from studio.core.dictionary import Entry, sayings
from studio.core.markup import parse_markup, spoken_spans
from studio.core.tags import held_back
from studio.core.timeline import WordSpan
from studio.engine.espeak.script import passages
from studio.engine.kokoro.units import units
from studio.engine.phonemes import chinese, japanese
from studio.engine.phonemes.phonemize import phonemize_words
from studio.engine.phonemes.word_phonemes import WordPhonemes
from studio.engine.text.normalise import spoken_words
from studio.engine.text.reading import Reading
from studio.engine.text.sentences import sentences
from tests.support.growth import beyond_n_log_n
from tests.support.hostile_texts import CHARACTERS, COMPANIES, of_character, of_tags, repeating

SHORT_LENGTHS = (500, 4_000)
LONG_LENGTHS = (100, 1_000, 10_000, 100_000)
ENTRIES = (Entry("a", "ay"), Entry("a b", "x y"), Entry("b", "/b/", case_sensitive=True))


def prepared(text: str, language: str) -> None:
    """All that is done with a text before it sounds, by every engine."""
    marked = parse_markup(text)
    held_back(text)
    spoken_spans.__wrapped__(text, language)  # which keeps no result
    reading = Reading((*marked.sayings, *sayings(marked.text, ENTRIES, language)))
    if marked.sayings:
        reading = Reading(marked.sayings, name_emoji=True)
    if language not in ("ja", "zh"):
        for sentence in sentences(marked.text, language=language):
            list(passages(spoken_words(sentence, language, reading), "en-us"))
    for unit in units(marked.text, language, partial(phonemize_words, reading=reading)):
        assert unit.words or unit.tokens


def unavailable_reason(language: str) -> str:
    module = {"ja": japanese, "zh": chinese}.get(language)
    return module.unavailable_reason() if module else ""


def named(character: str) -> str:
    return "+".join(f"{ord(each):04X}" for each in character)


@pytest.fixture
def lengths(long_form: bool) -> tuple[int, ...]:
    return LONG_LENGTHS if long_form else SHORT_LENGTHS


@pytest.mark.parametrize("company", COMPANIES)
def test_characters(company: str, lengths: tuple[int, ...], long_form: bool) -> None:
    characters = CHARACTERS if long_form else CHARACTERS[COMPANIES.index(company) :: len(COMPANIES)]
    found = {
        named(character): beyond_n_log_n(
            lambda text: prepared(text, "en-US"), of_character(character, company), lengths
        )
        for character in characters
    }
    assert not {name: told for name, told in found.items() if told}


@pytest.mark.parametrize("language", ["ja", "zh", "de", "fr", "pt-BR"])
def test_languages(language: str, lengths: tuple[int, ...], long_form: bool) -> None:
    """Whose rules are others."""
    reason = unavailable_reason(language)
    if reason:
        pytest.skip(reason)
    found = {
        f"{named(character)} {company}": beyond_n_log_n(
            lambda text: prepared(text, language), of_character(character, company), lengths
        )
        for company in (COMPANIES if long_form else ("inside a word", "with figures"))
        for character in (CHARACTERS if long_form else "。か1")
    }
    assert not {name: told for name, told in found.items() if told}


ALIKE: dict[str, Callable[[int], str]] = {
    "one word": lambda number: "a",
    "a first word": lambda number: f"a w{number}",
    "many words": lambda number: "a " * (number % 49) + f"w{number}",
    "words in other letters": lambda number: "".join(
        c.upper() if number >> i & 1 else c for i, c in enumerate("a" * 17)
    ),
}


@pytest.mark.parametrize("alike", ALIKE)
@pytest.mark.parametrize("case_sensitive", [False, True])
def test_dictionary_entries_that_begin_alike(alike: str, case_sensitive: bool, long_form: bool) -> None:
    def looked_up(text: str) -> None:
        entries = [Entry(ALIKE[alike](number), "/b/", "", case_sensitive) for number in range(len(text) // 2)]
        sayings(text, entries, "en-US")

    lengths = (100, 1_000, 10_000, 100_000) if long_form else (500, 5_000)
    assert not beyond_n_log_n(looked_up, repeating("a "), lengths)


def test_tags(lengths: tuple[int, ...]) -> None:
    found = {
        name: beyond_n_log_n(lambda text: prepared(text, "en-US"), text_of, lengths)
        for name, text_of in of_tags().items()
    }
    assert not {name: told for name, told in found.items() if told}


def test_tags_alone(long_form: bool) -> None:
    """The parser by itself, in longer texts."""
    lengths = (1_000, 10_000, 100_000, 1_000_000) if long_form else (4_000, 60_000)
    found = {name: beyond_n_log_n(parse_markup, text_of, lengths) for name, text_of in of_tags().items()}
    assert not {name: told for name, told in found.items() if told}


@pytest.mark.parametrize("part", [" !", "!\n", " 🙂", "\n\n*", "a !", "\x00 "])
def test_words_without_phonemes(part: str, long_form: bool) -> None:
    """No model sees them: they are gathered and passed on by themselves."""

    def passed_on(text: str) -> None:
        for unit in units(text, "en-US", unsaid):
            assert 0 < len(unit.words) <= 500

    lengths = (1_000, 10_000, 100_000) if long_form else (4_000, 60_000)
    assert not beyond_n_log_n(passed_on, repeating(part), lengths)


def unsaid(words: Sequence[WordSpan], language: str) -> list[WordPhonemes]:
    return [WordPhonemes(word, "", "") for word in words]
