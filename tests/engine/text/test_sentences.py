# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.timeline import word_spans
from studio.engine.text.sentences import sentences


def parts(text: str, max_words: int = 80) -> list[str]:
    return [" ".join(word.text for word in sentence) for sentence in sentences(text, max_words)]


@pytest.mark.parametrize(
    "text",
    [
        "One here.|Two there!|Three?",
        "Dr. Smith met Mr. J. R. Jones on Jan. 5th at 3.50 p.m. in the U.S. today.|It rained.",
        "He lives in the U.S.|She does not.",
        "“Is it you?” he asked.|“It is.”|Then (at last.)|Quiet fell.",
        "Well... maybe not.|Wait…|What?!|Yes.",
        "No.|Never.",
        "See No. 5 and fig. 3 for it.|Done.",
        "¿Qué tal?|¡Muy bien!|El Sr. García, p. ej. hoy, llega.|Adiós.",
        "M. Dupont et Mme. Blanc arrivent.|Ils partent.",
        "यह घर है।|वह जाता है॥|ठीक?",
        "你好。|再见！",
        "I met him and I.|Then he left.",
        "Companies etc. are many.|They grow etc.|Then they stop.",
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str) -> None:
    assert parts(text.replace("|", " ")) == text.split("|")


def test_paragraphs_end_sentences_but_wrapped_lines_do_not() -> None:
    assert parts("A title\nThe text goes\non here.\n\nand so on") == ["A title", "The text goes on here.", "and so on"]


def test_a_run_without_an_end_is_cut_at_a_clause() -> None:
    text = "a b c d, " * 30
    assert set(parts(text, max_words=10)) == {"a b c d, a b c d,"}
    assert max(len(part.split()) for part in parts("word " * 1000)) == 80


def test_it_is_lazy() -> None:
    text = "So it was. " * 1_000_000
    assert [len(sentence) for sentence in itertools.islice(sentences(text), 3)] == [3, 3, 3]


@given(st.one_of(st.text(max_size=80), st.text("ab .!?…\"'()\n,ÉÑ।1", max_size=80)), st.integers(1, 20))
def test_no_word_is_ever_lost(text: str, max_words: int) -> None:
    found = list(sentences(text, max_words))
    assert tuple(word for sentence in found for word in sentence) == word_spans(text)
    assert [word.text for word in word_spans(text)] == text.split()
    assert all(1 <= len(sentence) <= max_words for sentence in found)
