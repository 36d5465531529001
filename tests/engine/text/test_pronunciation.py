# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.phonemes.phonemize import phonemize
from studio.engine.text.pronunciation import Entry, sayings
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
