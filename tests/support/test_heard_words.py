# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from tests.support.heard_words import heard_errors, said_words


@pytest.mark.parametrize(
    ("form", "heard"),
    [
        ("Take Route one twenty-eight|to|Reno|Nevada", "Take Route 128 to Reno, Nevada."),
        ("seventeen seventy-six was hot", "1776 was hot."),
        ("to one hundred eighty-seven dollars and forty-five cents", "to $187.45"),
        ("a three million dollars loss", "A $3 million loss"),
        ("rose two point three percent", "Rose 2.3%."),
        ("nine A.M he woke", "9 am he woke."),
        ("The F.B.I called", "The FBI called."),
        ("The F.B.I called", "The Fbi called."),
        ("a P.H.D student", "A Ph.D. student"),
        ("nasa launched it", "NASA launched it."),
        ("He left Elm street // It was late", "He left Elm St. It was late."),
        ("saint Helens", "St. Helens"),
        ("September fourteenth at three thirty", "September 14th at 3:30."),
        ("eighteen oh five", "1805"),
        ("eighteen oh five", "Eighteen o five."),
        ("H two O", "H2O"),
        ("don't know|-|then", "Don’t know then"),
    ],
)
def test_the_same_words_in_figures_are_no_error(form: str, heard: str) -> None:
    assert heard_errors(said_words(form), heard) == 0


@pytest.mark.parametrize(
    ("form", "heard", "errors"),
    [
        ("five eighths pound butter", "five eight pound butter", 1),
        ("seventeen seventy-six", "1777", 1),
        ("nine dollars", "Nine.", 1),
        ("the big door", "the B.I.G. door", 3),
        ("number one", "", 2),
    ],
)
def test_other_words_are_errors(form: str, heard: str, errors: int) -> None:
    assert heard_errors(said_words(form), heard) == errors
