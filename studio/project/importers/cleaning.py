# SPDX-License-Identifier: GPL-3.0-or-later
"""Cleaning of what was read: a table of switches, each of which takes one kind of thing out that nobody reads aloud."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from studio.core.marks import Mark, ordered
from studio.project.importers.book import NOTE_REF, Piece, Source, words_in

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile(f"[{''.join(_LIGATURES)}]")
_SOFT = re.compile("\u00ad\n?")
_LINE_END = re.compile("(\\w+)[-\u2010\u00ad]\n(\\w+)")
_WORDS = re.compile(r"\w+(?:-\w+)*")
_NUMBERED = re.compile(r"(?:(\d{1,4})\W{0,5}|(.{0,80}?)\W{0,5}(\d{1,4})|(\d{1,4})\W{0,5}(.{0,80}))", re.DOTALL)
_LONGEST_HEAD = 80
_HEADS = 3
_MOST_ON_A_PAGE = 700
_CHAPTER = re.compile(
    r"(?:chap|kapit|teil|part|cap[ií]t|book|buch|livre|libro|act|akt|scen|szene|section|letter|day)", re.I
)
_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Switch:
    """Something that can be cleaned.

    Attributes:
        name: Its name on the command line.
        title: Its name in the window.
        about: What it does, in a few words.
        clean: Does it.
    """

    name: str
    title: str
    about: str
    clean: Callable[[Sequence[Piece], Source], Iterable[Piece]]


def cleaned(source: Source, switches: Collection[str]) -> tuple[Piece, ...]:
    """The pieces of *source*, cleaned by the named switches; what is left is without line breaks and blanks at its
    ends."""
    pieces: Iterable[Piece] = source.pieces
    for switch in SWITCHES:
        if switch.name in switches:
            pieces = tuple(switch.clean(tuple(pieces), source))
    done = (_on_one_line(piece) for piece in pieces)
    return tuple(piece for piece in done if piece.text or piece.kind == "break")


def _without_footnotes(pieces: Sequence[Piece], _source: Source) -> Iterable[Piece]:
    for piece in pieces:
        if piece.role == "footnote":
            continue
        signs = [(mark.start, mark.end, "") for mark in piece.marks if mark.kind == NOTE_REF]
        yield replaced(piece, signs) if signs else piece


def _without_page_heads(pieces: Sequence[Piece], source: Source) -> Iterable[Piece]:
    heads = _page_heads(pieces, source)
    kept: list[Piece] = []
    broken = False
    for number, piece in enumerate(pieces):
        if number in heads:
            broken = True
            continue
        last = kept[-1] if kept else None
        goes_on = broken and last is not None and last.kind == piece.kind == "text" and piece.text[:1].islower()
        if goes_on and last is not None and not _ENDED.search(last.text):
            # The page ended within a paragraph.
            at = len(last.text) + 1
            marks = (*last.marks, *(mark.shifted(at) for mark in piece.marks))
            text = f"{last.text}\n{piece.text}"
            kept[-1] = replace(last, text=text, marks=ordered(marks, len(text)))
        else:
            kept.append(piece)
        broken = False
    return kept


def _page_heads(pieces: Sequence[Piece], source: Source) -> frozenset[int]:
    """Places of the lines at the top or foot of pages: a title that stands there with rising numbers, or the book's
    title or author over and over."""
    known = {each.casefold() for each in (source.title, source.author) if each}
    known.update(piece.text.casefold() for piece in pieces if piece.kind == "heading")
    numbered: dict[str, list[tuple[int, int]]] = {}
    repeated: dict[str, list[int]] = {}
    for place, piece in enumerate(pieces):
        if piece.kind != "text" or piece.role or len(piece.text) > _LONGEST_HEAD or piece.cue_s is not None:
            continue
        text = piece.text.strip()
        if text.casefold() in known:
            repeated.setdefault(text.casefold(), []).append(place)
        elif found := _NUMBERED.fullmatch(text):
            title = (found[2] or found[5] or "").casefold()
            numbered.setdefault(title, []).append((int(found[1] or found[3] or found[4]), place))
    heads = {place for place, piece in enumerate(pieces) if piece.role == "page head"}
    for title, rows in numbered.items():
        numbers, where = zip(*rows, strict=True)
        rises = all(one < other for one, other in itertools.pairwise(numbers))
        # Numbers of chapters rise too, but stand farther apart.
        if len(rows) >= _HEADS and rises and not _CHAPTER.match(title):
            between = sum(words_in(piece.text) for piece in pieces[where[0] : where[-1]])
            if between <= _MOST_ON_A_PAGE * (len(rows) - 1):
                heads.update(where)
    for places in repeated.values():
        if len(places) >= _HEADS:
            heads.update(places)
    return frozenset(heads)


def _with_whole_words(pieces: Sequence[Piece], _source: Source) -> Iterable[Piece]:
    if not any("\n" in piece.text for piece in pieces):
        return pieces
    known: Counter[str] = Counter()
    for piece in pieces:
        known.update(word.casefold() for word in _WORDS.findall(piece.text))

    def whole(found: re.Match[str]) -> str:
        before, after = found[1], found[2]
        joined = f"{before}{after}"
        # "well-known" at the end of a line keeps its hyphen where the text writes it so elsewhere.
        hyphened = f"{before}-{after}"
        if known[hyphened.casefold()] > known[joined.casefold()] or not after[0].islower():
            return hyphened
        return joined

    return [_substituted(piece, _LINE_END, whole) if "\n" in piece.text else piece for piece in pieces]


def _without_soft_hyphens(pieces: Sequence[Piece], _source: Source) -> Iterable[Piece]:
    return [_substituted(piece, _SOFT, lambda _found: "") if "\u00ad" in piece.text else piece for piece in pieces]


def _without_ligatures(pieces: Sequence[Piece], _source: Source) -> Iterable[Piece]:
    return [_substituted(piece, _LIGATURE, lambda found: _LIGATURES[found[0]]) for piece in pieces]


SWITCHES = (
    Switch("footnotes", "Footnotes", "Leaves out notes and their numbers in the text", _without_footnotes),
    Switch("page-heads", "Page heads", "Leaves out page numbers and titles that repeat", _without_page_heads),
    Switch(
        "line-ends", "Hyphens at line ends", "Joins words that were divided at the end of a line", _with_whole_words
    ),
    Switch("soft-hyphens", "Soft hyphens", "Takes out hyphens that nobody sees", _without_soft_hyphens),
    Switch("ligatures", "Ligatures", "Writes letters that were set as one, such as ﬁ, as two", _without_ligatures),
)
"""In the order in which they are applied."""
ALL_SWITCHES = frozenset(switch.name for switch in SWITCHES)


def _substituted(piece: Piece, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> Piece:
    edits = [(found.start(), found.end(), by(found)) for found in pattern.finditer(piece.text)]
    return replaced(piece, edits) if edits else piece


def replaced(piece: Piece, edits: Sequence[tuple[int, int, str]]) -> Piece:
    """*piece* with texts from start to end, in order, replaced; marks move with their text."""
    parts: list[str] = []
    at = 0
    for start, end, text in edits:
        parts += (piece.text[at:start], text)
        at = end
    text = "".join((*parts, piece.text[at:]))

    def moved(place: int) -> int:
        shift = 0
        for start, end, new in edits:
            if place <= start:
                break
            shift += min(len(new), place - start) - (min(end, place) - start)
        return place + shift

    marks = (Mark(mark.kind, moved(mark.start), moved(mark.end), mark.value) for mark in piece.marks)
    return replace(piece, text=text, marks=ordered(marks, len(text)))


def _on_one_line(piece: Piece) -> Piece:
    text = piece.text
    if "\n" in text:
        text = text.replace("\n", " ")
    lead = len(text) - len(text.lstrip())
    whole = text.strip()
    marks = tuple(mark for mark in piece.marks if mark.kind != NOTE_REF)
    if lead or marks != piece.marks:
        marks = ordered((mark.shifted(-lead) for mark in marks), len(whole))
    return piece if (whole, marks) == (piece.text, piece.marks) else replace(piece, text=whole, marks=marks)
