# SPDX-License-Identifier: GPL-3.0-or-later
"""The page about the structure names each folder of the program and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "resources" / "docs" / "architecture.md").read_text("utf-8")
# Told in their parents' rows.
WITHIN = {"engine/text/rules", "engine/text/languages", "client/library/websocket"}


def folders() -> set[str]:
    return {
        str(init.parent.relative_to(ROOT / "studio"))
        for init in (ROOT / "studio").rglob("__init__.py")
        if init.parent != ROOT / "studio"
    }


def test_the_page_has_a_row_for_each_folder_and_no_other() -> None:
    rooms = PAGE.partition("## The rooms")[2].partition("\n## ")[0]
    rows = set(re.findall(r"^\| `([a-z_/]+)` \|", rooms, re.MULTILINE))
    assert rows == {name for name in folders() if not name.startswith("ui/")} - WITHIN


def test_the_windows_folders_are_named_in_its_row() -> None:
    rooms = PAGE.partition("## The rooms")[2]
    row = next(line for line in rooms.splitlines() if line.startswith("| `ui` |"))
    assert {name.removeprefix("ui/") for name in folders() if name.startswith("ui/")} <= set(
        re.findall(r"`([\w/]+)`", row)
    )


def test_words_of_our_own_are_in_order_and_explained_in_a_line() -> None:
    words = re.findall(r"^\| ([a-z ]+) \| \S.+ \|$", PAGE.partition("## Our own words")[2], re.MULTILINE)
    assert words[0] == "word"
    assert words[1:] == sorted(set(words[1:]))
