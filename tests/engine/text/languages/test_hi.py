# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.language import ALONE, Clock, Form
from studio.engine.text.languages.hi import HINDI


def test_figures_are_left_to_the_voice() -> None:
    assert HINDI.cardinal(42, ALONE) == "42"
    assert HINDI.ordinal(5, Form(ending="वाँ")) == "5वाँ"
    assert HINDI.decimals("14") == "1 4"


def test_parts_and_times() -> None:
    assert [HINDI.fraction(1, 2), HINDI.fraction(5, 8)] == ["आधा", "5 बटा 8"]
    assert HINDI.time(Clock(9, 30)) == "9 बजकर 30 मिनट"
    assert HINDI.time(Clock(9, 0)) == "9 बजे"
