# SPDX-License-Identifier: GPL-3.0-or-later
"""Markdown: headings, lists, quotations, emphasis, footnotes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from studio.core.marks import ordered
from studio.core.tagging import read_tags
from studio.core.tags import tags
from studio.project.importers.blocks import BlockReader
from studio.project.importers.book import Piece, Source, Step
from studio.project.importers.cleaning import replaced
from studio.project.marked_lines import put_alone
from studio.project.text_file import read_text

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_VALUE = re.compile(r"^(title|author)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"</?(?:break|spell|speed|volume|emotion|phoneme|sub)\b[^<>]{0,400}>", re.IGNORECASE)
_LONGEST_FRONT = 1 << 14
_LONGEST_BLOCK = 100_000
_LONG_LINE = re.compile(r"[^\n]{1,50000}")


def read(path: Path, step: Step) -> Source:
    """The text of a file, with title and author of the block before it, if there is one."""
    text = read_text(path).text.replace("\r\n", "\n")
    named: dict[str, str] = {}
    front = _FRONT.match(text[:_LONGEST_FRONT])
    if front is not None:
        named = {key: value.strip("\"'") for key, value in _VALUE.findall(front[1])}
        text = text[front.end() :]
    step(0.0)
    # Our own tags are no HTML: they stay as text, and become marks.
    text = _TAG.sub(lambda found: found[0].replace("<", "&lt;"), text)
    page = _as_html("\n\n".join(map(_in_lines, re.split(r"\n\n+", text))), step)
    pieces = BlockReader().read(page, lambda share: step(0.5 + share / 2))
    return Source(tuple(map(_marked, pieces)), named.get("title", ""), named.get("author", ""))


def _marked(piece: Piece) -> Piece:
    """*piece* with marks in place of our own tags."""
    if "<" not in piece.text:
        return piece
    found = [(tag.start, tag.end, "") for tag in tags(piece.text) if tag.name]
    bare = replaced(piece, found)
    line = read_tags(piece.text.replace("\n", " "))[0]
    if line.text != bare.text.replace("\n", " "):
        return bare
    return replace(bare, marks=ordered((*bare.marks, *put_alone(line)), len(bare.text)))


def _as_html(text: str, step: Step) -> str:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from mdit_py_plugins.footnote import footnote_plugin

    def in_block(state: StateBlock, line: int, _end: int, _silent: bool) -> bool:
        step(0.25 * line / max(state.lineMax, 1))
        return False

    def in_line(_state: StateInline, _silent: bool) -> bool:
        step(0.25)
        return False

    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
    # Rules that match nothing, so that the reading can be ended at each block and each sign.
    markdown.block.ruler.before("table", "step", in_block)
    markdown.inline.ruler.before("text", "step", in_line)
    return str(markdown.render(text))


def _in_lines(block: str) -> str:
    """*block*, each line by itself if it is longer than any paragraph: then it was not written with blank lines. It
    would also take long to read, as the time grows with the square of the length."""
    if len(block) <= _LONGEST_BLOCK:
        return block
    return "\n\n".join(_LONG_LINE.findall(block))
