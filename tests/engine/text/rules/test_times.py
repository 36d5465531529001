# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.times import duration, from_noon, short_halves, time_of_day
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (time_of_day, "9:05 a.m. sharp", "en-US", "nine oh five|A.M"),
        (time_of_day, "5pm", "en-US", "five P.M"),
        (time_of_day, "9:65", "en-US", None),
        (time_of_day, "10 am I", "en-US", None),
        (time_of_day, "9-5pm", "en-US", "nine|to|five P.M"),
        (time_of_day, "9am-5pm", "en-US", "nine A.M|to|five P.M"),
        (time_of_day, "9h30", "fr", "neuf heures trente"),
        (time_of_day, "9h30", "en-US", None),
        (time_of_day, "14.30 Uhr", "de", "vierzehn|Uhr dreißig"),
        (time_of_day, "14.30 Mark", "de", None),
        (time_of_day, "9:30 बजे", "hi", "नौ बजकर तीस मिनट"),
        (short_halves, "9:30a – 4p", "en-US", "nine thirty A.M|to|four P.M"),
        (short_halves, "8:15p", "en-US", "eight fifteen P.M"),
        (short_halves, "8p", "en-US", None),
        (short_halves, "9a-4x", "en-US", None),
        (short_halves, "9:30a – 4p", "de", None),
        (from_noon, "Noon-6pm", "en-US", "Noon|to|six P.M"),
        (from_noon, "noon-time", "en-US", None),
        (time_of_day, "10:00:00 p.m. on", "en-US", "ten|P.M"),
        (duration, "1h 20m", "en-US", "one|hour|twenty|minutes"),
        (duration, "1 h 20 min", "es", "una|hora|veinte|minutos"),
        (duration, "20m", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said
