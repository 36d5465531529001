# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.neighbours import core_of
from tests.support.spoken_forms import sentence_of


@pytest.mark.parametrize(
    ("word", "core"), [("“Yes!”", "Yes"), ("($5),", "$5"), ("50%.", "50%"), ("...", ""), ("'tis", "tis"), ("#5", "#5")]
)
def test_a_word_without_the_punctuation_around_it(word: str, core: str) -> None:
    assert core_of(word) == core


def test_words_around_a_place() -> None:
    sentence = sentence_of("One (two), three.")
    around = sentence.neighbours(5)
    assert (around.before, around.core, around.following) == ("One", "two", "three")
    assert around.closes
    assert not around.last
    assert (around.at(-2), around.at(5), around.written_at(0)) == ("", "", "(two),")
    assert (sentence.before(5), sentence.after(8), sentence.after(8, 5)) == ("One", "three", "")
    assert sentence.starts_word(5)
    assert sentence.ends_word(8)
    assert sentence.bounded(8)
    assert not sentence.bounded(6)
    assert (sentence.char(-1), sentence.char(99)) == ("", "")
