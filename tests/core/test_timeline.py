# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.core.timeline import (
    ALL_WORDS,
    WordRange,
    WordTiming,
    says_something,
    spans_for,
    word_at,
    word_spans,
    written_by_character,
)


@pytest.mark.parametrize("language", ["ja", "zh", "zh-CN", "ZH_tw", "cmn", "ja-JP"])
def test_languages_without_blanks_are_written_by_character(language: str) -> None:
    assert written_by_character(language)


@pytest.mark.parametrize("language", ["", "en-US", "ko", "za", "jam"])
def test_other_languages_are_not(language: str) -> None:
    assert not written_by_character(language)
    assert spans_for("你好 世界。", language) == word_spans("你好 世界。")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("你好，世界。", ["你", "好，", "世", "界。"]),
        ("“真的？”他说（笑）……", ["“真", "的？”", "他", "说", "（笑）……"]),
        ("「行こう！」 と", ["「行", "こ", "う！」", "と"]),
        ("3.5円", ["3.", "5", "円"]),
        ("か\u3099👍🏽👨\u200d👩\u200d👧！", ["か\u3099", "👍🏽", "👨\u200d👩\u200d👧！"]),
        ("。\n……", ["。", "……"]),
        (" \u3000", []),
    ],
)
def test_each_character_is_a_word_with_the_punctuation_behind_it(text: str, words: list[str]) -> None:
    assert [span.text for span in spans_for(text, "ja")] == words


@given(st.text(alphabet=st.one_of(st.sampled_from("你好。，「」 （）か\u3099ー\n\u200d🙂"), st.characters())))
def test_nothing_but_blanks_lies_between_words(text: str) -> None:
    spans = spans_for(text, "zh")
    assert "".join(span.text for span in spans) == "".join(text.split())
    assert all(text[span.start : span.end] == span.text for span in spans)


@given(st.text())
def test_words_are_those_of_split_with_their_places(text: str) -> None:
    spans = word_spans(text)
    assert [text[span.start : span.end] for span in spans] == text.split() == [span.text for span in spans]


def test_the_word_heard_is_the_last_one_begun() -> None:
    words = (WordTiming("a", 0.1, 0.2), WordTiming("b", 0.5, 0.6))
    assert [word_at(words, t_s) for t_s in (0.0, 0.0999, 0.1, 0.3, 0.4999, 0.5, 9.0)] == [-1, -1, 0, 0, 0, 1, 1]


@pytest.mark.parametrize("text", ["", " \n", "... !!! ???", "— …", "“”", "¿?", "。、", "-", "()"])
def test_marks_alone_say_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("text", ["a", "7", "... a", "%", "&", "@", "+", "€", "☕", "नमस्ते", "你好"])
def test_a_letter_a_figure_and_a_sign_say_something(text: str) -> None:
    assert says_something(text)


def test_a_range_of_words_tells_its_part_of_a_stretch() -> None:
    words = WordRange(3, 7)
    assert [words.among(begin, 3) for begin in (0, 2, 3, 6, 9)] == [
        range(3, 3),
        range(1, 3),
        range(3),
        range(1),
        range(0),
    ]
    assert WordRange(4).among(2, 5) == range(2, 5)
    assert ALL_WORDS.among(2, 5) == range(5)
    assert ALL_WORDS.is_all
    assert not WordRange(0, 1).is_all


@pytest.mark.parametrize(("first", "end", "name"), [(-1, None, "from_word"), (0, 0, "to_word"), (3, 3, "to_word")])
def test_a_range_without_a_word_is_refused(first: int, end: int | None, name: str) -> None:
    with pytest.raises(InvalidArgument, match=name):
        WordRange(first, end)
