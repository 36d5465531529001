# SPDX-License-Identifier: GPL-3.0-or-later
"""HTML as pieces of text: headings, paragraphs, items of lists, lines of verse; emphasis and footnotes are marked."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

from studio.core.marks import Mark, ordered
from studio.core.project import ParagraphKind
from studio.project.importers.book import NOTE_REF, Piece, Step

_PIECE_CHARS = 1 << 16
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    (
        *_HEADINGS, "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "header", "li", "main", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    )
)  # fmt: skip
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_SKIPPED = frozenset(
    (
        "audio", "button", "canvas", "datalist", "head", "iframe", "map", "math", "nav", "noscript", "object", "rp",
        "rt", "script", "select", "style", "svg", "template", "textarea", "title", "video",
    )
)  # fmt: skip
_EMPHASIS = frozenset(("b", "em", "i", "strong"))
_NOTE = frozenset(
    (
        "doc-endnote", "doc-endnotes", "doc-footnote", "endnote", "endnotes", "footnote", "footnote-item", "footnotes",
        "rearnote", "rearnotes",
    )
)  # fmt: skip
_NOTE_REF = frozenset(("doc-noteref", "fnanchor", "footnote-ref", "footnoteref", "noteref"))
_NEVER_READ = frozenset(
    (
        "backlink", "doc-backlink", "doc-pagebreak", "doc-toc", "footnote-backref", "footnotes-sep", "landmarks",
        "page-list", "page-number", "pagebreak", "pageno", "pagenum", "pg-boilerplate", "toc", "x-ebookmaker-pageno",
    )
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_REFERENCE = re.compile(r"[\[({]?(?:\d{1,4}|[a-z]{1,3}|[*†‡§¶]{1,3})[\])}]?", re.IGNORECASE)
_BREAK = re.compile(r"[\s*⁂#~•·—–_-]+")


_Held = Literal["skipped", "footnote", "emphasis", "reference", "main"]


@dataclass(slots=True)
class _Open:
    """An element that is open, what holds within it, and the number of its last item."""

    tag: str
    holds: tuple[_Held, ...] = ()
    number: int = 0


class BlockReader(HTMLParser):
    """Collects the pieces of one document of HTML or XHTML, however damaged.

    Attributes:
        title, author: As its head has them.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = self.author = ""
        self._pieces: list[tuple[Piece, bool]] = []
        self._open: list[_Open] = []
        self._tags: Counter[str] = Counter()
        self._holds: Counter[str] = Counter()
        self._heading = 0
        self._text: list[str] = []
        self._length = 0
        self._ends_blank = True
        self._spans: list[Mark] = []
        self._prefix = ""
        self._in_title = False

    def read(self, text: str, step: Step = lambda _share: None) -> tuple[Piece, ...]:
        """The pieces of *text*, a whole document. Where it says what of it is the main text, of that alone."""
        for at in range(0, len(text), _PIECE_CHARS):
            step(at / len(text))
            self.feed(text[at : at + _PIECE_CHARS])
        # What is left begins a tag or a comment that never ends. Closing would try each sign of it anew.
        if not self.rawdata.startswith("<") or len(self.rawdata) == 1:
            self.close()
        self._flush()
        main = [piece for piece, in_main in self._pieces if in_main]
        return tuple(main or (piece for piece, _ in self._pieces))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._stands(tag, attrs)
            return
        found = dict(attrs)
        if tag == "body":
            # Heads that were not closed.
            self.handle_endtag("head")
        self._in_title = tag == "title" and not self._tags["svg"]
        if tag in _BLOCKS:
            self._begin_block(tag, found)
        elif tag in ("td", "th") and self._length:
            self._put(", ")
        told = _told(found) if attrs else frozenset()
        tests: tuple[tuple[_Held, bool], ...] = (
            ("skipped", tag in _SKIPPED or bool(told & _NEVER_READ) or "hidden" in found),
            ("footnote", bool(told & _NOTE)),
            ("emphasis", tag in _EMPHASIS),
            ("reference", bool(told & _NOTE_REF) or self._links_up(tag, found)),
            ("main", tag == "main"),
        )
        element = _Open(tag, tuple(name for name, holds in tests if holds))
        self._open.append(element)
        self._tags[tag] += 1
        self._holds.update(element.holds)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._stands(tag, attrs)
        elif tag in _BLOCKS:
            self._flush()

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self._stands(tag, [])
        if not self._tags[tag]:
            return
        if tag in _BLOCKS:
            self._flush()
        self._in_title = False
        while self._open:
            element = self._open.pop()
            self._tags[element.tag] -= 1
            self._holds.subtract(element.holds)
            if element.tag == tag:
                break
        if tag in _HEADINGS:
            self._heading = 0

    def handle_data(self, data: str) -> None:
        if self._in_title and not self.title:
            self.title = _SPACE.sub(" ", data).strip()
        if self._holds["skipped"]:
            return
        if self._tags["pre"] and not self._heading:
            for number, line in enumerate(data.split("\n")):
                if number:
                    self._flush()
                self._put(line)
        else:
            self._put(data)

    def _begin_block(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._flush()
        if self._open and self._open[-1].tag == "p":
            # A paragraph that was not closed.
            self.handle_endtag("p")
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag == "li":
            self._prefix = self._number(attrs)

    def _number(self, attrs: dict[str, str | None]) -> str:
        """The number of an item; "" in a list without numbers."""
        around = next((each for each in reversed(self._open) if each.tag in ("ol", "ul")), None)
        if around is None or around.tag != "ol":
            return ""
        value = attrs.get("value") or ""
        around.number = int(value) if value.isdecimal() and len(value) < 6 else around.number + 1
        return f"{around.number}. "

    def _stands(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element without content."""
        if tag == "meta":
            found = dict(attrs)
            if (found.get("name") or "").lower() == "author":
                self.author = self.author or _SPACE.sub(" ", found.get("content") or "").strip()
        elif tag == "hr" and not self._holds["skipped"]:
            self._flush()
            if not _told(dict(attrs)) & _NEVER_READ:
                self._add(Piece("", "break"))
        elif tag == "br" and not self._holds["skipped"]:
            if self._heading:
                self._put(" ")
            else:
                self._flush()

    def _links_up(self, tag: str, attrs: dict[str, str | None]) -> bool:
        """Whether it is a raised link to a place, such as the number of a note."""
        if tag == "a" and "#" in (attrs.get("href") or ""):
            return self._tags["sup"] > 0
        return tag == "sup" and any(each.tag == "a" for each in self._open[-2:]) and not self._tags["blockquote"]

    def _put(self, data: str) -> None:
        if not data:
            return
        data = _SPACE.sub(_one_space, data)
        if self._ends_blank:
            data = data.lstrip(" \n")
        if not data:
            return
        if self._prefix:
            self._text.append(self._prefix)
            self._length += len(self._prefix)
            self._prefix = ""
        start, self._length = self._length, self._length + len(data)
        self._text.append(data)
        self._ends_blank = data[-1] in " \n"
        if self._holds["emphasis"]:
            self._spans.append(Mark("emphasis", start, self._length))
        if self._holds["reference"] and _REFERENCE.fullmatch(data.strip()):
            self._spans.append(Mark(NOTE_REF, start, self._length))

    def _flush(self) -> None:
        """End the paragraph."""
        text = "".join(self._text).rstrip()
        spans = self._spans
        self._text, self._length, self._ends_blank, self._spans = [], 0, True, []
        if not text.strip():
            return
        kind: ParagraphKind = "heading" if self._heading else "text"
        if kind == "text" and len(text) < 20 and _BREAK.fullmatch(text):
            kind = "break"
        self._add(Piece(text, kind, self._heading, ordered(spans, len(text)) if spans else ()))

    def _add(self, piece: Piece) -> None:
        if self._holds["footnote"]:
            piece = Piece(piece.text, piece.kind, piece.level, piece.marks, "footnote")
        self._pieces.append((piece, self._holds["main"] > 0))


def _told(attrs: dict[str, str | None]) -> frozenset[str]:
    """What an element is, in the words of EPUB, of roles and of classes."""
    words = " ".join(filter(None, (attrs.get("epub:type"), attrs.get("role"), attrs.get("class"))))
    return frozenset(words.lower().split())


def _one_space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " "
