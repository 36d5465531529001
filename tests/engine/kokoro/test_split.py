# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.core.timeline import WordSpan
from studio.engine.kokoro.split import MAX_TOKENS, ModelInput, split
from studio.engine.phonemes.word_phonemes import WordPhonemes


def said(*words: str) -> list[WordPhonemes]:
    """Words as "phonemes,": a last character that is punctuation comes after the word."""
    made = []
    for word in words:
        after = word[-1] if word and word[-1] in ",.!?;:—…" else ""
        made.append(WordPhonemes(WordSpan(word or "🙂", 0, 1), word[: len(word) - len(after)], after))
    return made


def assert_whole(words: Sequence[WordPhonemes], inputs: Sequence[ModelInput], max_tokens: int) -> None:
    assert [index for model_input in inputs for index in model_input.words] == list(range(len(words)))
    spoken = [""] * len(words)
    for model_input in inputs:
        assert len(model_input.tokens) <= max_tokens
        for mark in model_input.marks:
            spoken[mark.word] += model_input.tokens[mark.start : mark.end]
            assert mark.begins == (mark.word in model_input.words)
    assert [text.replace(" ", "") for text in spoken] == [word.phonemes.replace(" ", "") for word in words]


WORDS = st.lists(
    st.builds(
        lambda phonemes, after: WordPhonemes(WordSpan("w", 0, 1), phonemes.strip(), after if phonemes.strip() else ""),
        st.one_of(st.text("abˈ ", max_size=12), st.text("abˈˌ ", min_size=150, max_size=700)),
        st.sampled_from(["", "", "", ",", ".", "…"]),
    ),
    max_size=40,
)


@given(WORDS, st.integers(1, 600), st.integers(1, MAX_TOKENS))
def test_no_phoneme_is_ever_lost(words: list[WordPhonemes], first_max_tokens: int, max_tokens: int) -> None:
    assert_whole(words, split(words, first_max_tokens, max_tokens), max_tokens)


def test_the_first_chunk_is_the_first_clause_and_later_ones_grow() -> None:
    words = said("aaaa", "bbbb,", *["cccc"] * 5, "dddd,", *["eeee"] * 40, "ffff.")
    inputs = split(words, 12)
    assert inputs[0].tokens == "aaaa bbbb,"
    assert inputs[0].pause == ","
    assert all(len(later.tokens) <= 1.5 * max(12, 2 * len(before.tokens)) for before, later in pairwise(inputs))
    assert_whole(words, inputs, MAX_TOKENS)


def test_a_short_sentence_is_one_chunk() -> None:
    assert [model_input.tokens for model_input in split(said("aa", "", "bb."), 40)] == ["aa bb."]


def test_without_clause_ends_the_cut_is_between_words_and_leaves_no_pause() -> None:
    inputs = split(said(*["abcd"] * 30), 20)
    assert inputs[0].tokens == "abcd abcd abcd abcd"
    assert inputs[0].pause == ""


def test_a_giant_word_is_cut_inside_and_counted_once() -> None:
    words = said("ab,", "aˈb" * 6000, "cd.")
    inputs = split(words, 30)
    assert_whole(words, inputs, MAX_TOKENS)
    assert sum(len(model_input.words) for model_input in inputs) == 3


def test_words_without_phonemes_stay_in_the_count() -> None:
    assert [(model_input.words, model_input.tokens) for model_input in split(said("", ""), 30)] == [(range(2), "")]
    assert split([], 30) == ()
