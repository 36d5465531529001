# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.phonemes.alphabet import SYMBOLS
from studio.engine.phonemes.kana import is_kana, katakana, symbols


@pytest.mark.parametrize(
    ("kana", "written"),
    [
        ("キョー", ["kʲ", "o", "ː"]),
        ("シュッパツ", ["ɕ", "ɨ", "ʔ", "pa", "ʦɨ"]),
        ("サンポ", ["sa", "m", "po"]),
        ("ゲンキ", ["ɡe", "ŋ", "kʲi"]),
        ("コンニチワ", ["ko", "ɲ", "ɲi", "ʨi", "βa"]),
        ("ホン", ["ho", "ɴ"]),
        ("ファイル", ["ɸ", "a", "i", "ɾɯ"]),
        ("ティッシュ", ["tʲ", "i", "ʔ", "ɕ", "ɨ"]),
        ("ヴァイオリン", ["v", "a", "i", "o", "ɾʲi", "ɴ"]),
    ],
)
def test_kana_are_written_as_the_model_learnt_them(kana: str, written: list[str]) -> None:
    assert symbols(kana) == written


def test_every_kana_and_pair_is_in_the_vocabulary() -> None:
    every = [chr(code) for code in range(0x30A1, 0x30FB)]
    for first in every:
        assert symbols(first)
        for second in every:
            assert set("".join(symbols(first + second))) <= SYMBOLS


def test_hiragana_is_katakana() -> None:
    assert katakana("きょう、ハイ’") == "キョウハイ"


@pytest.mark.parametrize(
    ("kana", "written"),
    [
        ("", []),
        ("x・", []),
        ("ン", ["ɴ"]),
        ("ャ", ["ja"]),
        ("ッ", ["ʔ"]),
        ("アー", ["a", "ː"]),
        ("ンパ", ["m", "pa"]),
        ("ンナ", ["n", "na"]),
        ("キャャ", ["kʲ", "a", "ja"]),
    ],
)
def test_kana_alone_at_the_edges(kana: str, written: list[str]) -> None:
    assert symbols(kana) == written


def test_what_is_kana() -> None:
    assert all(is_kana(character) for character in "ぁあゖァアヺー")
    assert not any(is_kana(character) for character in "猫a・゛。1ｱ")
    assert katakana("") == katakana("猫1") == ""
