# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import re
from pathlib import Path

import pytest

from studio.app.help import KEYS, PAGES, HelpPage, read_pages
from tests.support.desk import Desk
from tests.support.waiting import HANGS_S, wait_until_async

DOCS = Path(__file__).parents[2] / "resources" / "docs"
# For those who build the program.
FOR_BUILDERS = {"architecture", "contributing", "view"}


@pytest.fixture(scope="module")
def pages() -> dict[str, HelpPage]:
    return {page.name: page for page in read_pages()}


def test_every_page_for_those_who_use_the_program_is_there(pages: dict[str, HelpPage]) -> None:
    assert set(PAGES) == {path.stem for path in DOCS.glob("*.md")} - FOR_BUILDERS
    assert len({page.title for page in pages.values()}) == len(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_pages_and_headings_that_are_there(name: str, pages: dict[str, HelpPage]) -> None:
    for target in re.findall(r'href="([^"]+)"', pages[name].html):
        page, _, anchor = target.partition("#")
        there = pages.get(page.removesuffix(".md") or name)
        if anchor and there is not None and not re.match(r"\w+:", target):
            assert f'name="{anchor}"' in there.html, target


def test_a_page_is_found_by_all_of_its_words(pages: dict[str, HelpPage]) -> None:
    assert pages["cast"].has("speakers PARAGRAPHS")
    assert not pages["cast"].has("speakers nobodyhasthis")


def test_the_table_of_the_windows_keys_is_left_to_the_window(pages: dict[str, HelpPage]) -> None:
    assert "Ctrl+Enter</td>" not in pages[KEYS].html
    assert 'name="sliders"' in pages[KEYS].html


async def test_they_are_read_when_they_are_asked_for_and_once(desk: Desk) -> None:
    told: list[int] = []
    room = desk.studio.help
    room.changed.connect(lambda _none: told.append(len(room.pages)))
    assert room.pages == ()
    room.load()
    room.load()
    await wait_until_async(lambda: room.pages, HANGS_S, "read")
    assert told == [len(PAGES)]
