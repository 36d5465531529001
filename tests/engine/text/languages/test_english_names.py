# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.languages.english_names import NO_REGIONS, REGIONS, ROADS, ROMANS_AFTER, RULERS, STREET_WORDS


def test_what_is_looked_up_in_lower_case_is_in_lower_case() -> None:
    for words in (ROADS, ROMANS_AFTER, RULERS, STREET_WORDS):
        assert all(word == word.lower() for word in words)


def test_states_have_two_letters() -> None:
    assert len(REGIONS) == 51
    assert NO_REGIONS - {"PR"} <= REGIONS.keys()
    assert all(len(letters) == 2 and letters.isupper() for letters in REGIONS)
