# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.telephone import telephone
from tests.support.spoken_forms import said_by


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (telephone, "555-1234", "en-US", "five five five ,|one two three four"),
        (telephone, "(212) 555-0100", "en-US", "two one two|five five five ,|zero one zero zero"),
        (telephone, "+49 30 123456", "de", "plus|vier neun|drei null|eins zwei drei vier fünf sechs"),
        (telephone, "06 12 34 56 78", "fr", "zéro six|douze|trente-quatre|cinquante-six|soixante-dix-huit"),
        (telephone, "1234567", "en-US", None),
        (telephone, "5-10", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


def test_the_word_before_tells() -> None:
    assert said_by(telephone, "call 1234567", at=5) == "one two three four five six seven"
    assert said_by(telephone, "cost 1234567", at=5) is None
