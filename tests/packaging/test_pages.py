# SPDX-License-Identifier: GPL-3.0-or-later
"""The README and the pages of resources/docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "resources" / "docs").glob("*.md"))]
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    targets = [page.parent / target for target in _LINK.findall(page.read_text(encoding="utf-8"))]
    assert not [str(target) for target in targets if not target.exists()]


def test_links_are_found() -> None:
    assert _LINK.findall("[a](b.md) ![c](d/e.png) [f](https://g) [h](#i) [j](k.md#l)") == ["b.md", "d/e.png", "k.md"]
