# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of help: the pages that ship with the program, read and turned into HTML outside of the loop's thread."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from studio.app.work.work import Work
from studio.core.observe import Signal
from studio.core.resources import resource

KEYS = "keys"
"""The page of keys. Its first table, that of the whole window, is left out: the window shows the keys as they are."""
PAGES = (
    KEYS, "voices", "listening", "expression", "emotion", "pronunciation", "markup", "cast", "dialogue", "finding",
    "chapters", "importing", "projects", "clips", "map", "languages", "settings", "speed", "library", "clients",
)  # fmt: skip
"""Names of the pages' files without their end, in the order of the list."""
_DETAIL = re.compile("[:,]")
_NOT_A_LETTER = re.compile(r"[^\w\s-]")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page.

    Attributes:
        name: Of its file, without the end.
        title: Its heading, up to where that goes into detail.
        words: Its text in small letters, to be searched.
        html: It as HTML.
    """

    name: str
    title: str
    words: str
    html: str

    def has(self, sought: str) -> bool:
        """Whether it has all the words that are sought."""
        return all(word in self.words for word in sought.casefold().split())


class Help:
    """Has the pages, once they are asked for.

    Args:
        work: Owner of the reading.

    Attributes:
        pages: The pages in their order; none before they are read.
        changed: Emits when they are there.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._asked = False
        self.pages: tuple[HelpPage, ...] = ()
        self.changed: Signal[None] = Signal()

    def load(self) -> None:
        """Have the pages read, unless they are there or on their way."""
        if not self._asked:
            self._asked = True
            self._work.tasks.spawn("read the help", self._load())

    async def _load(self) -> None:
        self.pages = await asyncio.get_running_loop().run_in_executor(None, read_pages)
        self.changed.emit(None)


def read_pages() -> tuple[HelpPage, ...]:
    """All pages. Takes some tenths of a second."""
    return tuple(_read(name) for name in PAGES)


def _read(name: str) -> HelpPage:
    source = resource(f"docs/{name}.md").read_text("utf-8")
    title = _DETAIL.split(source.partition("\n")[0].removeprefix("# ").strip())[0]
    if name == KEYS:
        source = "## " + source.partition("\n## ")[2]
    return HelpPage(name, title, source.casefold(), _html(source))


def _html(source: str) -> str:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(source)
    parts: list[str] = []
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            # Links within the pages lead to headings by their words.
            parts.append(f'<a name="{_anchor(tokens[number + 1].content)}"></a>')
        parts.append(parser.renderer.render([token], parser.options, {}))
    return "".join(parts)


def _anchor(heading: str) -> str:
    return "-".join(_NOT_A_LETTER.sub("", heading.lower()).split())
