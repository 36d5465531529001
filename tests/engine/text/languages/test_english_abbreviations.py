# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.languages.english_abbreviations import (
    ABBREVIATIONS,
    END_BEFORE_CAPITAL,
    NEVER_END,
    STARTERS,
    UNDOTTED,
    UNDOTTED_LOWER,
)


def test_what_is_told_of_an_abbreviation_is_told_of_one_that_there_is() -> None:
    assert ABBREVIATIONS.keys() >= UNDOTTED | UNDOTTED_LOWER | END_BEFORE_CAPITAL
    assert not NEVER_END & END_BEFORE_CAPITAL


def test_starters_have_their_capital() -> None:
    assert all(word[0].isupper() for word in STARTERS)
