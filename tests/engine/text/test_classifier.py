# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.classes import SemioticClass
from studio.engine.text.classifier import tokens_of
from tests.support.spoken_forms import sentence_of


def classes(text: str, tag: str = "en-US") -> list[SemioticClass]:
    return [token.semiotic for token in tokens_of(sentence_of(text, tag))]


def test_each_stretch_has_a_class() -> None:
    assert classes("Pay $5 now") == [SemioticClass.PLAIN, SemioticClass.MONEY, SemioticClass.PLAIN]
    assert classes("l'art. 3", "it") == [SemioticClass.ABBREVIATION, SemioticClass.CARDINAL]
    assert classes("yes—no") == [SemioticClass.PLAIN, SemioticClass.PUNCTUATION, SemioticClass.PLAIN]
    assert classes("🙂") == [SemioticClass.EMOJI]


def test_no_rule_reads_over_a_word_that_is_told() -> None:
    tokens = list(tokens_of(sentence_of("on May 5, 1999"), {2}))
    assert [token.semiotic for token in tokens if token.start >= 3][:2] == [SemioticClass.PLAIN, SemioticClass.TOLD]
