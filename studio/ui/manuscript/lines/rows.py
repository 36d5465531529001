# SPDX-License-Identifier: GPL-3.0-or-later
"""Paragraphs as the editor shows them, and where a character of the text is in Qt's document.

The document holds a paragraph's text with U+FFFC for each chip, and counts UTF-16 units; the text has no chips, and
counts code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from studio.core.marks import Marks
from studio.core.project import Paragraph
from studio.ui.manuscript.lines.chips import BEHIND, Chip, chips_of
from studio.ui.manuscript.lines.sums import Sums

CHIP = "\ufffc"


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as it is shown.

    Attributes:
        text: Its text.
        shown: Its text as the document holds it, with CHIP for each chip.
        chips: Its chips, in their order.
        at: Where each of them is in *shown*.
        marks: Its marks.
        kind, level: See `Paragraph`.
        dim: Whether it is no part of the reading.
        source: The paragraph that it shows; None while the text is ahead of the project.
        id: The paragraph's id; "" for one that the project does not have yet.
        width: UTF-16 units of *shown*.
    """

    text: str
    shown: str
    chips: tuple[Chip, ...] = ()
    at: tuple[int, ...] = ()
    marks: Marks = ()
    kind: str = "text"
    level: int = 0
    dim: bool = False
    source: Paragraph | None = field(default=None, compare=False)
    id: str = field(default="", compare=False)
    width: int = field(default=0, compare=False)

    @property
    def heading(self) -> bool:
        return self.kind == "heading"

    @property
    def narrow(self) -> bool:
        """Whether each of its letters is one UTF-16 unit."""
        return self.width == len(self.shown)

    def units(self, place: int) -> int:
        """UTF-16 units of shown[:place]."""
        return place if self.narrow else utf16_units(self.shown[:place])

    def place(self, units: int) -> int:
        """The place in *shown* behind that many UTF-16 units."""
        if self.narrow:
            return units
        return len(self.shown.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "surrogatepass"))

    def to_shown(self, index: int, before_chips: bool = False) -> int:
        """The place in *shown* of the text's character *index*: behind the chips there, or before them."""
        return index + sum(chip.place < index or (chip.place == index and not before_chips) for chip in self.chips)

    def to_text(self, place: int) -> int:
        """The text's character at that place of *shown*."""
        return place - sum(at < place for at in self.at)

    def chip_at(self, place: int) -> Chip | None:
        """The chip at that place of *shown*."""
        return self.chips[self.at.index(place)] if place in self.at else None

    def points_before(self, place: int) -> int:
        """Number of points at the text's place of shown[place] that are before it."""
        index = self.to_text(place)
        return sum(
            chip.point and chip.place == index and at < place for chip, at in zip(self.chips, self.at, strict=True)
        )

    def behind_a_begin(self, place: int) -> bool:
        """Whether the place of *shown* is behind the chip of a span that begins at the text's place there."""
        index = self.to_text(place)
        return any(
            not chip.point and chip.mark.kind not in BEHIND and chip.place == index and at < place
            for chip, at in zip(self.chips, self.at, strict=True)
        )


def row_of(paragraph: Paragraph) -> Row:
    """The row that shows *paragraph*."""
    chips = chips_of(paragraph.marks)
    text = paragraph.text
    parts, done = [], 0
    for chip in chips:
        parts += [text[done : chip.place], CHIP]
        done = chip.place
    at = tuple(chip.place + number for number, chip in enumerate(chips))
    dim = paragraph.left_out or paragraph.kind == "note"
    shown = "".join([*parts, text[done:]]) if chips else text
    return Row(
        text,
        shown,
        chips,
        at,
        paragraph.marks,
        paragraph.kind,
        paragraph.level,
        dim,
        paragraph,
        paragraph.id,
        utf16_units(shown),
    )


def shows_alike(row: Row, paragraph: Paragraph) -> bool:
    """Whether the row of *paragraph* is *row* but for its source, which is another value of the same paragraph. False
    where that takes more than a glance."""
    source = row.source
    return (
        source is not None
        and source.text is paragraph.text
        and source.marks is paragraph.marks
        and (source.id, source.kind, source.level, source.left_out)
        == (paragraph.id, paragraph.kind, paragraph.level, paragraph.left_out)
    )


def typed_row(shown: str, chips: Iterable[tuple[int, Chip]], like: Row) -> Row:
    """A row of *like*'s kind in which *chips* are at those places of *shown*, until the project tells its marks."""
    placed = tuple(chips)
    at = tuple(place for place, _ in placed)
    moved = tuple(Chip(chip.mark, chip.number, place - number) for number, (place, chip) in enumerate(placed))
    taken = set(at)
    text = "".join(letter for place, letter in enumerate(shown) if place not in taken) if taken else shown
    return Row(text, shown, moved, at, (), like.kind, like.level, like.dim, id=like.id, width=utf16_units(shown))


class Rows:
    """All rows, one or more, with the places of their text."""

    def __init__(self) -> None:
        self._rows = [Row("", "")]
        # Each with the line break behind it.
        self._text, self._document = Sums(), Sums()
        self._measure(0, 0, self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Row:
        return self._rows[row]

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(row.text for row in self._rows)

    @property
    def length(self) -> int:
        """Length of the text."""
        return int(self._text.total()) - 1

    def between(self, first: int, end: int) -> Sequence[Row]:
        """The rows from *first* to before *end*."""
        return self._rows[first:end]

    def replace(self, first: int, removed: int, rows: Sequence[Row]) -> None:
        """Put *rows* in the place of *removed* rows from *first* on."""
        self._rows[first : first + removed] = rows
        self._measure(first, removed, rows)

    def adopt(self, row: int, new: Row) -> None:
        """Replace a row by one that shows the same text."""
        self._rows[row] = new
        self._text.put(row, len(new.text) + 1)

    def put_source(self, row: int, paragraph: Paragraph) -> None:
        """Note that a row shows *paragraph*, see `shows_alike`."""
        self._rows[row] = replace(self._rows[row], source=paragraph)

    def slice(self, start: int, end: int) -> str:
        """text[start:end]."""
        first, last = self.row_at(start), self.row_at(end)
        text = "\n".join(row.text for row in self._rows[first : last + 1])
        begin = self.start(first)
        return text[start - begin : end - begin]

    def start(self, row: int) -> int:
        """Where the row's text begins."""
        return int(self._text.before(row))

    def document_start(self, row: int) -> int:
        """Where the row begins in the document."""
        return int(self._document.before(row))

    def row_at(self, index: int) -> int:
        """The row that holds the text's character *index*, or ends there."""
        return self._text.row_at(index)

    def in_document(self, position: int) -> tuple[int, int]:
        """The row at a *position* in the document, and the place in what it shows."""
        row = self._document.row_at(position)
        shown = self._rows[row]
        return row, shown.place(min(position - self.document_start(row), shown.width))

    def to_document(self, index: int, before_chips: bool = False) -> int:
        """The position in the document of the text's character *index*: behind the chips there, or before them."""
        row = self.row_at(index)
        shown = self._rows[row]
        place = shown.to_shown(min(index - self.start(row), len(shown.text)), before_chips)
        return self.document_start(row) + shown.units(place)

    def to_text(self, position: int) -> int:
        """The text's character at a *position* in the document."""
        row, place = self.in_document(position)
        return self.start(row) + self._rows[row].to_text(place)

    def _measure(self, first: int, removed: int, rows: Sequence[Row]) -> None:
        self._text.replace(first, removed, [len(row.text) + 1 for row in rows])
        self._document.replace(first, removed, [row.width + 1 for row in rows])


def utf16_units(text: str) -> int:
    """Number of UTF-16 units of *text*, as Qt counts."""
    # Where all is ASCII, as most is, that is known at once.
    return (
        len(text) if text.isascii() or max(text) < "\U00010000" else len(text.encode("utf-16-le", "surrogatepass")) // 2
    )
