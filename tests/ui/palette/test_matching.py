# SPDX-License-Identifier: GPL-3.0-or-later
"""Rough matching of a few letters."""

from __future__ import annotations

import pytest

from studio.ui.palette.matching import match


@pytest.mark.parametrize(
    ("query", "text", "letters"),
    [
        ("spe", "Same speaker as above", "spe"),
        ("SPEED", "Listening speed", "speed"),
        ("speed listen", "Listening speed", "Listenspeed"),
        ("eed", "Speed", "eed"),
        ("far", "Find and replace…", "Far"),
        ("fire", "Find and replace…", "Fire"),
        ("ç", "Ça va", "Ç"),
        ("", "Anything", ""),
    ],
)
def test_letters_match_at_begins_inside_and_scattered(query: str, text: str, letters: str) -> None:
    found = match(query, text)
    assert found is not None
    assert "".join(text[place] for place in sorted(found.places)).lower() == letters.lower()


@pytest.mark.parametrize(
    ("query", "text"), [("xyz", "Speed"), ("speed fast", "Speed"), ("q", "Speed"), ("dd", "Speed")]
)
def test_others_do_not(query: str, text: str) -> None:
    assert match(query, text) is None


def test_a_begin_is_better_than_the_middle_of_a_word_and_that_than_scattered_letters() -> None:
    scores = [match("re", text) for text in ("Redo", "Go red", "Undo more", "Render everything")]
    first, second, third, fourth = (found.score for found in scores if found)
    assert first > fourth > second > third
    scattered = match("re", "Run everything")
    assert scattered is not None
    assert scattered.score < third
