# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.core.markup import parse_markup
from studio.engine.phonemes.explain import OtherReading, explain
from studio.engine.text.classes import SemioticClass
from studio.engine.text.reading import Reading
from tests.support.pace import slowed_down

SENTENCE = "Dr. Smith paid $3.50 on 01/02/2020, at 9:30 a.m., for a BIG box."


def test_each_token_tells_its_place_class_words_and_sounds() -> None:
    tokens = {token.text: token for token in explain(SENTENCE, "en-US")}
    assert tokens["$3.50"].semiotic is SemioticClass.MONEY
    assert tokens["$3.50"].words == "three dollars and fifty cents"
    assert tokens["$3.50"].phonemes.startswith("θɹˈi dˈɑləɹz")
    assert tokens["9:30 a.m."].semiotic is SemioticClass.TIME
    assert tokens["Dr."].words == "doctor"
    assert [other.words for other in tokens["Dr."].alternatives] == ["drive"]


def test_a_date_that_can_be_two_days_says_so() -> None:
    american = next(token for token in explain(SENTENCE, "en-US") if token.semiotic is SemioticClass.DATE)
    british = next(token for token in explain(SENTENCE, "en-GB") if token.semiotic is SemioticClass.DATE)
    assert american.words == "January second twenty twenty"
    assert [other.words for other in american.alternatives] == ["February first twenty twenty"]
    assert british.words == "the first of February twenty twenty"
    assert american.certainty < 0.8


@pytest.mark.parametrize(
    ("text", "word", "said", "other", "meaning"),
    [
        ("I read it yesterday.", "read", "ɹˈɛd", "ɹˈid", "present"),
        ("You can read it.", "read", "ɹˈid", "ɹˈɛd", "past"),
        ("The lead pipe leaked.", "lead", "lˈɛd", "lˈid", "to guide; the front"),
        ("He dressed the wound.", "wound", "wˈund", "wˈWnd", "turned"),
        ("Tie a bow here.", "bow", "bˈO", "bˈW", "to bend; of a ship"),
        ("Wait a minute.", "minute", "mˈɪnɪt", "mInˈut", "tiny"),
        ("He plays the bass.", "bass", "bˈAs", "bˈæs", "a fish"),
        ("They bowed low.", "bowed", "bˈWd", "bˈOd", "of an archer or a fiddler; a knot"),
        ("A perfect day.", "perfect", "pˈɜɹfɛkt", "pəɹfˈɛkt", "to improve"),
        ("They want to perfect it.", "perfect", "pəɹfˈɛkt", "pˈɜɹfɛkt", "without fault"),
    ],
)
def test_a_word_of_two_sounds_tells_the_other_and_what_it_means(
    text: str, word: str, said: str, other: str, meaning: str
) -> None:
    token = next(token for token in explain(text, "en-US") if token.text == word)
    assert token.semiotic is SemioticClass.HETERONYM
    assert (token.words, token.phonemes.rstrip(".")) == (word, said)
    assert token.alternatives == (OtherReading(word, other, meaning),)
    assert 0.5 < token.certainty < 0.95


def test_another_reading_in_words_has_its_phonemes() -> None:
    doctor = next(token for token in explain(SENTENCE, "en-US") if token.text == "Dr.")
    assert [(other.words, other.phonemes) for other in doctor.alternatives] == [("drive", "dɹˈIv")]


def test_a_form_that_leaves_no_choice_has_no_other_sound() -> None:
    closed = next(token for token in explain("It closed early.", "en-US") if token.text == "closed")
    assert closed.alternatives == ()
    assert closed.certainty > 0.95


def test_what_a_tag_tells_is_told_as_such() -> None:
    marked = parse_markup("Call <spell>AB1</spell> now.")
    tokens = explain(marked.text, "en-US", Reading(marked.sayings))
    assert [token.semiotic for token in tokens][1] is SemioticClass.TOLD
    assert tokens[1].phonemes
    assert "".join(tokens[1].words.split()).startswith("AB")


def test_words_said_by_their_phonemes_are_told_as_written() -> None:
    read = explain("Read it now.", "en-US")[0]
    assert (read.semiotic, read.words) == (SemioticClass.HETERONYM, "Read")
    assert read.phonemes == "ɹˈid"


def test_a_sentence_is_explained_while_one_waits() -> None:
    explain(SENTENCE, "en-US")
    begun = time.process_time()
    explain(SENTENCE.replace("Smith", "Jones").replace("3.50", "4.75"), "en-US")
    took_s = time.process_time() - begun
    assert took_s / slowed_down() < 0.05


def test_other_languages_and_those_without_a_table() -> None:
    assert [token.words for token in explain("3,50 €", "de")] == ["drei Euro fünfzig"]
    assert [token.text for token in explain("een twee", "nl")] == ["een", "twee"]
    assert [(token.text, token.words, token.semiotic) for token in explain("他有3本书。", "zh")][2:] == [
        ("3", "3", SemioticClass.CARDINAL),
        ("本", "本", SemioticClass.PLAIN),
        ("书。", "书", SemioticClass.PLAIN),
    ]
    assert [token.words for token in explain("een 🙂", "nl")] == ["een", ""]
    with pytest.raises(InvalidArgument, match="language"):
        explain("x", "xx")


@settings(max_examples=100, deadline=None)
@given(st.text("ab1 .,$€-/:½ﬁ’n(", max_size=30), st.sampled_from(["en-US", "fr", "de", "hi"]))
def test_places_are_those_of_the_text(text: str, language: str) -> None:
    at = 0
    for token in explain(text, language):
        assert text[token.start : token.end] == token.text
        assert at <= token.start <= token.end
        at = token.end
