# SPDX-License-Identifier: GPL-3.0-or-later
import pytest

from studio.project.importers.book import words_in


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("It didn’t – or well-known.", 4), ("冰上的信", 4), ("안녕 ok", 3), ("** – **", 0)]
)
def test_words(text: str, words: int) -> None:
    assert words_in(text) == words
