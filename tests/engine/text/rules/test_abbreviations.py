# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.abbreviations import abbreviation, compound, initials
from tests.support.spoken_forms import said_by, sentence_of


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (abbreviation, "Dr. Smith", "en-US", "doctor"),
        (abbreviation, "St. Louis", "en-US", "saint"),
        (abbreviation, "St.", "en-US", "street"),
        (abbreviation, "No. 5", "en-US", "number"),
        (abbreviation, "No. I left", "en-US", None),
        (abbreviation, "z. B. heute", "de", "zum|Beispiel"),
        (abbreviation, "i. d. R. so", "de", "in|der|Regel"),
        (abbreviation, "doctor", "en-US", None),
        (compound, "Goethestr. 7", "de", "Goethestraße"),
        (compound, "Str. 7", "de", None),
        (initials, "U.S. Army", "en-US", "U.S"),
        (initials, "J. Smith", "en-US", "J"),
        (initials, "I. Then", "en-US", "I"),
        (initials, "word.", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


def test_other_meanings_are_told() -> None:
    token = abbreviation(sentence_of("Dr. Smith"), 0)
    assert token is not None
    assert [other.said for other in token.alternatives] == ["drive"]


def test_the_last_dot_of_a_sentence_is_its_own() -> None:
    inside, last = abbreviation(sentence_of("Jr. said"), 0), abbreviation(sentence_of("Jr."), 0)
    assert inside is not None
    assert last is not None
    assert (inside.end, last.end) == (3, 2)
