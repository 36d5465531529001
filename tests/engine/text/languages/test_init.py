# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text import languages


@pytest.mark.parametrize(
    ("tag", "found"),
    [("en", "en-US"), ("en-GB", "en-GB"), ("en_gb", "en-GB"), ("en-AU", "en-US"), ("pt-BR", "pt"), ("DE", "de")],
)
def test_a_language_is_found_by_its_tag(tag: str, found: str) -> None:
    language = languages.find(tag)
    assert language is not None
    assert language.tag == found


@pytest.mark.parametrize("tag", ["", "nl", "tables", "xx-YY", "../en", "e"])
def test_there_is_no_file_for_others(tag: str) -> None:
    assert languages.find(tag) is None


def test_abbreviations_of_all_languages_tell_where_sentences_end() -> None:
    together = languages.any_language()
    for language in languages.every():
        assert language.never_end <= together.never_end
        assert language.abbreviations.keys() <= together.abbreviations.keys()
