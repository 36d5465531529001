# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from tests.support.forced_alignment import plain_words


def test_words_lose_capitals_and_punctuation_only() -> None:
    assert plain_words("Didn't he? Yes!") == ["didn't", "he", "yes"]
