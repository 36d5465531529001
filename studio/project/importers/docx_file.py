# SPDX-License-Identifier: GPL-3.0-or-later
"""Word documents (.docx): headings by their styles, emphasis, footnotes; without headers and what was deleted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.core.marks import Mark, ordered
from studio.project.importers.archive import Archive, opened
from studio.project.importers.book import NOTE_REF, ImportFailed, Piece, Source, Step
from studio.project.importers.xml_reading import read_xml, xml_tree

_MAIN, _CORE = "word/document.xml", "docProps/core.xml"
_NOTES = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}
_HEADING = re.compile(r"heading (\d)")
_CONTENTS = re.compile(r"toc \d|toc heading|table of figures|index \d")
_SKIPPED = frozenset(("del", "moveFrom", "Fallback", "instrText", "pict"))
_OFF = ("0", "false", "off")
_DEEPEST_STYLE = 20
_NO_LEVEL = 9


def read(path: Path, step: Step) -> Source:
    """The text of a document; a note stands after the paragraph that refers to it."""
    with opened(path, "a Word document") as archive:
        if _MAIN not in archive:
            raise ImportFailed(f"{path.name} is not a Word document (.docx), whatever its name says.")
        styles = _styles(archive, path.name)
        notes: dict[tuple[str, str], tuple[Piece, ...]] = {}
        for sign, place in _NOTES.items():
            if place in archive:
                reader = _Reader(styles, {})
                read_xml(archive.read(place), path.name, reader)
                notes.update({(sign, number): pieces for number, pieces in reader.notes.items()})
        document = _Reader(styles, notes)
        read_xml(archive.read(_MAIN), path.name, document, step)
        title = author = ""
        if _CORE in archive:
            root = xml_tree(archive.read(_CORE), path.name)
            title = next((each.text or "" for each in root.iter("title")), "").strip()
            author = next((each.text or "" for each in root.iter("creator")), "").strip()
        return Source(tuple(document.pieces), title or document.title, author)


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style of paragraphs means: a heading's level or 0, and whether it is of a table of contents."""

    level: int = 0
    contents: bool = False
    title: bool = False


def _styles(archive: Archive, name: str) -> dict[str, _Style]:
    if "word/styles.xml" not in archive:
        return {}
    known = {each.get("styleId", ""): each for each in xml_tree(archive.read("word/styles.xml"), name).iter("style")}
    found: dict[str, _Style] = {}
    for style_id, first in known.items():
        style: _Style | None = None
        each = first
        # A style that is based on a heading is one; the way to it may lead in a circle.
        for _ in range(_DEEPEST_STYLE):
            called = each.find("name")
            style = _meaning("" if called is None else called.get("val", ""), each.find("pPr/outlineLvl"))
            base = each.find("basedOn")
            parent = known.get(base.get("val", "")) if base is not None else None
            if style is not None or parent is None:
                break
            each = parent
        if style is not None:
            found[style_id] = style
    return found


def _meaning(name: str, outline: object) -> _Style | None:
    name = name.lower()
    if heading := _HEADING.fullmatch(name):
        return _Style(int(heading[1]))
    if name == "title":
        return _Style(1, title=True)
    if _CONTENTS.fullmatch(name):
        return _Style(contents=True)
    value = getattr(outline, "get", lambda _key, _usual: "")("val", "")
    return _Style(int(value) + 1) if value.isdecimal() and int(value) < _NO_LEVEL else None


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    style: _Style = _Style()
    notes: list[Piece] = field(default_factory=list)

    def put(self, text: str, kind: str = "") -> None:
        self.text.append(text)
        start, self.length = self.length, self.length + len(text)
        if kind:
            self.marks.append(Mark(kind, start, self.length))


class _Reader:
    """Collects pieces of a document's part, as `read_xml` tells of it.

    Args:
        styles: The styles of paragraphs by their ids.
        notes_of: The notes by the element and the id that refer to them.

    Attributes:
        pieces: What was read.
        notes: Pieces by the ids of the notes that they are in.
        title: The first paragraph in the style of a title.
    """

    def __init__(self, styles: dict[str, _Style], notes_of: dict[tuple[str, str], tuple[Piece, ...]]) -> None:
        self._styles = styles
        self._notes_of = notes_of
        self.pieces: list[Piece] = []
        self.notes: dict[str, tuple[Piece, ...]] = {}
        self.title = ""
        # Text boxes hold paragraphs within a paragraph.
        self._open: list[_Paragraph] = []
        self._skipped = 0
        self._in_text = self._in_run = self._bold = self._hidden = False
        self._note, self._since = "", 0
        self._signs = 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if self._skipped or tag in _SKIPPED:
            self._skipped += 1
        elif tag == "p":
            self._open.append(_Paragraph())
        elif tag in ("footnote", "endnote"):
            self._note, self._since = attrs.get("id", ""), len(self.pieces)
        elif self._open:
            self._within(tag, attrs)

    def _within(self, tag: str, attrs: dict[str, str]) -> None:
        now = self._open[-1]
        value = attrs.get("val", "")
        if tag == "r":
            self._in_run, self._bold, self._hidden = True, False, False
        elif tag in ("b", "i") and self._in_run:
            self._bold = self._bold or value not in _OFF
        elif tag == "vanish" and self._in_run:
            self._hidden = value not in _OFF
        elif tag == "pStyle":
            now.style = self._styles.get(value, now.style)
        elif tag == "outlineLvl" and value.isdecimal() and int(value) < _NO_LEVEL:
            now.style = replace(now.style, level=int(value) + 1)
        elif tag == "t":
            self._in_text = True
        elif tag in ("tab", "softHyphen", "noBreakHyphen") and self._in_run:
            now.put({"tab": " ", "softHyphen": "\u00ad", "noBreakHyphen": "\u2011"}[tag])
        elif tag in ("br", "cr"):
            self._broken(now, attrs.get("type", ""))
        elif tag in _NOTES:
            self._signs += 1
            now.put(str(self._signs), NOTE_REF)
            now.notes += self._notes_of.get((tag, attrs.get("id", "")), ())

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag == "t":
            self._in_text = False
        elif tag == "r":
            self._in_run = self._hidden = False
        elif tag == "p" and self._open:
            self._finish(self._open.pop())
        elif tag in ("footnote", "endnote"):
            self.notes[self._note] = tuple(replace(each, role="footnote") for each in self.pieces[self._since :])

    def data(self, data: str) -> None:
        if self._in_text and self._open and not self._skipped and not self._hidden:
            self._open[-1].put(data, "emphasis" if self._bold else "")

    def _broken(self, now: _Paragraph, kind: str) -> None:
        """A break of the line ends a paragraph, but for a heading."""
        if now.style.level or kind == "column":
            now.put(" ")
        else:
            self._finish(now)
            now.text, now.length, now.marks, now.notes = [], 0, [], []

    def _finish(self, done: _Paragraph) -> None:
        text = "".join(done.text).replace("\n", " ")
        if text.strip() and not done.style.contents:
            level = done.style.level
            if done.style.title and not self.title:
                self.title = text.strip()
            marks = [mark for mark in done.marks if not (level and mark.kind == "emphasis")]
            self.pieces.append(Piece(text, "heading" if level else "text", level, ordered(marks, len(text))))
        self.pieces += done.notes
