# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.project.dialogue import verbs


def test_the_tables_hold_small_letters_and_agree() -> None:
    listed = verbs.SPEECH | verbs.WITH_PARTICLES | verbs.BESIDE_SPEECH | verbs.PRONOUNS | verbs.NOBODY | verbs.TITLES
    assert all(word == word.lower() and word.strip() == word for word in listed)
    assert not verbs.SPEECH & verbs.BESIDE_SPEECH
    assert not verbs.MALE_TITLES & verbs.FEMALE_TITLES
    assert verbs.ABBREVIATIONS <= verbs.TITLES
    assert all(len(words.split()) == 2 for words in verbs.WITH_PARTICLES)
