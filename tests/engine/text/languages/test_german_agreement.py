# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.forms import Form
from studio.engine.text.languages.german_agreement import form_of_number, form_of_rank, gender_of, ruler_by_words
from tests.support.spoken_forms import sentence_of


def test_nouns_have_their_gender() -> None:
    assert [gender_of(noun) for noun in ("Zeitung", "Mädchen", "Stück", "Name", "Tag")] == ["f", "n", "n", "m", "m"]


def test_ranks_have_the_ending_that_the_words_before_ask_for() -> None:
    asked = {"der 3.": "", "am 3.": "n", "ein 3.": "r", "am 1. und 3.": "n", "am Montag, den 3.": "n", "(* 3.": "n"}
    for text, ending in asked.items():
        sentence = sentence_of(f"{text} Tag", "de")
        assert form_of_rank(sentence.neighbours(len(text) - 1)).ending == ending, text


def test_one_agrees_with_its_noun() -> None:
    forms = {noun: form_of_number(1, sentence_of(f"1 {noun}", "de").neighbours(0)) for noun in ("Frau", "Apfel")}
    assert forms == {"Frau": Form("f", counted=True), "Apfel": Form("m", counted=True)}
    assert form_of_number(2, sentence_of("2 Frauen", "de").neighbours(0)) is None


def test_a_ruler_stands_in_the_case_that_words_before_ask_for() -> None:
    asked = {"unter Friedrich II.": "dem Zweiten", "Karls II.": "des Zweiten", "Friedrich II.": None}
    for text, said in asked.items():
        sentence = sentence_of(f"Damals {text} kam", "de")
        assert ruler_by_words(2, False, sentence.neighbours(sentence.text.index("II"))) == said, text
