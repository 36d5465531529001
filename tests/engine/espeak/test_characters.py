# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.timeline import WordTiming, spans_for
from studio.engine.base import SpeechPiece
from studio.engine.espeak.characters import by_character, clauses_apart


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("", ""),
        ("你好", "你好"),
        ("你好，世界。", "你好， 世界。"),
        ("他说：“好！”走了", "他说： “好！” 走了"),
        ("好。 走", "好。 走"),
        ("字" * 120, "字" * 50 + " " + "字" * 50 + " " + "字" * 20),
    ],
)
def test_each_clause_is_a_word(text: str, apart: str) -> None:
    assert clauses_apart(text) == apart


@given(st.text(alphabet="你好世界，。！？”)a1 \n", max_size=200))
def test_only_blanks_are_added_and_no_word_stays_long(text: str) -> None:
    apart = clauses_apart(text)
    assert apart.replace(" ", "") == text.replace(" ", "")
    assert max(map(len, apart.split()), default=0) <= 50


def test_a_words_time_is_shared_evenly_by_its_characters() -> None:
    piece = SpeechPiece(np.ones(3, np.float32), (WordTiming("你好，", 1.0, 2.0), WordTiming("走", 2.0, 2.5)), ("🙂🙂",))
    (found,) = by_character([piece], "zh")
    assert found.words == (WordTiming("你", 1.0, 1.5), WordTiming("好，", 1.5, 2.0), WordTiming("走", 2.0, 2.5))
    assert found.skipped == tuple(span.text for span in spans_for("🙂🙂", "zh"))
    np.testing.assert_array_equal(found.samples, piece.samples)


@given(st.text(alphabet="你好世界，。", min_size=1, max_size=40), st.floats(0, 100), st.floats(0, 100))
def test_times_follow_one_another_and_end_with_the_word(text: str, start_s: float, length_s: float) -> None:
    word = WordTiming(text, start_s, start_s + length_s)
    (found,) = by_character([SpeechPiece(np.zeros(0, np.float32), (word,))], "zh")
    assert "".join(each.text for each in found.words) == text
    assert found.words[0].start_s == word.start_s
    assert found.words[-1].end_s == word.end_s
    assert all(abs(before.end_s - after.start_s) < 1e-9 for before, after in pairwise(found.words))
