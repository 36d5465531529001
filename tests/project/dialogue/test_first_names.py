# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.project.dialogue.first_names import first_names


def test_a_name_of_several_languages_tells_none() -> None:
    names = first_names()
    assert names["margot"] == ("female", "fr")
    assert names["lucia"] == ("female", "it")
    assert names["beatrice"][1] == names["jorge"][1] == ""
    assert all(name == name.lower() for name in names)
    assert {sex for sex, _ in names.values()} == {"female", "male"}
    assert {language for _, language in names.values()} == {"", "en", "de", "fr", "es", "it", "pt", "ja", "hi"}
