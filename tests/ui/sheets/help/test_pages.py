# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re
from pathlib import Path

import pytest

from studio.ui.actions import ACTIONS
from studio.ui.keys import resolved, shown_key
from studio.ui.sheets.help.pages import KEYS, PAGES, keys_html, matches, page_html, short_title, source_of

DOCS = Path(__file__).parents[4] / "resources" / "docs"
# For those who build the program.
FOR_BUILDERS = {"architecture", "contributing", "view"}
SHIPPED = resolved({})


def texts(html: str) -> list[str]:
    """What stands in the cells of a page."""
    return re.findall(r"<td[^>]*>([^<]*)</td>", html)


def test_every_page_for_those_who_use_the_program_is_listed() -> None:
    assert set(PAGES) == {path.stem for path in DOCS.glob("*.md")} - FOR_BUILDERS
    assert len({short_title(name) for name in PAGES}) == len(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_pages_and_headings_that_are_there(name: str) -> None:
    html = page_html(name)
    assert "<table>" not in html
    for target in re.findall(r'href="([^"]+)"', html):
        page, _, anchor = target.partition("#")
        if not re.match(r"\w+:", target) and page.removesuffix(".md") in (*PAGES, ""):
            there = page_html(page.removesuffix(".md") or name)
            assert not anchor or f'name="{anchor}"' in there, target


def test_each_key_is_told_as_it_is_now() -> None:
    told = texts(keys_html(SHIPPED))
    assert {spec.text for spec in ACTIONS if spec.keys} <= set(told[::2])
    own = resolved({"rewind": ["Ctrl+J"], "quit": []})
    told = texts(keys_html(own))
    assert told[told.index("Back to the start") + 1] == "Ctrl J"
    assert "Quit" not in told


def test_a_pressed_key_finds_its_actions_and_words_find_those_without_a_key_too() -> None:
    assert texts(keys_html(SHIPPED, shown_key("Ctrl+B"))) == ["Switch between A and B", "Ctrl B"]
    told = texts(keys_html(SHIPPED, "pause"))
    assert told[told.index("Pauses…") + 1] == "no key"
    assert "Pause rendering, or go on" in told
    assert keys_html(SHIPPED, "nobody has this") == ""


def test_a_page_is_found_by_all_of_its_words() -> None:
    assert matches("cast", SHIPPED, "speakers PARAGRAPHS")
    assert not matches("cast", SHIPPED, "speakers nobodyhasthis")
    assert matches(KEYS, SHIPPED, "Ctrl B")


def test_the_keys_of_the_window_are_told_once() -> None:
    assert "Ctrl+Enter | plays" in source_of(KEYS)
    assert "plays from the start" not in page_html(KEYS)
