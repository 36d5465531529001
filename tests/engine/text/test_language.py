# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.forms import ALONE, Clock
from studio.engine.text.language import Language


def test_a_language_without_words_leaves_figures_to_the_voice() -> None:
    language = Language("xx")
    assert language.cardinal(5, ALONE) == "5"
    assert language.ordinal(5, ALONE) == "5"
    assert language.year(1999) == "1999"
    assert language.fraction(1, 2) == "1/2"
    assert language.time(Clock(9, 5)) == "9:05"
    assert language.ruler(2, False) == "2"


def test_words_of_several_that_follow_one_another() -> None:
    language = Language("xx", pairs={("i", "d", "r"): ("in", "der", "Regel")})
    assert language.followed == {("i", "d"), ("d", "r")}
