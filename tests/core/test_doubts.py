# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from studio.core.doubts import REASONS, Doubt


def test_each_reason_is_told_in_words() -> None:
    assert set(REASONS) == set(Doubt)
    assert all(words == words.strip() and not words.endswith(".") for words in REASONS.values())
