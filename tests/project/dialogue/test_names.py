# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.project.dialogue.names import as_written, key_of, language_of, people, sex_of


def test_two_names_are_one_persons_only_where_no_other_can_be_meant() -> None:
    assert people(["Martha", "Martha", "Martha Quill"]) == {"martha": "Martha", "martha quill": "Martha"}
    assert people(["Darcy", "Mr. Darcy", "Mr. Darcy"]) == {"darcy": "Mr. Darcy", "mr. darcy": "Mr. Darcy"}
    both = people(["Darcy", "Mr. Darcy", "Mrs. Darcy"])
    assert len(set(both.values())) == 3
    sisters = people(["Jane Bennet", "Lydia Bennet", "Bennet", "Jane"])
    assert sisters["jane"] == sisters["jane bennet"]
    assert len(set(sisters.values())) == 3
    assert len(set(people(["Ann", "Anna", "Mary Ann"]).values())) == 2
    assert people(["THE KEEPER", "the keeper"]) == {"keeper": "The Keeper"}
    assert people([]) == {}


def test_names_before_lines_are_as_written_unless_all_are_in_capitals() -> None:
    assert as_written(["ANN", "BOB LEE"]) == {"ann": "Ann", "bob lee": "Bob Lee"}
    assert as_written(["BBC", "Bob", "Bob Lee", "bob"]) == {"bbc": "BBC", "bob": "Bob", "bob lee": "Bob Lee"}


def test_names_are_compared_without_case_and_article() -> None:
    assert key_of(" The  Keeper ") == key_of("keeper") == "keeper"
    assert key_of("the") == "the"


@pytest.mark.parametrize(
    ("name", "sex", "language"),
    [
        ("Mr. Darcy", "male", ""),
        ("Mrs. Danny Finch", "female", "en"),
        ("Emily", "female", "en"),
        ("Dr. Jürgen Klein", "male", "de"),
        ("AMÉLIE", "female", "fr"),
        ("Anna", "female", ""),
        ("Okafor", "", ""),
        ("the keeper", "", ""),
    ],
)
def test_title_and_first_name_tell_sex_and_language(name: str, sex: str, language: str) -> None:
    assert (sex_of(name), language_of(name)) == (sex, language)
