# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.espeak.script import Passage, passages
from studio.engine.text.normalise import SpokenWord

WORDS = st.lists(
    st.builds(
        SpokenWord,
        st.sampled_from(["", "one", "two words", "well , then", "мир", "x" * 450, "⟨həlˈoʊ⟩"]),
        st.sampled_from(["", ",", "."]),
    ),
    max_size=30,
)


def spoken(*words: str) -> list[SpokenWord]:
    return [SpokenWord(word.rstrip(",."), word[-1] if word and word[-1] in ",." else "") for word in words]


def test_nothing_to_say_makes_no_passage() -> None:
    assert list(passages([], "en-us")) == []
    assert list(passages(spoken("", ""), "en-us")) == []


def test_a_sentence_is_one_passage_with_its_pauses() -> None:
    (passage,) = passages(spoken("Well,", "yes."), "en-us")
    assert passage == Passage("en-us", "Well, yes. ", [4, 9], [0, 1])
    assert passage.last_pause == "."


def test_the_pause_of_a_silent_word_goes_to_the_word_before() -> None:
    (passage,) = passages([SpokenWord("yes", ""), SpokenWord("", "."), SpokenWord("no", "")], "en-us")
    assert passage.text == "yes. no "
    assert passage.words == [0, 2]


def test_another_script_has_a_passage_and_a_voice_of_its_own() -> None:
    found = list(passages(spoken("He", "said", "мир", "twice."), "en-us"))
    assert [(passage.voice, passage.text) for passage in found] == [
        ("en-us", "He said "),
        ("ru", "мир "),
        ("en-us", "twice. "),
    ]
    assert [passage.words for passage in found] == [[0, 1], [2], [3]]


def test_phonemes_stand_in_the_librarys_brackets() -> None:
    (passage,) = passages(spoken("⟨həlˈoʊ⟩"), "en-us")
    assert passage.text.startswith("[[")
    assert passage.text.rstrip().endswith("]]")
    assert passage.text.isascii()


def test_a_word_of_many_goes_on_in_the_next_passage() -> None:
    first, second = passages([SpokenWord(" ".join(["word"] * 100), "")], "en-us")
    assert not first.goes_on
    assert second.goes_on
    assert set(first.words + second.words) == {0}


@pytest.mark.parametrize(("position", "word"), [(0, 0), (3, 0), (4, 5), (8, 5), (9, 5), (1000, 5)])
def test_a_position_between_two_words_means_the_later(position: int, word: int) -> None:
    assert Passage("en-us", "Well, yes. ", [4, 9], [0, 5]).word_at(position) == word


@given(WORDS)
def test_every_spoken_word_is_in_a_passage_in_order_and_each_keeps_its_place(words: list[SpokenWord]) -> None:
    found = list(passages(words, "en-us"))
    said = [word for passage in found for word in passage.words]
    assert said == sorted(said)
    assert set(said) == {index for index, word in enumerate(words) if word.text}
    for passage in found:
        assert passage.ends == sorted(passage.ends)
        assert len(passage.ends) == len(passage.words)
        assert passage.ends[-1] <= len(passage.text.rstrip())
        assert len(passage.text) <= 400 + 450 + 10
        for end, word in zip(passage.ends, passage.words, strict=True):
            assert passage.word_at(end - 1) == word
