# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.core.timeline import spans_for, word_spans
from studio.engine.phonemes.alphabet import SYMBOLS
from studio.engine.phonemes.phonemize import LANGUAGES, phonemize, phonemize_words
from studio.engine.text.sentences import sentences
from tests.support.pace import slowed_down

SOME_WORDS = [
    "of",
    "the",
    "in",
    "a",
    "to",
    "it",
    "and",
    "5",
    "$3.50",
    "I'm",
    "yes,",
    "U.S.",
    "—",
    "🙂",
    "Dr.",
    "9:30",
    "end.",
]


def said(text: str, language: str = "en-US") -> str:
    return " ".join(word.phonemes + word.after for word in phonemize(text, language))


def consonants(phonemes: str) -> list[str]:
    return [symbol for symbol in phonemes.replace("T", "t") if symbol in "bdfhklmnpstvwzðŋɡʃʒʤʧθ"]


def test_english_is_written_in_the_training_alphabet() -> None:
    assert said("Hello, world.") == "həlˈO, wˈɜɹld."
    assert said("Judge my better house, boy!") == "ʤˈʌʤ mI bˈɛTəɹ hˈWs, bˈY!"
    assert said("No bird there.", "en-GB") == "nˈQ bˈɜːd ðˈɛː."


def test_words_that_espeak_joins_come_apart_again_and_stay_reduced() -> None:
    words = phonemize("It was one of the best, for the first time.", "en-US")
    assert [word.phonemes for word in words][2:6] == ["wˈʌn", "ʌv", "ðə", "bˈɛst"]
    assert [word.phonemes for word in words][6:8] == ["fəɹ", "ðə"]
    assert phonemize("the end", "en-US")[0].phonemes == "ði"
    assert phonemize("Les amis", "fr")[0].phonemes == "lez"


@pytest.mark.parametrize(
    "text",
    [
        "Out of the blue, in the middle of the night, to the end of the road.",
        "It is what it is, and that is that: I am the one who has been there.",
        "He said that he would have gone to the twenty-first one of those.",
    ],
)
def test_each_word_sounds_much_as_it_does_alone(text: str) -> None:
    for word in phonemize(text, "en-US"):
        alone = phonemize(word.word.text, "en-US")[0].phonemes
        assert consonants(word.phonemes)[:2] == consonants(alone)[:2], (word, alone)


def test_a_word_said_as_several_keeps_them() -> None:
    words = phonemize("It costs $3.50 today", "en-US")
    assert words[2].phonemes == "θɹˈi dˈɑləɹz ænd fˈɪfti sˈɛnts"
    assert len(words) == 4


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "¿Qué tal, señor García? Son 3,50 €."),
        ("fr", "Les amis de l'homme ont payé 3,50 € aujourd'hui."),
        ("it", "Ciao ragazzi, gli gnocchi costano 3 €."),
        ("pt-BR", "O coração não é muito grande."),
        ("hi", "नमस्ते दुनिया, यह ५ छोटे घर हैं।"),
        ("en-GB", "The better half of the story."),
    ],
)
def test_every_language_speaks_every_word_in_known_symbols(language: str, text: str) -> None:
    words = phonemize(text, language)
    assert [word.word for word in words] == list(word_spans(text))
    for word in words:
        assert word.phonemes
        assert set(word.phonemes) <= SYMBOLS
    assert words[-1].after == "."


def test_what_cannot_be_said_is_skipped_and_its_pause_kept() -> None:
    words = phonemize("Well 🙂. \u200b\u200b \x07 Fine — yes", "en-US")
    assert [word.word.text for word in words if word.skipped] == ["🙂.", "\u200b\u200b", "\x07"]
    assert words[0].after == "."
    assert [word.after for word in words if word.word.text == "Fine"] == ["—"]


def test_other_scripts_are_read_by_a_voice_that_knows_them() -> None:
    words = phonemize("He said мир and שלום and 你好", "en-US")
    assert [bool(word.phonemes) for word in words] == [True] * 7
    assert words[2].phonemes == "mˈir".replace("r", "ɹ")


def test_a_giant_word_is_not_lost() -> None:
    words = phonemize("so " + "ab" * 10_000 + " end.", "en-US")
    assert len(words[1].phonemes) > 10_000
    assert words[2].phonemes == "ˈɛnd"


def test_the_first_sentence_of_a_book_does_not_wait_for_the_rest() -> None:
    book = "Once upon a time there was a word. " * 12_500
    begun_s = time.process_time()
    first = next(iter(sentences(book)))
    words = phonemize_words(first, "en-US")
    took_s = time.process_time() - begun_s
    assert len(words) == 8
    assert took_s / slowed_down() < 0.5


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidArgument, match="en-US, en-GB, es, fr, it, pt-BR, hi"):
        phonemize("hello", "tlh")
    assert phonemize("hello", "en-AU") == phonemize("hello", "en-US")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_gives_one_entry_a_word(text: str, language: str) -> None:
    words = phonemize(text, language)
    assert [word.word for word in words] == list(spans_for(text, language))
    for word in words:
        assert set(word.phonemes) <= SYMBOLS
        assert word.phonemes == word.phonemes.strip()
        assert word.phonemes or not word.after


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SOME_WORDS)))
def test_any_order_of_words_leaves_none_silent(words: list[str]) -> None:
    said_words = phonemize(" ".join(words), "en-US")
    for word, written in itertools.zip_longest(said_words, words):
        assert bool(word.phonemes) == (written not in ("—", "🙂"))
