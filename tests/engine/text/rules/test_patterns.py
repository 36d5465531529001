# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.languages.en import AMERICAN
from studio.engine.text.rules.patterns import currency_of, money_sign, one_of, rank_mark, scale_pattern


def test_the_longest_of_several_is_found() -> None:
    found = money_sign(AMERICAN).match("CA$5")
    assert found is not None
    assert found.group() == "CA$"
    assert currency_of("EUR", AMERICAN).one == "euro"
    assert money_sign(AMERICAN).match("EURO 5") is None
    assert one_of(["a", "ab"]) == "ab|a"
    assert one_of([]) == "(?!)"


def test_ranks_and_scales() -> None:
    assert rank_mark(AMERICAN).match("th street") is not None
    assert rank_mark(AMERICAN).match("thing") is None
    assert scale_pattern(AMERICAN).match(" million") is not None
    assert scale_pattern(AMERICAN).match("bnx") is None
