# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.timeline import spans_for
from studio.engine.phonemes.alphabet import SYMBOLS
from studio.engine.phonemes.chinese import syllable
from studio.engine.phonemes.chinese_numbers import integer, rewritten
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


@pytest.mark.parametrize(
    ("digits", "characters"),
    [
        ("0", "零"), ("10", "十"), ("12", "十二"), ("20", "二十"),
        ("101", "一百零一"), ("110", "一百一十"), ("2000", "两千"),
        ("10005", "一万零五"), ("20000", "两万"), ("100300", "十万零三百"), ("1002003", "一百万两千零三"),
        ("100000000", "一亿"), ("100000001", "一亿零一"), ("007", "零零七"),
    ],
)  # fmt: skip
def test_whole_numbers(digits: str, characters: str) -> None:
    assert integer(digits) == characters


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("2026年11月3日", "二零二六年十一月三日"), ("2026-11-03", "二零二六年十一月三日"),
        ("14:05开始", "十四点零五分开始"),
        ("2:00", "两点"), ("¥3,500", "三千五百元"), ("$2.5万", "二点五万美元"),
        ("12.5%", "百分之十二点五"),
        ("-5℃", "负五摄氏度"), ("10kg", "十公斤"), ("3km/h", "三公里每小时"), ("1/2", "二分之一"),
        ("3-5天", "三到五天"),
        ("13800138000", "一三八零零一三八零零零"), ("010-12345678", "零一零一二三四五六七八"),
        ("2个", "两个"), ("12个", "十二个"),
        ("第2次", "第二次"), ("2月", "二月"), ("1+1=2", "一加一等于二"), ("２０", "二十"),
    ],
)  # fmt: skip
def test_numbers_are_read_with_what_belongs_to_them(text: str, characters: str) -> None:
    pieces = list(rewritten(text))
    assert "".join(spoken for spoken, _, _ in pieces) == characters
    assert [start for _, start, _ in pieces[1:]] == [end for _, _, end in pieces[:-1]]


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
