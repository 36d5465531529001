# SPDX-License-Identifier: GPL-3.0-or-later
"""Which words are unsure, and how many of ordinary prose are marked without need."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from studio.core.doubts import REASONS, Doubt
from studio.core.markup import Saying
from studio.engine.phonemes.explain import explain
from studio.engine.text.reading import Reading

CHAPTERS = Path(__file__).parents[2] / "project" / "dialogue" / "chapters"

UNSURE = [
    ("I read the letter.", "read", Doubt.HETERONYM),
    ("They read in silence.", "read", Doubt.HETERONYM),
    ("A sign that read Keep Out hung there.", "read", Doubt.HETERONYM),
    ("Lead is heavier.", "Lead", Doubt.HETERONYM),
    ("The lead was gone.", "lead", Doubt.HETERONYM),
    ("Wind.", "Wind", Doubt.HETERONYM),
    ("He heard a bass below.", "bass", Doubt.HETERONYM),
    ("A bass is what he wanted.", "bass", Doubt.HETERONYM),
    ("There was a tear.", "tear", Doubt.HETERONYM),
    ("Not a tear.", "tear", Doubt.HETERONYM),
    ("Live.", "Live", Doubt.HETERONYM),
    ("Close.", "Close", Doubt.HETERONYM),
    ("The difference was minute.", "minute", Doubt.HETERONYM),
    ("Minute and pale, it hung there.", "Minute", Doubt.HETERONYM),
    ("Record player and lamp were sold.", "Record", Doubt.HETERONYM),
    ("Polish shoes stood there.", "Polish", Doubt.HETERONYM),
    ("It was a bow.", "bow", Doubt.HETERONYM),
    ("There was a row.", "row", Doubt.HETERONYM),
    ("Then Vrynn Tolkar came in.", "Vrynn", Doubt.NAME),
    ("She met Kvothe there.", "Kvothe", Doubt.NAME),
    ("We saw Elara and left.", "Elara", Doubt.NAME),
    ("They called it a thestral.", "thestral", Doubt.UNKNOWN),
    ("The blorf sat down.", "blorf", Doubt.UNKNOWN),
    ("Old Mr. Lindqvist spoke.", "Lindqvist", Doubt.NAME),
    ("He asked Krzyzewska twice.", "Krzyzewska", Doubt.FOREIGN),
    ("They went to Łódź.", "Łódź", Doubt.FOREIGN),
    ("She knew Dvořáková well.", "Dvořáková", Doubt.FOREIGN),
    ("He wrote to Joaquin.", "Joaquin", Doubt.ODD),
    ("We heard Chopin.", "Chopin", Doubt.ODD),
    ("He met Wojciech.", "Wojciech", Doubt.ODD),
    ("The NVRA came.", "NVRA", Doubt.ABBREVIATION),
    ("He saw the Bndr. of the fort.", "Bndr", Doubt.ABBREVIATION),
    ("It was Hrbk who came.", "Hrbk", Doubt.ABBREVIATION),
    ("It was on 01/02/2020.", "01/02/2020", Doubt.AMBIGUOUS),
]
SURE = [
    "He had read it twice, and she will read it too.",
    "He read it yesterday.",
    "They lead the horses away, and he took the lead role.",
    "The lead pipe was old.",
    "A cold wind blew from the north, and the wind was rising.",
    "He had to wind up the clock.",
    "He plays bass guitar in a band.",
    "They caught a bass in the lake.",
    "A single tear rolled down her cheek. Her eyes were full of tears.",
    "Do not tear it up.",
    "They live in London; it was a live concert.",
    "Close the door! He stood close to her.",
    "Wait a minute. Every minute counts, and a minute later he was gone.",
    "It had minute particles in it.",
    "He broke the record. They will record a new song.",
    "The Polish people came. He had to polish the shoes.",
    "The archer took his bow and an arrow. She bowed low.",
    "They sat in the front row.",
    "A perfect day for a present.",
    "The lamplighter unlatched the gate, and the neighbours' harbour theatre was grey.",
    "Hmm, shh! Goin' home, cap'n? Aye.",
    "John Smith, Mrs. Brown and Dr. Jones met Siobhan in Worcester, near the café.",
    "NASA and the BBC told the USA. STOP IT NOW!",
    "It was $3.50 at 9:30 a.m., for 5 km of road.",
]


def doubts(text: str, language: str = "en-US") -> list[tuple[str, Doubt]]:
    return [(token.text.strip(".,"), token.doubt) for token in explain(text, language) if token.doubt is not None]


@pytest.mark.parametrize(("text", "word", "doubt"), UNSURE)
def test_an_unsure_word_says_why(text: str, word: str, doubt: Doubt) -> None:
    assert (word, doubt) in doubts(text)


@pytest.mark.parametrize("text", SURE)
def test_what_is_told_by_the_words_around_or_usual_is_sure(text: str) -> None:
    assert doubts(text) == []


def prose() -> list[str]:
    """Paragraphs of chapters, without the labels of their quotations."""
    texts = [re.sub(r"\{[^|}]*\|", "", each.read_text("utf-8")).replace("}", "") for each in CHAPTERS.glob("*.txt")]
    return [paragraph for text in texts for paragraph in text.split("\n\n")]


def test_few_words_of_prose_are_marked_and_few_of_those_without_need() -> None:
    paragraphs = prose()
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    marked = [found for paragraph in paragraphs for found in doubts(paragraph)]
    assert words > 7000
    assert 2 < 1000 * len(marked) / words < 9
    usual = [word for word, _doubt in marked if word.islower()]
    assert len(usual) * 1000 / words < 2


def test_most_unsure_words_of_labelled_sentences_are_found_and_most_found_are_unsure() -> None:
    """Sentences about nothing else: every third has a word of two sounds."""
    lines = (Path(__file__).parent / "unsure_sentences.txt").read_text("utf-8").splitlines()[1:]
    hits = missed = needless = 0
    for line in lines:
        unsure = set(re.findall(r"<([^>]+)>", line))
        found = {word for word, _doubt in doubts(re.sub(r"[<>{}]", "", line))}
        hits += len(unsure & found)
        missed += len(unsure - found)
        needless += len(found - unsure)
    assert hits + missed > 50
    assert hits / (hits + missed) > 0.85
    assert hits / (hits + needless) > 0.8


def test_a_tag_or_a_dictionary_makes_a_word_sure() -> None:
    told = Reading((Saying(8, 14, "respelling", "KVOHTH-uh"),))
    assert explain("She met Kvothe there.", "en-US", told, unsure_only=True) == ()


def test_unsure_tokens_alone_are_those_of_all() -> None:
    text = "She met Kvothe there. They read it. All is well. The NVRA, Mr. Lindqvist!"
    assert explain(text, "en-US", unsure_only=True) == tuple(each for each in explain(text, "en-US") if each.doubt)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Er kam aus Łódź an.", "de", [("Łódź", Doubt.FOREIGN)]),
        ("Der Wind weht über die Höhe.", "de", []),
        ("Il a vu un garçon à Noël.", "fr", []),
        ("Fue a Düsseldorf y a Malmö.", "es", [("Malmö", Doubt.FOREIGN)]),
        ("Andò a Zürich.", "it", [("Zürich", Doubt.FOREIGN)]),
        ("Een vreemd woord: Łódź.", "nl", []),
        ("他有3本书。", "zh", []),
        ("The colour was grey, and Chopin played.", "en-GB", [("Chopin", Doubt.ODD)]),
    ],
)
def test_other_languages_tell_what_they_know(text: str, language: str, expected: list[tuple[str, Doubt]]) -> None:
    assert doubts(text, language) == expected


def test_a_book_is_looked_through_faster_than_it_is_read() -> None:
    paragraphs = prose()
    doubts(" ".join(paragraphs))
    begun = time.process_time()
    for paragraph in paragraphs:
        explain(paragraph, "en-US", unsure_only=True)
    assert time.process_time() - begun < 3.0


def test_each_reason_is_met() -> None:
    assert {doubt for _text, _word, doubt in UNSURE} == set(Doubt) == set(REASONS)
