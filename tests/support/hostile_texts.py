# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of any length that are made to cost more than their length: every kind of character, in every company."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping

TextOf = Callable[[int], str]
"""A text of about so many characters."""

MARKS = string.punctuation + "…—–’‘“”«»¿¡°€£×½³²·•†§©№"
BLANKS = " \n\t\r\x0b\x1c\x85\u00a0\u2003\u2028\u3000"
INVISIBLE = "\x00\x07\x7f\u200b\u200d\u202e\u2060\ufe0f\ufeff\ud800\U000e0061"
COMBINING = "\u0301\u0303\u0329\u20dd\u3099\u0651\u094d"
LETTERS = "aAIMsé1 0٣ßﬃ漢々〇かーっﾞ゛。、「」・مقكाक।ก한Яλא﷽"
EMOJI = ("🙂", "👍🏽", "👩‍👧", "🇩🇪")
CHARACTERS = tuple(dict.fromkeys([*MARKS, *BLANKS, *INVISIBLE, *COMBINING, *LETTERS, *EMOJI]))
"""One of each kind of character that the rules tell apart, and every mark."""

_AROUND: Mapping[str, tuple[str, str, str]] = {
    "alone": ("", "{}", ""),
    "inside a word": ("a", "{}", "a."),
    "behind letters": ("a", "{}", ""),
    "in words of its own": ("", " {}", "."),
    "with letters": ("", "a{}", "."),
    "with figures": ("", "1{}", "."),
    "behind words": ("", "ab{} ", "."),
}
COMPANIES = tuple(_AROUND)

TAGS = (
    '<break time="1s"/>', '<break time="x">', "</break>", "<spell>", "</spell>", "<spell>b</spell>",
    '<speed ratio="1.2">', '<speed ratio="1.2"/>', "</speed>", '<speed ratio="1.2">b</speed>',
    '<volume ratio="0.5">', "</volume>", '<emotion value="sad">', '<emotion value="sad"/>', "</emotion>",
    '<phoneme ph="a">', "</phoneme>", '<phoneme ph="ab cd">b</phoneme>', "<<a|b>>", "<<", ">>", "<", "</", "<a", "<a ",
    "<b>", '<a b="c" ', "<!--", "<!-- a -->", "<speed ", "<speed a=", "<speed ratio='1'", "<spell", "<" + "s" * 300,
)  # fmt: skip
"""Every tag, whole, wrong and begun."""

_NESTED = {
    "speed": ('<speed ratio="1.2">', "</speed>"),
    "volume": ('<volume ratio="0.5">', "</volume>"),
    "emotion": ('<emotion value="sad">', "</emotion>"),
    "spell": ("<spell>", "</spell>"),
    "phoneme": ('<phoneme ph="a b">', "</phoneme>"),
}


def of_character(character: str, company: str) -> TextOf:
    """*character* again and again, in one of COMPANIES."""
    before, repeated, behind = _AROUND[company]
    return repeating(repeated.format(character), before, behind)


def repeating(part: str, before: str = "", behind: str = "") -> TextOf:
    return lambda length: before + part * max(1, (length - len(before) - len(behind)) // len(part)) + behind


def of_tags() -> dict[str, TextOf]:
    """Name -> text: each tag alone, between words, inside words, and pairs inside pairs."""
    texts: dict[str, TextOf] = {}
    for tag in TAGS:
        texts[f"{tag} alone"] = repeating(tag)
        texts[f"{tag} in words"] = repeating("a" + tag)
        texts[f"{tag} between words"] = repeating(f"a {tag} ")
    for name, (opening, closing) in _NESTED.items():
        texts[f"{name} nested"] = _nested(opening, "a ", closing)
        texts[f"{name} nested in a word"] = _nested(opening, "a", closing)
        texts[f"{name} open"] = repeating(opening + "a ", "", closing)
    texts["two alternately in a word"] = repeating('<speed ratio="1.2"/>a<speed ratio="1.3"/>b')
    texts["two alternately"] = repeating('<speed ratio="1.2"/>a <speed ratio="1.3"/>b ')
    return texts


def _nested(opening: str, inside: str, closing: str) -> TextOf:
    def text_of(length: int) -> str:
        count = max(1, length // (len(opening) + 2 * len(inside) + len(closing)))
        return (opening + inside) * count + (inside + closing) * count

    return text_of
