# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from tests.support.forced_alignment import plain_words, word_errors


def test_words_lose_capitals_and_punctuation_only() -> None:
    assert plain_words("Didn't he? Yes!") == ["didn't", "he", "yes"]


def test_word_errors_count_changes_losses_and_additions() -> None:
    said = ["the", "door", "was", "open"]

    assert word_errors(said, said) == 0
    assert word_errors(said, ["the", "store", "was", "open"]) == 1
    assert word_errors(said, ["door", "was", "open", "now"]) == 2
    assert word_errors(said, []) == 4
