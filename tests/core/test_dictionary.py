# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.dictionary import Dictionary, Entry, marks_told, sayings
from studio.core.marks import Mark
from studio.core.markup import parse_markup
from studio.core.tagging import with_tags
from studio.engine.phonemes.phonemize import phonemize
from studio.engine.text.reading import Reading


def changed(text: str, *entries: Entry, language: str = "en-US") -> list[tuple[str, str, str]]:
    return [(text[s.start : s.end], s.how, s.said) for s in sayings(text, entries, language)]


def test_the_longest_match_goes_first() -> None:
    found = changed("New York, new shoes", Entry("new", "noo"), Entry("New York", "noo yawk"))
    assert found == [("New", "respelling", "noo"), ("York,", "respelling", "yawk"), ("new", "respelling", "noo")]


@pytest.mark.parametrize(
    ("entry", "word", "matches"),
    [
        (Entry("SQL", "x"), "sql", True),
        (Entry("US", "x", case_sensitive=True), "us", False),
        (Entry("US", "x", case_sensitive=True), "US", True),
        (Entry("bow", "x", case_sensitive=True), "Bow", True),
        (Entry("bow", "x", case_sensitive=True), "BOW", False),
        (Entry("cat", "x"), "cats", False),
        (Entry("cat", "x"), "(cat)", True),
        (Entry("cat", "x"), "cat's", True),
    ],
)
def test_case_and_word_edges(entry: Entry, word: str, matches: bool) -> None:
    assert bool(changed(word, entry)) == matches


def test_entries_count_in_their_language_only() -> None:
    assert changed("chat", Entry("chat", "sha", "fr"), language="fr")
    assert not changed("chat", Entry("chat", "sha", "fr"), language="en-US")
    assert changed("chat", Entry("chat", "sha", "en"), language="en-US")
    assert not changed("chat", Entry("chat", "sha", "en-GB"), language="en-US")


def test_a_match_does_not_go_over_a_pause() -> None:
    assert not changed("It was new. York fell", Entry("new York", "x y"))


def test_words_that_are_said_with_the_first_are_silent_not_skipped() -> None:
    text = "the World Wide Web now"
    reading = Reading(sayings(text, [Entry("World Wide Web", "web")], "en-US"))
    words = phonemize(text, "en-US", reading)
    assert [word.phonemes for word in words][1:4] == ["wˈɛb", "", ""]
    assert not any(word.skipped for word in words)


@pytest.mark.parametrize("alias", ["<<b|u|j|ɔ|n>>", "/bujɔn/", "[bujɔn]"])
def test_ipa_is_said_as_it_is(alias: str) -> None:
    text = "bouillon and bouillon's"
    words = phonemize(text, "en-US", Reading(sayings(text, [Entry("bouillon", alias)], "en-US")))
    assert words[0].phonemes == "bujɔn"
    assert words[2].phonemes == "bujɔnz"


def test_diphthongs_are_written_as_the_model_knows_them() -> None:
    text = "x"
    words = phonemize(text, "en-US", Reading(sayings(text, [Entry("x", "/tʃeɪndʒ həˈloʊ/")], "en-US")))
    assert words[0].phonemes == "ʧAnʤ həlˈO"


@pytest.mark.parametrize(
    ("alias", "ipa"), [("<<b|u|j>>", "buj"), ("/buj ɔ/", "buj ɔ"), ("[buj]", "buj"), ("boo-yon", ""), ("a/b", "")]
)
def test_an_alias_is_ipa_or_a_respelling(alias: str, ipa: str) -> None:
    assert Entry("x", alias).ipa == ipa


def test_two_entries_about_the_same_words_have_one_key() -> None:
    assert Entry("Nova,", "x").key == Entry("nova", "y").key != Entry("Nova", "x", case_sensitive=True).key
    assert Entry("nova", "x", "en").key == Entry("nova", "x", "EN").key != Entry("nova", "x").key


@pytest.mark.parametrize("text", ["Nova came.", "(Nova's) New York, Nova", "Nova. New York!", "«Nova»", "nothing"])
def test_marks_and_sayings_say_the_same(text: str) -> None:
    entries = (Entry("Nova", "NOO-vah"), Entry("New York", "/nuː jɔɹk/"), Entry("it", "x"))
    marks = marks_told(text, (), Dictionary(entries, "en-US"))
    told = parse_markup(with_tags(text, marks).text)
    assert told.text == text

    def words(found: object) -> list[tuple[str, str]]:
        return [(s.how, s.said) for s in found]  # type: ignore[attr-defined]

    assert words(told.sayings) == words(sayings(text, entries, "en-US"))


def test_a_mark_that_says_a_word_goes_before_a_dictionary() -> None:
    own = Mark("spell", 0, 4)
    pause = Mark("pause", 5, 5, "1")
    marks = marks_told("Nova Nova", (own, pause), Dictionary([Entry("Nova", "x")], "en"))
    assert marks == (own, Mark("pause", 5, 5, "1"), Mark("respelling", 5, 9, "x"))
