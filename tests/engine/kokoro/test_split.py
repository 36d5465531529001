# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.core.timeline import WordSpan
from studio.engine.kokoro.split import MAX_TOKENS, Chunk, split
from studio.engine.phonemes.word_phonemes import WordPhonemes


def said(*words: str) -> list[WordPhonemes]:
    """Words as "phonemes,": a last character that is punctuation comes after the word."""
    made = []
    for word in words:
        after = word[-1] if word and word[-1] in ",.!?;:—…" else ""
        made.append(WordPhonemes(WordSpan(word or "🙂", 0, 1), word[: len(word) - len(after)], after))
    return made


def assert_whole(words: Sequence[WordPhonemes], chunks: Sequence[Chunk], max_tokens: int) -> None:
    assert [index for chunk in chunks for index in chunk.words] == list(range(len(words)))
    spoken = [""] * len(words)
    for chunk in chunks:
        assert len(chunk.tokens) <= max_tokens
        for mark in chunk.marks:
            spoken[mark.word] += chunk.tokens[mark.start : mark.end]
            assert mark.begins == (mark.word in chunk.words)
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
    chunks = split(words, 12)
    assert chunks[0].tokens == "aaaa bbbb,"
    assert chunks[0].pause == ","
    assert all(len(later.tokens) <= 1.5 * max(12, 2 * len(before.tokens)) for before, later in pairwise(chunks))
    assert_whole(words, chunks, MAX_TOKENS)


def test_a_short_sentence_is_one_chunk() -> None:
    assert [chunk.tokens for chunk in split(said("aa", "", "bb."), 40)] == ["aa bb."]


def test_without_clause_ends_the_cut_is_between_words_and_leaves_no_pause() -> None:
    chunks = split(said(*["abcd"] * 30), 20)
    assert chunks[0].tokens == "abcd abcd abcd abcd"
    assert chunks[0].pause == ""


def test_a_giant_word_is_cut_inside_and_counted_once() -> None:
    words = said("ab,", "aˈb" * 6000, "cd.")
    chunks = split(words, 30)
    assert_whole(words, chunks, MAX_TOKENS)
    assert sum(len(chunk.words) for chunk in chunks) == 3


def test_words_without_phonemes_stay_in_the_count() -> None:
    assert [(chunk.words, chunk.tokens) for chunk in split(said("", ""), 30)] == [(range(2), "")]
    assert split([], 30) == ()
