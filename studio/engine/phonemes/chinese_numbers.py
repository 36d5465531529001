# SPDX-License-Identifier: GPL-3.0-or-later
"""Readings of numbers, dates, times, money, units and signs in Chinese texts, as characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

_DIGITS = "零一二三四五六七八九"
_SMALL = ("", "十", "百", "千")
_LARGE = ("", "万", "亿", "万亿")
_MOST_DIGITS = 16
_MONEY = {"¥": "元", "$": "美元", "€": "欧元", "£": "英镑", "₩": "韩元"}
_UNITS = {
    "km/h": "公里每小时", "m/s": "米每秒", "km²": "平方公里", "m²": "平方米", "m³": "立方米",
    "°c": "摄氏度", "℃": "摄氏度", "°f": "华氏度", "°": "度", "kg": "公斤", "mg": "毫克", "g": "克",
    "km": "公里", "cm": "厘米", "mm": "毫米", "m": "米", "ml": "毫升", "l": "升",
    "kwh": "千瓦时", "kw": "千瓦", "w": "瓦", "hz": "赫兹", "khz": "千赫", "mhz": "兆赫", "ghz": "吉赫",
    "h": "小时", "min": "分钟", "s": "秒",
}  # fmt: skip
_SIGNS = {
    "+": "加", "＋": "加", "=": "等于", "＝": "等于", "&": "和", "＆": "和", "×": "乘", "÷": "除以", "℃": "摄氏度",
    "@": "艾特",
}  # fmt: skip
_COUNTED = "个只条张位件种天次周本杯块辆家岁人座间所句名点分"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))

_Spoken = Callable[[re.Match[str]], str]


def integer(digits: str) -> str:
    """The reading of a whole number ("3500" is 三千五百); above 16 digits, or with a 0 in front, digit by digit."""
    if len(digits) > _MOST_DIGITS or (len(digits) > 1 and digits[0] == "0"):
        return one_by_one(digits)
    value = int(digits)
    if value == 0:
        return "零"
    groups: list[str] = []
    rest, level, gap = value, 0, False
    while rest:
        rest, group = divmod(rest, 10_000)
        if group:
            said = ("两" if group == 2 and level else _below_ten_thousand(group)) + _LARGE[level]
            if gap and groups:
                said += "零"
            groups.insert(0, said)
            gap = group < 1000
        else:
            gap = bool(groups)
        level += 1
    said = "".join(groups)
    return said[1:] if said.startswith("一十") else said


def number(written: str) -> str:
    """The reading of a number with thousands' commas and a decimal point."""
    whole, point, decimals = written.replace(",", "").partition(".")
    return integer(whole) + ("点" + one_by_one(decimals) if point else "")


def one_by_one(digits: str) -> str:
    return "".join(_DIGITS[int(digit)] for digit in digits if digit.isdecimal())


def rewritten(text: str) -> Iterator[tuple[str, int, int]]:
    """Characters that are read aloud for *text*, as (characters, start, end) with the places in *text*.

    Chinese characters come one by one, a number together with its unit, stretches of anything else as written.
    """
    plain = "".join(_plain(character) for character in text)
    at = 0
    for match in _ALL.finditer(plain):
        yield from _as_written(text, at, match.start())
        name = next(name for name in match.groupdict() if name.startswith("r_") and match[name] is not None)
        yield _RULES[int(name[2:])][1](match), match.start(), match.end()
        at = match.end()
    yield from _as_written(text, at, len(text))


def _as_written(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in re.finditer(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\W\d_]+|.", text[start:end]):
        for run in re.finditer(r"[\u3400-\u9fff]|[^\u3400-\u9fff]+", match.group()):
            at = start + match.start() + run.start()
            yield run.group(), at, at + len(run.group())


def _plain(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 and (folded.isascii() or folded in _MONEY) else character


def _below_ten_thousand(value: int) -> str:
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + _DIGITS[digit] + _SMALL[place]
            gap = False
        else:
            gap = True
    return said.replace("二千", "两千")


def _date(match: re.Match[str]) -> str:
    return f"{one_by_one(match['y'])}年{integer(str(int(match['mo'])))}月{integer(str(int(match['d'])))}日"


def _clock(match: re.Match[str]) -> str:
    hour = "两" if int(match["ho"]) == 2 else integer(str(int(match["ho"])))
    minute, second = match["mi"], match["se"]
    said = hour + "点"
    if int(minute):
        said += ("零" if int(minute) < 10 else "") + integer(str(int(minute))) + "分"
    return said + (integer(str(int(second))) + "秒" if second else "")


def _signed(match: re.Match[str]) -> str:
    return ("负" if match["minus"] else "") + number(match["n"])


def _money(match: re.Match[str]) -> str:
    return number(match["am"]) + (match["big"] or "") + _MONEY[match["cur"]]


def _measured(match: re.Match[str]) -> str:
    return ("负" if match["mm"] else "") + number(match["mn"]) + _UNITS[match["un"].lower()]


def _range(match: re.Match[str]) -> str:
    return number(match["ra"]) + "到" + number(match["rb"])


def _percent(match: re.Match[str]) -> str:
    said = {"%": "百", "‰": "千"}[match["ps"]] + "分之"
    upper = "到" + number(match["pb"]) if match["pb"] else ""
    return said + ("负" if match["pm"] else "") + number(match["pa"]) + upper


_MINUS = r"(?<![\w)])[-−]"
_RULES: tuple[tuple[str, _Spoken], ...] = (
    (r"(?<!\d)(?P<y>\d{4})[-/.](?P<mo>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)", _date),
    (r"(?<!\d)(?P<year>\d{4})(?=年)", lambda match: one_by_one(match["year"])),
    (r"(?<![\d:])(?P<ho>[01]?\d|2[0-4]):(?P<mi>[0-5]\d)(?::(?P<se>[0-5]\d))?(?![\d:])", _clock),
    (rf"(?P<cur>[¥$€£₩])\s?(?P<am>{_NUMBER})(?P<big>[万亿千百]{{0,2}})", _money),
    (rf"(?P<pm>{_MINUS})?(?P<pa>{_NUMBER})(?:%?[-~–](?P<pb>{_NUMBER}))?\s?(?P<ps>[%‰])", _percent),
    (rf"(?P<mm>{_MINUS})?(?P<mn>{_NUMBER})\s?(?P<un>{_UNIT})(?![A-Za-z])", _measured),
    (r"(?<![\d.])(?P<fa>\d{1,4})/(?P<fb>\d{1,4})(?![\d/.])", lambda m: f"{integer(m['fb'])}分之{integer(m['fa'])}"),
    (r"(?<![\d-])(?P<tel>\+?\d{2,4}(?:[- ]\d{3,8}){1,3}|1\d{10}|0\d{6,})(?![\d-])", lambda m: one_by_one(m["tel"])),
    (rf"(?<![\d.])(?P<ra>{_NUMBER})\s?[-~–]\s?(?P<rb>{_NUMBER})(?![\d-])", _range),
    (rf"(?<![\d.第])2(?=[{_COUNTED}])", lambda _: "两"),
    (rf"(?P<minus>{_MINUS})?(?P<n>{_NUMBER})", _signed),
    (rf"(?P<sign>[{re.escape(''.join(_SIGNS))}])", lambda match: _SIGNS[match["sign"]]),
)
_ALL = re.compile("|".join(f"(?P<r_{index}>{pattern})" for index, (pattern, _) in enumerate(_RULES)), re.IGNORECASE)
