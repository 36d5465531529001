# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.phonemes.chinese_numbers import integer, number, one_by_one, rewritten


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


@pytest.mark.parametrize(
    ("written", "characters"), [("1,000", "一千"), ("3.14", "三点一四"), ("0.05", "零点零五"), ("1" * 17, "一" * 17)]
)
def test_numbers_with_commas_and_decimals(written: str, characters: str) -> None:
    assert number(written) == characters


@given(st.integers(0, 10**16 - 1))
def test_a_number_that_is_read_can_be_written_again(value: int) -> None:
    assert value_of(integer(str(value))) == value


def value_of(said: str) -> int:
    """The number that is meant by *said*, read as a person does."""
    figures = {**{character: value for value, character in enumerate("零一二三四五六七八九")}, "两": 2}
    small = {"十": 10, "百": 100, "千": 1000}
    large = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
    total = group = figure = 0
    for part in re.findall("万亿|.", said):
        if part in figures:
            figure = figures[part]
        elif part in small:
            group, figure = group + (figure or 1) * small[part], 0
        else:
            total, group, figure = total + (group + figure) * large[part], 0, 0
    return total + group + figure


@given(st.text(alphabet="今天abc12，。 3:0/$-%¥.年月", max_size=40))
def test_every_character_is_read_where_it_stands(text: str) -> None:
    pieces = list(rewritten(text))
    places = [place for _, start, end in pieces for place in range(start, end)]
    assert places == list(range(len(text)))


def test_digits_one_by_one_pass_over_what_is_none() -> None:
    assert one_by_one("1-8 ٣") == "一八三"
    assert one_by_one("") == ""
