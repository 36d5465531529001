# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.day_names import month_alone, month_span, weekday_letters
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (month_alone, "Sept. 2019", "en-US", "September"),
        (month_alone, "Mon-Fri", "en-US", "Monday|to Friday"),
        (month_alone, "Wednesday – Saturday", "en-US", "Wednesday|to|Saturday"),
        (month_alone, "January - March", "en-US", "January|to|March"),
        (month_alone, "Monday – March", "en-US", None),
        (month_alone, "Sat down", "en-US", None),
        (weekday_letters, "M-F", "en-US", "Monday to Friday"),
        (weekday_letters, "Tu–Sa 10-6", "en-US", "Tuesday to Saturday"),
        (weekday_letters, "M-F ratio", "en-US", None),
        (weekday_letters, "T-F", "en-US", None),
        (weekday_letters, "T-F 9:00", "en-US", "Tuesday to Friday"),
        (weekday_letters, "Sat/Sun 10-4", "en-US", "Saturday and Sunday"),
        (weekday_letters, "MWF 10:00", "en-US", "Monday , Wednesday and Friday"),
        (weekday_letters, "MWF", "en-US", None),
        (weekday_letters, "M/F", "en-US", None),
        (month_span, "March 2019 – May 2020", "en-US", "March|twenty nineteen|to|May|twenty twenty"),
        (month_span, "June 2015–present", "en-US", "June|twenty fifteen|to|present"),
        (month_span, "June 2015 was", "en-US", None),
        (month_span, "Mai 2015–2016", "de", None),
        (weekday_letters, "F-16", "en-US", None),
        (weekday_letters, "M-F", "fr", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said
