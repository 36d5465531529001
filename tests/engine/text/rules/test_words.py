# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.words import ampersand, can_be_said, capitals, card_number, code, plain
from tests.support.spoken_forms import said_by, sentence_of


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (capitals, "BIG", "en-US", "big"),
        (capitals, "FBI", "en-US", "F.B.I"),
        (capitals, "USMC", "en-US", "U.S.M.C"),
        (capitals, "CEOs", "en-US", "C.E.O's"),
        (capitals, "NASA's", "en-US", "nasa's"),
        (capitals, "Big", "en-US", None),
        (ampersand, "Q&A", "en-US", "Q and ⟨ˈeɪ⟩"),
        (ampersand, "this & that", "en-US", None),
        (code, "H2O", "en-US", "H two O"),
        (code, "F-16", "en-US", "F sixteen"),
        (code, "word", "en-US", None),
        (
            card_number,
            "4111 1111 1111 1111",
            "en-US",
            "four one one one ,|one one one one ,|one one one one ,|one one one one",
        ),
        (card_number, "4111", "en-US", None),
        (plain, "mother-in-law", "en-US", "mother-in-law"),
        (plain, "l'UE", "fr", "l'U.E"),
        (plain, "5", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


@pytest.mark.parametrize(
    ("word", "said"), [("big", True), ("bbc", False), ("strength", True), ("sdk", False), ("nasa", True)]
)
def test_what_a_mouth_can_say(word: str, said: bool) -> None:
    assert can_be_said(word, sentence_of("x").language) is said
