# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.timeline import word_spans
from studio.engine.text import languages
from studio.engine.text.languages.english_signs import SIGNS, weights
from studio.engine.text.languages.english_sounds import SOUNDS
from studio.engine.text.neighbours import Sentence
from studio.engine.text.tokens import line_of


def told(text: str, word: str) -> int | None:
    language = languages.find("en-US")
    assert language is not None
    sentence = Sentence(line_of(tuple(word_spans(text))), language)
    one, other = weights(sentence.neighbours(sentence.text.index(word)), word)
    return None if one == other else int(other > one)


def test_words_with_signs_have_two_sounds() -> None:
    # Their own plural is no word of the sounds where the rules do not know it.
    assert all(len(SOUNDS.get(word, ())) == 2 for word in SIGNS)


@pytest.mark.parametrize(
    ("text", "word", "number"),
    [
        ("They lead the way.", "lead", 0),
        ("A sheet of lead lay there.", "lead", 1),
        ("The lead lay there.", "lead", None),
        ("Her eyes were full of tears.", "tears", 1),
        ("A tear in the sleeve of the shirt.", "tear", 0),
        ("A tear was on her cheek.", "tear", 1),
        ("A tear was on the floor.", "tear", None),
        ("The bow of the ship rose.", "bow", 0),
        ("The bow and an arrow.", "bow", 1),
        ("It was a close. The end.", "close", 1),
    ],
)
def test_the_words_around_tell_a_sound_or_nothing(text: str, word: str, number: int | None) -> None:
    assert told(text, word) == number
