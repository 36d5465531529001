# SPDX-License-Identifier: GPL-3.0-or-later
"""Running text out of the lines of a PDF file's pages: paragraphs over lines and pages, headings, and what stands at
the edges of pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from studio.core.marks import Mark
from studio.project.importers.book import NOTE_REF, Piece
from studio.project.importers.pdf_capitals import with_capitals
from studio.project.importers.pdf_headings import by_height, by_outline
from studio.project.importers.pdf_heads import heads
from studio.project.importers.pdf_lines import Block, Entry, Line, Page

_NOTE = 0.92
_LEAST_INDENT, _MOST_INDENT = 0.5, 6.0
_ROOM, _MUCH_ROOM = 0.8, 2.0
_FEW_GAPS = 3
_FEW_LINES = 8
_MOST_ACROSS, _LEAST_BESIDE = 0.15, 0.25
_LEADERS = re.compile(r"(?:[.·…]\s?){4,}\s*[\divxlc]*$", re.IGNORECASE)
_SIGNS = re.compile(r"[\s*·•~#_=+⁂◆❦§—–-]+")
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_LISTED = re.compile(r"[•‣▪◦·–*-]\s|\(?(?:\d{1,3}|[a-z])[.)]\s")
_NOTE_SIGN = re.compile(r"\W{0,2}\d{1,3}\b|[*†‡§]")
_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»」』）)\]]*\s*$")


def pieces_of(
    pages: Sequence[Page], outline: Sequence[Entry] = (), step: Callable[[], object] = lambda: None
) -> tuple[Piece, ...]:
    """The running text. What repeats at the edges of pages has the role "page head"; it stands, as notes do, after the
    paragraph that goes on over the page.

    Args:
        step: Called often; what it raises ends the work.
    """
    body = _body_height(pages)
    blocks = list(_blocks(pages, body, step))
    levels = by_outline(blocks, outline, step) if len(outline) > 1 else by_height(blocks, body)
    pieces: list[Piece] = []
    for number, block in enumerate(blocks):
        before = levels.before.get(number, ())
        pieces += (Piece(entry.title, "heading", entry.level + 1) for entry in before)
        if number in levels.of:
            title = levels.titles.get(number) or " ".join(block.text.split("\n"))
            pieces.append(Piece(title, "heading", levels.of[number]))
        elif number not in levels.within:
            pieces.append(_piece(block))
    return tuple(pieces)


def _is_break(text: str) -> bool:
    """Whether it is a line of signs, which divides scenes."""
    return _SIGNS.fullmatch(text) is not None


def _piece(block: Block) -> Piece:
    if _is_break(block.text):
        return Piece("", "break")
    said = ""
    marks: list[Mark] = []
    for line in block.lines:
        text = line.text.rstrip()
        lead = len(text) - len(text.lstrip())
        if said and not (_UNSPACED.match(said[-1]) and _UNSPACED.match(text[lead:])):
            said += "\n"
        marks += (Mark(NOTE_REF, len(said) + sign - lead, len(said) + sign - lead + 1) for sign in line.signs)
        said += text[lead:]
    return Piece(said, marks=tuple(marks), role=block.role)


def _body_height(pages: Sequence[Page]) -> float:
    """The height of the letters of most of the text."""
    count: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            count[round(line.height * 2) / 2] += len(line.text)
    return count.most_common(1)[0][0] if count else 0.0


@dataclass(frozen=True, slots=True)
class _Measure:
    """How a column is set: its margins."""

    left: float
    right: float


def _blocks(pages: Sequence[Page], body: float, step: Callable[[], object]) -> Iterator[Block]:
    """The paragraphs in their order."""
    at_edges = heads(pages, body)
    now: Block | None = None
    aside: list[Block] = []
    for number, page in enumerate(pages):
        step()
        kept = [line for at, line in enumerate(page.lines) if at not in at_edges[number] and line.text.strip()]
        kept = _joined(with_capitals(kept, body))
        pitch, gutter = _pitch(kept, body), _gutter(kept)
        sides = [_side(line, gutter) for line in kept]
        measures = {
            side: _measure([line for line, each in zip(kept, sides, strict=True) if each == side], body)
            for side in set(sides)
        }
        kept, notes = _without_notes(kept, body)
        if notes:
            aside.append(Block(number, number, notes, "footnote"))
        aside += (Block(number, number, [page.lines[at]], "page head") for at in sorted(at_edges[number]))
        for line in kept:
            if _LEADERS.search(line.text):
                aside.append(Block(number, number, [line], "page head"))
                continue
            if now is not None and _goes_on(now, line, number, pitch, measures[_side(line, gutter)]):
                now.lines.append(line)
                now.end_page = number
                continue
            if now is not None:
                yield now
                yield from (each for each in aside if each.page < number)
                aside = [each for each in aside if each.page >= number]
            now = Block(number, number, [line])
    if now is not None:
        yield now
    yield from aside


def _joined(lines: Sequence[Line]) -> list[Line]:
    """*lines*, of which those that stand beside one another are one."""
    made: list[Line] = []
    for line in lines:
        last = made[-1] if made else None
        beside = last is not None and abs(last.base - line.base) < 0.3 * line.height and line.left >= last.right - 1
        if last is not None and beside and line.left - last.right < 3 * line.height:
            gap = "" if line.left - last.right < 0.1 * line.height else " "
            at = len(last.text) + len(gap)
            signs = (*last.signs, *(at + sign for sign in line.signs))
            made[-1] = Line(f"{last.text}{gap}{line.text}", last.left, line.right, last.base, last.height, signs)
        else:
            made.append(line)
    return made


def _without_notes(lines: list[Line], body: float) -> tuple[list[Line], list[Line]]:
    """*lines* without the small print that begins with a sign at the foot of a page, and that."""
    first = len(lines)
    while first and lines[first - 1].height < _NOTE * body:
        first -= 1
    if 0 < first < len(lines) and _NOTE_SIGN.match(lines[first].text.strip()):
        return lines[:first], lines[first:]
    return lines, []


def _pitch(lines: Sequence[Line], body: float) -> float:
    """The distance of two lines within a paragraph: most paragraphs have more than two of them."""
    gaps = sorted(
        one.base - other.base
        for one, other in itertools.pairwise(lines)
        if abs(one.height - body) < 0.1 * body and 0.5 * body < one.base - other.base < 3 * body
    )
    return gaps[len(gaps) // 4] if len(gaps) > _FEW_GAPS else 1.3 * body


def _measure(lines: Sequence[Line], body: float) -> _Measure:
    own = [line for line in lines if abs(line.height - body) < 0.1 * body] or list(lines)
    # Of dialogue most lines are first ones, and indented; a formula or a note in the margin sticks out.
    return _Measure(
        min(_often((line.left for line in own), 2 if len(own) > _FEW_LINES else 1)),
        max(_often((line.right for line in own), max(2, len(own) // 10))),
    )


def _often(places: Iterable[float], least: int) -> list[float]:
    """Places at which *least* lines begin or end; all of them if there is none."""
    counted = Counter(round(each / 2) * 2.0 for each in places)
    return [place for place, count in counted.items() if count >= least] or list(counted)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the gap of two columns is; None for one column."""
    if not lines:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    best, least = None, len(lines) * _MOST_ACROSS
    for share in range(35, 66):
        x = left + (right - left) * share / 100
        across = sum(line.left < x < line.right for line in lines)
        beside = min(sum(line.right <= x for line in lines), sum(line.left >= x for line in lines))
        if across < least and beside > len(lines) * _LEAST_BESIDE:
            best, least = x, across
    return best


def _side(line: Line, gutter: float | None) -> int:
    """The column of a line: 0 for the whole width, else 1 or 2."""
    if gutter is None or line.left < gutter < line.right:
        return 0
    return 1 if line.right <= gutter else 2


def _goes_on(block: Block, line: Line, page: int, pitch: float, measure: _Measure) -> bool:
    """Whether *line* goes on with the paragraph."""
    first, last, height = block.lines[0], block.lines[-1], line.height
    if abs(last.height - height) > 0.08 * max(last.height, height) or _is_break(last.text) or _is_break(line.text):
        return False
    # Upwards it goes to another column.
    if block.end_page == page and last.base - line.base > max(1.3 * pitch, 1.6 * height):
        return False
    if _LISTED.match(first.text.strip()) and line.left > first.left + 0.3 * height:
        # Below a sign of a list its text goes on.
        return True
    indented = _LEAST_INDENT * height < line.left - measure.left < _MOST_INDENT * height
    ended = _ENDED.search(last.text) is not None
    if indented and (ended or abs(line.left - last.left) > 0.3 * height):
        return False
    # Where its first word had room above, the line was broken on purpose.
    text = line.text.strip()
    letters, word = len(text), 1 if _UNSPACED.match(text) else len(text.split(maxsplit=1)[0]) + 1
    room = measure.right - last.right - word * (line.right - line.left) / letters
    return room < (_ROOM if indented or ended else _MUCH_ROOM) * height
