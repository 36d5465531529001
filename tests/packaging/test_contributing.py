# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for contributors names files that are there, and no change of more than three files of code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "resources" / "docs" / "contributing.md").read_text("utf-8")
WAYS = dict(re.findall(r"^## ([^\n]+)\n\n(\| file .*?)\n\n", PAGE, re.MULTILINE | re.DOTALL))
KINDS = ("emotion", "format of the API", "format of exports", "panel", "language", "dialect", "engine")
each_way = pytest.mark.parametrize("way", WAYS)


def rows(way: str) -> list[tuple[str, str]]:
    return re.findall(r"^\| (.*?) \| (code|data): \S.* \|$", WAYS[way], re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_a_way_for_each_usual_change(kind: str) -> None:
    assert [way for way in WAYS if kind in way]


@each_way
def test_each_row_says_whether_it_is_code(way: str) -> None:
    assert len(rows(way)) == WAYS[way].count("\n") - 1


@each_way
def test_a_change_touches_three_files_of_code_at_most(way: str) -> None:
    assert 1 <= sum(kind == "code" for _, kind in rows(way)) <= 3


def test_all_files_that_are_named_are_there() -> None:
    named = [path for path in re.findall(r"`([\w./]+/[\w./]+\.\w+)`", PAGE) if "NAME" not in path]
    assert len(named) > 15
    assert not [path for path in named if not (ROOT / path).exists()]
