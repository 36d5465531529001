# SPDX-License-Identifier: Apache-2.0
"""Numbers of words in the scripts of the world."""

from __future__ import annotations

import pytest

from studio.core.counting import words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  ", 0),
        ("One two, three.", 3),
        ("Il m’a dit « oui »", 6),
        ("你好，世界。", 4),
        ("東京タワーへ行く", 8),
        ("用 Python 写 3 行", 5),
        ("한국어 문장입니다", 2),
        ("שלום לך", 2),
        ("𠀀𠀁", 2),
    ],
)
def test_words_are_what_stands_between_blanks_and_each_character_of_chinese_and_japanese(text: str, words: int) -> None:
    assert words_in(text) == words
