# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.app.takes.sentences import sentence_after, sentence_before, sentence_start


def test_sentences_are_found_around_a_place() -> None:
    text = "First one. “Second!” she said? Third…\nFourth without end"
    second, third = text.index("“Second"), text.index("Third")
    assert sentence_start(text, text.index("one")) == 0
    assert sentence_start(text, third + 2) == third
    assert sentence_before(text, third + 2) == text.index("she said")
    assert sentence_before(text, 3) == 0
    assert sentence_after(text, 0) == second
    assert sentence_after(text, third) == text.index("Fourth")
    assert sentence_after(text, text.index("end")) is None
