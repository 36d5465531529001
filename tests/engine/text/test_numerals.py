# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text import languages
from studio.engine.text.numerals import amount, decimal, digits, from_library, read_figures


@pytest.mark.parametrize(
    ("text", "tag", "read"),
    [
        ("1,234.5", "en", ("1234", "5")), ("1.234,5", "de", ("1234", "5")), ("1.000,50", "en", ("1000", "50")),
        ("1'000", "de", ("1000", "")), ("1,23,456", "hi", ("123456", "")), ("3,5", "en", ("3", "5")),
        ("20.010", "en", ("20", "010")),
        ("1.2.3", "en", None), ("007", "en", ("007", "")),
    ],
)  # fmt: skip
def test_figures_are_read(text: str, tag: str, read: tuple[str, str] | None) -> None:
    language = languages.find(tag)
    assert language is not None
    assert read_figures(text, language) == read


def test_numbers_become_words() -> None:
    language = languages.find("en")
    assert language is not None
    assert amount("007", language) == "zero zero seven"
    assert amount("1" * 16, language).split() == ["one"] * 16
    assert amount("1" + "0" * 18, language, grouped=True) == "one quintillion"
    assert digits("50", language) == "five zero"
    assert decimal("3", "05", language) == "three point zero five"
    assert from_library(1234, "en") == "one thousand two hundred and thirty-four"
