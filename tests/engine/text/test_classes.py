# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.classes import SemioticClass
from tests.engine.text.test_cases import LANGUAGES
from tests.support.spoken_forms import cases_of

ONLY_TOLD = {SemioticClass.TOLD}


def test_each_class_has_a_case() -> None:
    found = {case.semiotic for language in LANGUAGES for case in cases_of(language)}
    assert found | {SemioticClass.PUNCTUATION} == {str(each) for each in set(SemioticClass) - ONLY_TOLD}
