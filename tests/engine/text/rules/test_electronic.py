# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.text.classifier import Rule
from studio.engine.text.rules.electronic import (
    address,
    file_or_path,
    handle_or_tag,
    number_address,
    said_address,
    snake_case,
    spelled,
)
from tests.support.spoken_forms import said_by, sentence_of


@pytest.mark.parametrize(
    ("rule", "written", "tag", "said"),
    [
        (address, "a@b.org", "en-US", "a at b dot org"),
        (address, "https://x-y.com/a1", "en-US", "x dash y dot com slash a one"),
        (address, "end.Start", "en-US", None),
        (address, "3.5", "en-US", None),
        (number_address, "10.0.0.1:80", "en-US", "one zero dot zero dot zero dot one colon eight zero"),
        (number_address, "1.2.3", "en-US", "one point two point three"),
        (number_address, "1.5", "en-US", None),
        (file_or_path, "report.pdf", "en-US", "report dot P.D.F"),
        (file_or_path, "/usr/bin", "en-US", "slash usr slash bin"),
        (file_or_path, "d.h", "en-US", None),
        (handle_or_tag, "#OneTwo", "en-US", "hashtag One Two"),
        (handle_or_tag, "@me", "en-US", "at me"),
        (handle_or_tag, "#5", "en-US", None),
        (snake_case, "a_b", "en-US", "a underscore b"),
        (snake_case, "ab", "en-US", None),
    ],
)
def test_what_the_rule_says(rule: Rule, written: str, tag: str, said: str | None) -> None:
    assert said_by(rule, written, tag) == said


def test_letters_and_figures_are_spelled() -> None:
    language = sentence_of("x").language
    assert spelled("aB1&", language) == "⟨ˈeɪ⟩ B one and"
    assert said_address("bbc.co.uk", language) == "B.B.C dot co dot U.K"
