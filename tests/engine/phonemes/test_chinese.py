# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.timeline import spans_for
from studio.engine.phonemes.alphabet import SYMBOLS
from studio.engine.phonemes.chinese import syllable
from studio.engine.phonemes.phonemize import phonemize
from studio.engine.phonemes.word_phonemes import WordPhonemes


def heard(words: tuple[WordPhonemes, ...]) -> str:
    said = ""
    for word in words:
        if word.phonemes:
            said += ("" if word.glued or not said else " ") + word.phonemes + word.after
    return said


@pytest.mark.parametrize(
    ("pinyin", "symbols"),
    [
        ("ni3", "ni↓"), ("hao3", "xau↓"), ("zhong1", "ꭧʊ→ŋ"), ("guo2", "kwo↗"), ("shi4", "ʂɨ↘"), ("ri4", "ɻɨ↘"),
        ("si4", "sɨ↘"), ("xue2", "ɕɥe↗"), ("yuan2", "ɥɛ↗n"), ("lv4", "ly↘"), ("lü4", "ly↘"), ("er2", "ɚ↗"),
        ("de5", "tɤ"), ("yi1", "i→"), ("wu3", "u↓"), ("you3", "jou↓"), ("dui4", "twei↘"), ("jiong3", "ʨjʊ↓ŋ"),
        ("yong4", "jʊ↘ŋ"), ("qu4", "ʨʰy↘"), ("cheng2", "ꭧʰə↗ŋ"), ("bo1", "pwo→"), ("o2", "ɔ↗"), ("x1", ""), ("", ""),
    ],
)  # fmt: skip
def test_syllables_are_written_as_the_model_learnt_them(pinyin: str, symbols: str) -> None:
    assert syllable(pinyin) == symbols


def test_nearly_every_character_is_read_and_all_that_is_said_is_in_the_vocabulary() -> None:
    common = "".join(chr(code) for code in range(0x4E00, 0x5200))
    words = phonemize(common, "zh")
    assert set(heard(words)) <= SYMBOLS | {" "}
    assert sum(word.skipped for word in words) <= len(words) // 100


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("你好，世界。", "ni↓xau↓, ʂɨ↘ʨje↘."),
        ("银行行长重新长大了！", "i↗nxa↗ŋxa↗ŋꭧa↓ŋ ꭧʰʊ↗ŋɕi→n ꭧa↓ŋta↘ lɤ!"),
        ("“真的吗？”", "ꭧə→ntɤ ma?"),
        ("價錢", "ʨja↘ʨʰjɛ↗n"),
    ],
)
def test_texts_are_read(text: str, said: str) -> None:
    assert heard(phonemize(text, "zh")) == said


def test_a_numbers_time_is_divided_over_its_figures() -> None:
    words = phonemize("共3500元", "zh")
    assert [word.word.text for word in words] == ["共", "3", "5", "0", "0", "元"]
    assert all(word.phonemes for word in words)


def test_latin_and_other_words_are_read_too() -> None:
    words = phonemize("我用Python和привет", "zh")
    assert not [word.word.text for word in words if word.skipped]
    assert "pˈIθ" in heard(words)


def test_what_cannot_be_said_is_skipped_where_it_stands() -> None:
    words = phonemize("你🙂。好", "zh")
    assert [word.word.text for word in words if word.skipped] == ["🙂。"]
    assert words[0].after == "."


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from("今天银行abc12，。“” 3:0/$-%"), st.characters()), max_size=40))
def test_any_text_gives_one_entry_a_character(text: str) -> None:
    words = phonemize(text, "zh")
    assert [word.word for word in words] == list(spans_for(text, "zh"))
    assert set(heard(words)) <= SYMBOLS | {" "}
    assert all(word.phonemes or not word.after for word in words)
