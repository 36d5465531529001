# SPDX-License-Identifier: GPL-3.0-or-later
"""What a replacement is for a match: words, groups, dollars."""

from __future__ import annotations

import pytest

from studio.core.errors import InvalidArgument
from studio.project.finding.query import Query, pattern_of
from studio.project.finding.replacement import BadReplacement, Replacement, replacement_of

PATTERN = pattern_of(Query(r"(the|this) (?<thing>light|lamp)(s)?", expression=True))


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("$1 old $2", "the old light"),
        ("$2 $1", "light the"),
        ("[$0]", "[the light]"),
        ("${thing}s", "lights"),
        ("${2}5", "light5"),
        ("$25", "light5"),
        ("$$1", "$1"),
        ("5 $", "5 $"),
        ("$x", "$x"),
        ("$3", ""),
        ("", ""),
    ],
)
def test_groups_of_an_expression(written: str, becomes: str) -> None:
    match = PATTERN.search("at the light")
    assert match is not None
    assert replacement_of(written, PATTERN, True).text(match) == becomes


def test_without_an_expression_all_stands_for_itself() -> None:
    assert replacement_of("$1", pattern_of(Query("light")), False) == Replacement(("$1",))


@pytest.mark.parametrize("written", ["$4", "$95", "${name}", "${7}"])
def test_a_group_that_is_not_there_is_told_with_those_that_are(written: str) -> None:
    with pytest.raises(BadReplacement, match=r"\$1 to \$3"):
        replacement_of(written, PATTERN, True)


def test_an_expression_without_groups_has_but_the_whole() -> None:
    with pytest.raises(BadReplacement, match=r"without groups but \$0"):
        replacement_of("$1", pattern_of(Query("light", expression=True)), True)


def test_a_replacement_is_one_line() -> None:
    with pytest.raises(InvalidArgument, match="one line"):
        replacement_of("a\nb", PATTERN, False)
