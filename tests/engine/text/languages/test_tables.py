# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.forms import Currency, Sense, Unit
from studio.engine.text.languages.tables import currencies, numbered, ordered, pairs, senses, units, words


def test_tables_are_read() -> None:
    assert words("a b") == {"a", "b"}
    assert ordered("b a") == ("b", "a")
    assert pairs("a=b c; ==equals;") == {"a": "b c", "=": "equals"}
    assert numbered("jan=january", ("january", "may")) == {"january": 1, "may": 2, "jan": 1}
    assert units("km=mile/miles; Hz=hertz; h=hora/horas/f") == {
        "km": Unit("mile", "miles"), "Hz": Unit("hertz", "hertz"), "h": Unit("hora", "horas", "f")
    }  # fmt: skip
    assert currencies("$=dollar/dollars/cent/cents") == {"$": Currency("dollar", "dollars", "cent", "cents")}


def test_senses_have_conditions() -> None:
    assert senses("@number:p=page", "st=saint@name&!end|street") == {
        "p": (Sense("page", ("number",)),),
        "st": (Sense("saint", ("name", "!end")), Sense("street")),
    }
    with pytest.raises(ValueError, match="substring"):
        pairs("no sign of equality")
