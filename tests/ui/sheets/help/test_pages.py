# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re

from studio.app.help import KEYS, read_pages
from studio.ui.actions import ACTIONS
from studio.ui.keys import resolved, shown_key
from studio.ui.sheets.help.pages import TITLE_OF_KEYS, keys_html, with_wide_tables

SHIPPED = resolved({})


def texts(html: str) -> list[str]:
    """What stands in the cells of a page."""
    return re.findall(r"<td[^>]*>([^<]*)</td>", html)


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


def test_the_page_of_keys_has_the_title_of_its_file_and_tables_are_wide() -> None:
    page = next(each for each in read_pages() if each.name == KEYS)
    assert page.title == TITLE_OF_KEYS
    assert "<table>" in page.html
    assert "<table>" not in with_wide_tables(page.html)
