# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from tests.support.recogniser import word_errors


def test_word_errors_count_changes_losses_and_additions() -> None:
    said = ["the", "door", "was", "open"]

    assert word_errors(said, said) == 0
    assert word_errors(said, ["the", "store", "was", "open"]) == 1
    assert word_errors(said, ["door", "was", "open", "now"]) == 2
    assert word_errors(said, []) == 4
