# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.ranges import dimensions, feet_and_inches, range_of, ratio
from tests.support.spoken_forms import said_by, sentence_of


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (range_of, "$5-$10", "en-US", "five|to|ten|dollars"),
        (range_of, "40–60 °C", "en-US", "forty|to|sixty|degrees Celsius"),
        (range_of, "1939-45", "en-US", "nineteen thirty-nine to forty-five"),
        (range_of, "3-2", "en-US", "three|to|two"),
        (range_of, "3-2", "de", "drei|zu|zwei"),
        (range_of, "2-3", "de", "zwei|bis|drei"),
        (range_of, "1-2=5", "en-US", None),
        (range_of, "555-4321", "en-US", None),
        (range_of, "5 - 3", "en-US", None),
        (ratio, "16:9", "en-US", "sixteen to nine"),
        (ratio, "9:30", "en-US", None),
        (dimensions, '12" x 9"', "en-US", "twelve|inches|by|nine|inches"),
        (dimensions, "3 x 4", "en-US", "three|times|four"),
        (dimensions, "3 x", "en-US", None),
        (feet_and_inches, "5'10\"", "en-US", "five foot ten"),
        (feet_and_inches, "5'13\"", "en-US", None),
        (feet_and_inches, "6 ft 2 in", "en-US", "six|feet|two|inches"),
        (feet_and_inches, "5'10\"", "fr", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


def test_a_score_and_a_range_are_told_apart() -> None:
    score, rising = range_of(sentence_of("21-14"), 0), range_of(sentence_of("14-21"), 0)
    assert score is not None
    assert rising is not None
    assert (score.semiotic, rising.semiotic) == ("score", "range")
    assert [other.meaning for other in rising.alternatives] == ["a score"]
