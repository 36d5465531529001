# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.phonemes.known_words import is_call, is_known


@pytest.mark.parametrize(
    "word",
    [
        "lamp", "lamplight", "unlatched", "harbours", "realised", "travelling", "theatre", "neighbour's", "foxes'",
        "goin'", "o'er", "bluish", "runnier", "doorlessness", "hmm", "shhh", "aargh", "footpath", "manoeuvre",
    ],
)  # fmt: skip
def test_usual_words_are_known_with_endings_and_as_compounds(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", ["thestral", "blorf", "kvothe", "skree", "hrbk", "yssgar", "drizzt", "x" * 500])
def test_invented_words_are_not(word: str) -> None:
    assert not is_known(word)


def test_a_name_is_known_by_itself_and_not_by_parts_of_it() -> None:
    assert is_known("siobhan", name=True)
    assert is_known("siobhan's", name=True)
    assert is_known("harbour", name=True)
    assert is_known("ashenmoor", name=True)
    assert is_known("zandor")
    assert not is_known("zandor", name=True)


def test_calls_are_told_from_words() -> None:
    assert all(map(is_call, ("hmm", "ah", "ohh", "pssst", "haha")))
    assert not any(map(is_call, ("hall", "brim", "noose", "")))
