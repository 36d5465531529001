# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from dataclasses import replace

from studio.app.keeping.first_start import first_partner, first_project, is_first_project
from studio.core.voices import Voice
from studio.project.edits import with_text

HEART = Voice("heart", "Heart", "en-US", "female")
ADAM = Voice("adam", "Adam", "en-US", "male")
BELLA = Voice("bella", "Bella", "en-US", "female")
EMMA = Voice("emma", "Emma", "en-GB", "female")
SIWIS = Voice("siwis", "Siwis", "fr", "female")


def test_the_first_project_is_one_sentence_until_something_is_written() -> None:
    project = first_project()
    assert project.text.startswith("Hello.")
    assert is_first_project(project)
    assert not is_first_project(with_text(project, "Mine."))
    assert not is_first_project(replace(project, paragraphs=(*project.paragraphs, *project.paragraphs)))


def test_the_first_partner_is_of_the_same_language_and_sex_and_from_elsewhere() -> None:
    assert first_partner(HEART, (HEART, ADAM, BELLA, EMMA, SIWIS)) is EMMA
    assert first_partner(HEART, (HEART, ADAM, BELLA, SIWIS)) is BELLA
    assert first_partner(HEART, (HEART, ADAM, SIWIS)) is ADAM
    assert first_partner(HEART, (HEART, SIWIS)) is None
    silent = replace(EMMA, unavailable_reason="It is not there.")
    assert first_partner(HEART, (HEART, ADAM, silent)) is ADAM
