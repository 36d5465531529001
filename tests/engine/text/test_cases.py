# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of `cases`: what people write, and what a narrator says."""

from __future__ import annotations

import pytest

from studio.core.timeline import word_spans
from studio.engine.text import languages
from studio.engine.text.classes import SemioticClass
from studio.engine.text.classifier import tokens_of
from studio.engine.text.neighbours import Sentence
from studio.engine.text.sentences import sentences
from studio.engine.text.tokens import line_of
from tests.support.spoken_forms import CASES, cases_of, is_said, read_aloud

LANGUAGES = tuple(sorted(path.stem for path in CASES.glob("*.tsv")))


def test_each_language_has_its_cases() -> None:
    assert [language.tag.partition("-")[0] for language in languages.every()] == list(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_case_stands_there_twice(language: str) -> None:
    written = [(case.tag, case.written) for case in cases_of(language)]
    assert sorted(written) == sorted(set(written))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_said(language: str) -> None:
    said = {case: read_aloud(case.written, case.tag) for case in cases_of(language)}
    assert not {case.written: (spoken, case.forms) for case, spoken in said.items() if not is_said(case, spoken)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_of_them(language: str) -> None:
    least = {"en": 600, "hi": 150}.get(language, 250)
    assert len(list(cases_of(language))) >= least


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_class_is_found(language: str) -> None:
    wrong = []
    for case in cases_of(language):
        found = languages.find(case.tag)
        assert found is not None
        assert case.semiotic in set(SemioticClass), case
        classes = {
            token.semiotic
            for sentence in sentences(case.written, language=case.tag)
            for token in tokens_of(Sentence(line_of(sentence), found))
        }
        if case.semiotic not in classes:
            wrong.append((case.written, case.semiotic, sorted(classes)))
        assert len(case.written.split()) == len(word_spans(case.written))
    assert not wrong
