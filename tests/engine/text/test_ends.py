# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text import languages
from studio.engine.text.ends import Around, ends_sentence, holds, is_house_number, sense_of


@pytest.mark.parametrize(
    ("tag", "before", "word", "following", "ends"),
    [
        ("en", "is", "so.", "It", True), ("en", "is", "so.", "it", False), ("en", "met", "Dr.", "Smith", False),
        ("en", "see", "No.", "5", False), ("en", "said", "No.", "I", True), ("en", "said", "“No.”", "Victoria", True),
        ("en", "said", "“No.”", "5", True), ("en", "the", "“U.S.”", "Army", False),
        ("en", "Elm", "St.", "It", True), ("en", "the", "U.S.", "Army", False), ("en", "the", "U.S.", "He", True),
        ("en", "pens", "etc.", "Tom", True), ("en", "at", "p.m.", "Monday", False), ("en", "J.", "R.", "Jones", False),
        ("en", "vitamin", "C.", "It", True), ("en", "costs", "3.50.", "Then", True),
        ("en", "what", "now?!", "He", True),
        ("de", "am", "3.", "Tag", False), ("de", "ist", "30.", "Sie", True), ("de", "5", "Mio.", "Menschen", False),
        ("de", "gemäß", "Abs.", "3", False), ("de", "ist", "so.", "Gut", True), ("fr", "5", "janv.", "2020", False),
        ("fr", "15,", "av.", "Foch", False), ("it", "con", "l'art.", "3", False),
        ("pt", "na", "Av.", "Paulista", False),
        ("es", "la", "Avda.", "Colón", False), ("hi", "यह", "है।", "वह", True),
    ],
)  # fmt: skip
def test_whose_a_dot_is(tag: str, before: str, word: str, following: str, ends: bool) -> None:
    language = languages.find(tag)
    assert language is not None
    assert ends_sentence(word, " ", following, (before, "x", ""), language) is ends


def test_lines_end_sentences() -> None:
    language = languages.any_language()
    assert ends_sentence("Title", "\n", "The", ("A", "", ""), language)
    assert not ends_sentence("goes", "\n", "on", ("A", "", ""), language)
    assert ends_sentence("goes", "\n\n", "on", ("A", "", ""), language)


def test_a_dash_behind_a_rank_goes_on() -> None:
    language = languages.find("de")
    assert language is not None
    for dash in ("-", "–"):
        assert not ends_sentence("I.", " ", dash, ("Otto", "Kaiser", "als"), language)
    assert ends_sentence("I.", " ", "Er", ("Otto", "Kaiser", "als"), language)


def test_conditions_choose_a_sense() -> None:
    language = languages.find("en")
    assert language is not None
    saint = sense_of("st", Around("St", "in", "Louis", closes=False), language)
    street = sense_of("st", Around("St", "Elm", "", closes=True), language)
    assert saint is not None
    assert street is not None
    assert (saint.said, street.said) == ("saint", "street")
    assert holds("figure", Around("No", "", "5", closes=False), language)
    assert holds("!figure", Around("No", "", "five", closes=False), language)
    assert sense_of("no", Around("No", "", "five", closes=False), language) is None
    assert is_house_number("12B")
    assert not is_house_number("B12")
