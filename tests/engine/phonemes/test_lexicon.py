# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.phonemes.alphabet import unknown_in
from studio.engine.phonemes.lexicon import ipa_of, sounds_in_lexicon


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("bass", ("B AE1 S", "B EY1 S")),
        ("gnarled", ("N AA1 R L D",)),
        ("siobhan", ("SH AW1 B AA2 N", "SH AH0 V AO1 N")),
        ("kvothe", ()),
        ("", ()),
        ("gnarledness", ()),
        ("zzz", ()),
        ("~", ()),
        ("été", ()),
    ],
)
def test_a_word_has_its_sounds_and_no_others(word: str, sounds: tuple[str, ...]) -> None:
    assert sounds_in_lexicon(word) == sounds


def test_its_symbols_are_said_as_ipa() -> None:
    assert ipa_of("SH AH0 V AO1 N") == "ʃəvˈɔːn"
    assert ipa_of("L AE1 M P L AY2 T ER0") == "lˈæmplˌa\u0361ɪtɚ"
    assert unknown_in(ipa_of("JH OY1 ZH ER0 NG HH Y UW1 TH DH CH W AW1 EY2 IH0 OW1 UH1 IY0")) == ""
