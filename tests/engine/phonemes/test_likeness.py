# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.phonemes.likeness import arpabet_outline, distance, outline_of


def test_the_outline_of_one_word_is_the_same_in_both_alphabets() -> None:
    assert outline_of("əbˈWt") == arpabet_outline("AH0 B AW1 T")
    assert outline_of("wˈʊstəɹ") == arpabet_outline("W UH1 S T ER0")
    assert arpabet_outline("AH0 B AW1 T").stressed == 1


@pytest.mark.parametrize(
    ("said", "lexicon", "least", "most"),
    [
        ("jˈɛlO", ["Y EH1 L OW0"], 0, 0),
        ("bˈAs", ["B AE1 S", "B EY1 S"], 0, 0),
        ("ʤˈOkwɪn", ["W AA2 K IY1 N"], 2, 4),
        ("ʧˈɑpɪn", ["SH OW1 P AE0 N"], 0.75, 2),
        ("hˈaɪ", [], 0, 0),
        ("ɹᵻkˈɔɹd", ["R EH1 K ER0 D"], 0.5, 1),
    ],
)
def test_words_are_as_far_apart_as_they_sound(said: str, lexicon: list[str], least: float, most: float) -> None:
    assert least <= distance(said, lexicon) <= most


def test_an_r_that_an_accent_does_not_say_is_none_that_is_missing() -> None:
    assert distance("kˈɑː", ["K AA1 R"]) == 1
    assert distance("kˈɑː", ["K AA1 R"], rhotic=False) == 0
