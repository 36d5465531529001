# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.timeline import word_spans
from studio.engine.text.tokens import is_letter, letters_end, line_of, plain_word


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ﬁnal", "final"), ("ＡＢＣ１", "ABC1"), ("𝗕𝗼𝗹𝗱", "Bold"), ("Nguyễn", "Nguyên"), ("Kṛṣṇa", "Krsna"), ("é", "é"),
        ("e\u0301", "é"), ("½", "½"), ("x²", "x²"), ("℃", "°C"), ("१२", "12"), ("Ⅳ", "IV"), ("ʼn’", "'n'"),
        ("a\u200bb", "ab"),
        ("−5", "-5"), ("ẞ", "ß"), ("नमस्ते", "नमस्ते"),
    ],
)  # fmt: skip
def test_one_unicode_step(written: str, plain: str) -> None:
    assert plain_word(written) == plain


def test_no_letter_with_marks_is_left_that_the_voice_spells_by_its_code() -> None:
    letters = [chr(code) for code in range(0x1E00, 0x1F00) if unicodedata.decomposition(chr(code))]
    assert len(letters) > 200
    assert not [letter for letter in letters if max(plain_word(letter)) >= "\u1e00"]


def test_places_are_those_of_the_text_as_written() -> None:
    text = "Oﬃce  ﬁne x"
    line = line_of(word_spans(text))
    assert line.text == "Office fine x"
    assert text[slice(*line.span(0, 6))] == "Oﬃce"
    assert text[slice(*line.span(7, 11))] == "ﬁne"
    assert [line.word_at(at) for at in (0, 5, 7, 12)] == [0, 0, 1, 2]
    assert line.plain(1) == "fine"


@given(st.text(max_size=40))
def test_each_character_has_a_place_in_its_word(text: str) -> None:
    line = line_of(word_spans(text))
    assert len(line.places) == len(line.text)
    assert list(line.places) == sorted(line.places)
    for index, word in enumerate(line.words):
        inside = line.places[line.starts[index] : line.end_of(index)]
        assert all(word.start <= place < word.end for place in inside)


def test_letters() -> None:
    assert is_letter("é")
    assert is_letter("\u093e")
    assert not is_letter("5")
    assert letters_end("don't stop", 0) == 5
    assert letters_end("नमस्ते दुनिया", 0) == 6
    assert letters_end("5a", 0) == 0
