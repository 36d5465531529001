# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a recogniser hears what a narrator would have said: cases of the front-end, rendered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.heard_words import heard_errors, said_words
from tests.support.recogniser import Recogniser
from tests.support.rendered import Rendered
from tests.support.spoken_forms import Case, cases_of

pytestmark = pytest.mark.model

Say = Callable[..., Rendered]
# Those that a recogniser of words cannot write: single letters, addresses, long numbers.
_UNHEARD = {"electronic address", "file or code", "letter", "serial", "sign", "telephone"}
_COUNT = 120
_SHORT = (
    "She said NO and meant it.",
    "2 million km/h",
    "He is 6 ft. tall.",
    "She lives in Apt. 5 upstairs.",
    "the max. speed is 60",
    "In 1805, Nelson won.",
    "They won 3-2.",
    "July 4, 1776, was hot.",
    "Henry VIII had six wives.",
    "The ratio was 3:1, i.e. 75% vs. 25%.",
)


def hearable() -> list[Case]:
    """Cases of at least five spoken words."""
    return [
        case
        for case in cases_of("en")
        if case.tag == "en-US"
        and case.semiotic not in _UNHEARD
        and "⟨" not in case.forms[0]
        and len(case.written.split()) >= 3
        and len(said_words(case.forms[0])) >= 5
    ]


def chosen(long_form: bool) -> list[Case]:
    cases = hearable()
    if long_form:
        return [cases[number * len(cases) // _COUNT] for number in range(_COUNT)]
    by_text = {case.written: case for case in cases}
    return [by_text[text] for text in _SHORT]


def test_a_recogniser_hears_what_a_narrator_says(say: Say, long_form: bool) -> None:
    recogniser = Recogniser()
    words, wrong = 0, {}
    for case in chosen(long_form):
        heard = recogniser.text(say(case.written).samples, 24000)
        errors, of = min((heard_errors(said, heard), len(said)) for said in map(said_words, case.forms))
        words += of
        if errors:
            wrong[case.written] = (errors, heard)
    mistaken = sum(errors for errors, _ in wrong.values())
    print(f"{mistaken} of {words} words, {len(wrong)} cases: {wrong}")
    assert words >= (800 if long_form else 50)
    # It mistakes names and homophones: 4 to 6 % of the long form's words, as the cases go, and none of the short one's.
    assert mistaken <= (0.07 * words if long_form else 1), wrong
