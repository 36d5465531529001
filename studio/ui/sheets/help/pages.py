# SPDX-License-Identifier: GPL-3.0-or-later
"""The help's pages as HTML that Qt can show: those that ship, and the one of keys, made from the actions' table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from html import escape

from studio.core.resources import resource
from studio.ui.actions import ACTIONS, GROUPS, ActionSpec
from studio.ui.keys import shown_key, shown_keys
from studio.ui.theme import Theme

KEYS = "keys"
PAGES = (
    KEYS, "listening", "expression", "emotion", "pronunciation", "markup", "cast", "dialogue", "finding", "chapters",
    "importing", "projects", "clips", "map", "languages", "settings", "speed", "library", "clients",
)  # fmt: skip
"""Names of the pages' files without their end, in the order of the list."""
_DETAIL = re.compile("[:,]")
_NOT_A_LETTER = re.compile(r"[^\w\s-]")
_TABLE = '<table width="100%" cellspacing="0" cellpadding="6">'


@cache
def source_of(name: str) -> str:
    """The page as it ships, in Markdown."""
    return resource(f"docs/{name}.md").read_text("utf-8")


def title_of(name: str) -> str:
    """The page's heading."""
    return source_of(name).partition("\n")[0].removeprefix("# ").strip()


def short_title(name: str) -> str:
    """The heading up to where it goes into detail."""
    return _DETAIL.split(title_of(name))[0]


@lru_cache(maxsize=32)
def page_html(name: str) -> str:
    """The page *name*, without the table of the window's keys, which has a page of its own."""
    return _html(_shown_source(name))


def keys_html(keys: Mapping[str, Sequence[str]], sought: str = "") -> str:
    """The actions with their *keys* now, by groups. *sought* is a key as it is shown, or words; then actions without a
    key are among them too."""
    found = _found(keys, sought)
    parts = [] if sought.strip() else [f"<h1>{escape(title_of(KEYS))}</h1>"]
    for group in GROUPS:
        rows = [spec for spec in found if spec.group == group]
        if rows:
            cells = "".join(_row(spec, keys[spec.id]) for spec in rows)
            parts.append(f"<h2>{escape(group)}</h2>{_TABLE}{cells}</table>")
    return "".join(parts)


def matches(name: str, keys: Mapping[str, Sequence[str]], sought: str) -> bool:
    """Whether the page has all the words that are sought."""
    words = sought.casefold().split()
    if name == KEYS and _found(keys, sought):
        return True
    text = _shown_source(name).casefold()
    return all(word in text for word in words)


def style(theme: Theme) -> str:
    """The style sheet of the pages."""
    p = theme.palette
    return f"""
    h1 {{ font-size: 24px; font-weight: 500; }}
    h2 {{ font-size: 15px; font-weight: 600; margin-top: 24px; }}
    h3 {{ font-size: 13px; font-weight: 600; margin-top: 16px; }}
    th {{ color: {p.text_3}; font-weight: 600; text-align: left; }}
    a {{ color: {p.accent_text}; }}
    p, li {{ line-height: 150%; }}
    code, pre {{ color: {p.text_2}; }}
    """


def _shown_source(name: str) -> str:
    source = source_of(name)
    return "## " + source.partition("\n## ")[2] if name == KEYS else source


def _row(spec: ActionSpec, keys: Sequence[str]) -> str:
    shown = escape(shown_keys(keys) or "no key")
    return f"<tr><td>{escape(spec.text)}</td><td align='right'>{shown}</td></tr>"


def _found(keys: Mapping[str, Sequence[str]], sought: str) -> list[ActionSpec]:
    sought = sought.strip()
    if not sought:
        return [spec for spec in ACTIONS if keys[spec.id]]
    by_key = [spec for spec in ACTIONS if sought in map(shown_key, keys[spec.id])]
    if by_key:
        return by_key
    words = sought.casefold().split()
    return [
        spec
        for spec in ACTIONS
        if all(word in f"{spec.text} {spec.group} {shown_keys(keys[spec.id])}".casefold() for word in words)
    ]


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
    return "".join(parts).replace("<table>", _TABLE)


def _anchor(heading: str) -> str:
    return "-".join(_NOT_A_LETTER.sub("", heading.lower()).split())
