# SPDX-License-Identifier: GPL-3.0-or-later
"""What the help shows as HTML: the keys as they are now, made from the actions' table, and how pages look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from studio.ui.actions import ACTIONS, GROUPS, ActionSpec
from studio.ui.keys import shown_key, shown_keys
from studio.ui.theme import Theme

TITLE_OF_KEYS = "Keys and clicks"
_TABLE = '<table width="100%" cellspacing="0" cellpadding="6">'


def keys_html(keys: Mapping[str, Sequence[str]], sought: str = "") -> str:
    """The actions with their *keys* now, by groups. *sought* is a key as it is shown, or words; then actions without a
    key are among them too. "" if none is found."""
    found = _found(keys, sought)
    parts = [] if sought.strip() else [f"<h1>{TITLE_OF_KEYS}</h1>"]
    for group in GROUPS:
        rows = [spec for spec in found if spec.group == group]
        if rows:
            cells = "".join(_row(spec, keys[spec.id]) for spec in rows)
            parts.append(f"<h2>{escape(group)}</h2>{_TABLE}{cells}</table>")
    return "".join(parts)


def with_wide_tables(html: str) -> str:
    """A page's HTML with its tables as wide as the page, which no style sheet of Qt's can have."""
    return html.replace("<table>", _TABLE)


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
