# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.languages.english_quantities import CODES, CURRENCIES, LONE_UNITS, UNITS


def test_codes_and_lone_units_lead_to_what_there_is() -> None:
    assert set(CODES.values()) <= CURRENCIES.keys()
    assert UNITS.keys() >= LONE_UNITS


def test_each_unit_has_its_name_for_one_and_for_more() -> None:
    assert UNITS["ft"].many == "feet"
    assert all(unit.one and unit.many for unit in UNITS.values())
