# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.languages.english_capitals import ACRONYMS, INITIALISMS, SHORT_WORDS


def test_what_is_spelled_is_not_said_too() -> None:
    assert not INITIALISMS & ACRONYMS
    assert {"BBC", "FBI", "USMC", "PhD"} <= INITIALISMS
    assert {"NASA", "NATO"} <= ACRONYMS


def test_short_words_are_in_lower_case() -> None:
    assert all(word == word.lower() and len(word) <= 4 for word in SHORT_WORDS)
    assert {"big", "it", "was"} <= SHORT_WORDS
