# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.core.markup import Saying
from studio.core.timeline import WordSpan
from studio.engine.text.reading import Reading

READING = Reading((Saying(0, 3, "ipa", "x"), Saying(10, 14, "respelling", "yes yes")))


def test_a_saying_is_found_by_the_word_that_it_touches() -> None:
    assert READING.of(WordSpan("abc", 0, 3)) is READING.sayings[0]
    assert READING.of(WordSpan("abc", 4, 7)) is None
    assert READING.of(WordSpan("abcdef", 8, 12)) is READING.sayings[1]
    assert READING.touches(12, 20)
    assert not READING.touches(3, 10)


def test_a_part_has_places_of_its_own() -> None:
    part = READING.part(8, 20)
    assert [(saying.start, saying.end) for saying in part.sayings] == [(2, 6)]
    assert READING.weight(WordSpan("abcd", 10, 14)) == 4 + len("yes yes")
