# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose sound is whose, on made-up groups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.phonemes.alignment import align

GROUPS = st.lists(st.text(alphabet="abtsəˈː", min_size=1, max_size=5), max_size=3)


@pytest.mark.parametrize(
    ("alone", "clause", "found"),
    [
        ([], [], []),
        ([["wʌn"]], ["wʌn"], [["wʌn"]]),
        ([["wʌn"], ["tuː"]], ["wʌn", "tə"], [["wʌn"], ["tə"]]),
        # Joined in the clause.
        ([["ɒv"], ["ðə"], ["siː"]], ["əvðə", "siː"], [["əv"], ["ðə"], ["siː"]]),
        # Split in the clause.
        ([["twɛntiwʌn"], ["pleɪs"]], ["twɛnti", "wʌn", "pleɪs"], [["twɛnti", "wʌn"], ["pleɪs"]]),
        # Stress does not count.
        ([["ˈaɪ"], ["ˈæm"]], ["aɪ", "ˌæm"], [["aɪ"], ["ˌæm"]]),
        # A diphthong is one sound: "I am" in a clause.
        ([["ˈa^ɪ"], ["æm"]], ["a^ɪɐm"], [["a^ɪ"], ["ɐm"]]),
        # Marks alone are no sounds.
        ([["ˈ"], ["ː"]], ["a", "b", "s"], [["a", "b", "s"], []]),
        # A word without a sound gets none, and a sound that no word has goes with the one before.
        ([["wʌn"], []], ["wʌn"], [["wʌn"], []]),
        ([["wʌn"], ["tuː"]], ["wʌn", "tuː", "eks"], [["wʌn"], ["tuː", "eks"]]),
    ],
)
def test_groups_go_to_their_words(alone: list[list[str]], clause: list[str], found: list[list[str]]) -> None:
    assert align(alone, clause) == found


@given(st.lists(GROUPS, min_size=1, max_size=8), GROUPS)
def test_no_sound_is_lost_or_moved_before_another(alone: list[list[str]], clause: list[str]) -> None:
    found = align(alone, clause)
    assert len(found) == len(alone)
    assert "".join(group for groups in found for group in groups) == "".join(clause)


@given(st.lists(GROUPS, min_size=1, max_size=8))
def test_words_that_sound_as_they_do_alone_keep_their_groups(alone: list[list[str]]) -> None:
    found = align(alone, [group for groups in alone for group in groups])
    assert [bool(groups) for groups in found] == [bool(groups) for groups in alone]


def test_very_long_groups_are_shared_out_evenly() -> None:
    found = align([["ab" * 400], ["ba" * 400]], ["atəbə" * 200])
    assert "".join(found[0] + found[1]) == "atəbə" * 200
    assert len("".join(found[0])) == pytest.approx(500, abs=2)
