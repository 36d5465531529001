# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import SpeechFailed
from studio.core.timeline import WordSpan
from studio.engine.kokoro.split import ModelInput
from studio.engine.kokoro.units import GOES_ON, units
from studio.engine.phonemes.word_phonemes import WordPhonemes


def letters(words: Sequence[WordSpan], _language: str) -> tuple[WordPhonemes, ...]:
    """Each letter is its own phoneme; a word without letters has none."""
    said = []
    for word in words:
        phonemes = "".join(letter for letter in word.text if letter.isalpha())
        mark = word.text[-1] if phonemes and word.text[-1] in ".,!?" else ""
        said.append(WordPhonemes(word, phonemes, mark))
    return tuple(said)


@given(st.lists(st.sampled_from(["alpha", "Beta,", "gamma.", "😀", "—", "x" * 400 + ".", "so?", "\n\n"]), max_size=60))
def test_no_word_and_no_phoneme_is_lost(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = list(units(text, "en-US", letters))

    assert [word.word.text for unit in found for word in unit.words] == text.split()
    voiced = "".join(unit.tokens for unit in found)
    assert sum(map(str.isalpha, voiced)) == sum(map(str.isalpha, text))
    assert all(len(unit.tokens) <= 300 for unit in found)


def test_the_first_sentence_goes_alone_and_short_ones_go_together() -> None:
    text = "The first sentence is of some length. " + "Then a short one. " * 12
    first, second, *_ = units(text, "en-US", letters)

    assert len(first.words) == 7
    assert len(second.words) > 8


@pytest.mark.parametrize(
    ("text", "is_all"),
    [
        ("A sentence of some length, or so it seems.", True),
        ("A sentence of some length, or so it seems.\n \n", True),
        ("Short.", True),
        ("A sentence of some length, or so it seems. Two.", False),
        ("Short.\nShort.", False),
        ("A sentence of some length, or so it seems. \U0001f642", True),
        ("***\nA sentence of some length, or so it seems.", True),
        ("x" * 400 + ".", False),
    ],
)
def test_a_unit_knows_whether_it_is_the_whole_text(text: str, is_all: bool) -> None:
    found = list(units(text, "en-US", letters))

    assert {unit.is_all for unit in found if unit.tokens} == {is_all}


def test_a_word_cut_into_units_is_marked_in_each() -> None:
    found = list(units("so " + "x" * 700 + " 🙂 end", "en-US", letters))

    assert [(unit.marks, unit.is_cut) for unit in found] == [
        (((0, 0),), False),
        (((0, 0),), True),
        (((GOES_ON, 0),), True),
        (((GOES_ON, 0), (0, 101)), False),
    ]


def test_a_paragraph_ends_its_unit() -> None:
    found = list(units("One line of some words\nAnother line. And more.", "en-US", letters))

    assert [len(unit.words) for unit in found] == [5, 4]
    assert [unit.ends_paragraph for unit in found] == [True, False]


def test_a_book_is_read_only_as_far_as_it_is_spoken() -> None:
    asked: list[int] = []

    def counting(words: Sequence[WordSpan], language: str) -> tuple[WordPhonemes, ...]:
        asked.append(len(words))
        return letters(words, language)

    list(islice(units("A sentence of five words. " * 20_000, "en-US", counting), 2))
    assert sum(asked) < 200


def test_a_splitter_that_loses_text_is_caught() -> None:
    with pytest.raises(SpeechFailed):
        list(units("a b.", "en-US", letters, cut=lambda *_: (ModelInput(range(1), "a", (), ""),)))
