# SPDX-License-Identifier: Apache-2.0
"""Marks as tags and tags as marks: the text with tags that a request or a file holds, and the way back.

The page resources/docs/markup.md describes the tags.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from studio.core.emotions import emotions_named
from studio.core.marks import MARK_KINDS, Mark, Marks, kind_of, ordered, put
from studio.core.markup import MOST_NESTED, MOST_TAGS, TOLD, pause_of, ratio_of, told_by
from studio.core.tags import Tag, escapes, tags

_TEXTS_KEPT = 4096
_WRITE: Mapping[str, Callable[[str], tuple[str, str]]] = {
    "pause": lambda value: (f'<break time="{value}s"/>', ""),
    "ipa": lambda value: (f'<phoneme alphabet="ipa" ph={_quoted(value)}>', "</phoneme>"),
    "respelling": lambda value: (f"<sub alias={_quoted(value)}>", "</sub>"),
    "spell": lambda _value: ("<spell>", "</spell>"),
    "speed": lambda value: (f'<speed ratio="{value}">', "</speed>"),
    "volume": lambda value: (f'<volume ratio="{value}">', "</volume>"),
    "emotion": lambda value: (f'<emotion value="{value}">', "</emotion>"),
    "unknown": lambda value: (value, ""),
}
"""Opening and closing tag of each kind that has one."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text with tags, made of a text and its marks."""

    text: str
    _marked: tuple[int, ...] = (0,)
    _tagged: tuple[int, ...] = (0,)

    def place(self, position: int) -> int:
        """Position in the marked text of the character at *position* of `text`; of a tag's, that of the tag."""
        at = bisect_right(self._tagged, position) - 1
        place = self._marked[at] + position - self._tagged[at]
        return min(place, self._marked[at + 1]) if at + 1 < len(self._marked) else place


@lru_cache(maxsize=_TEXTS_KEPT)
def with_tags(text: str, marks: Marks = (), *, to_file: bool = False) -> Tagged:
    """*text* with the tags that say what its *marks* say. The last results are cached.

    Args:
        to_file: Whether marks that have no effect are written too, as far as there is a tag for them.
    """
    changes = list(_changes(text, marks, to_file))
    if not changes:
        return Tagged(text)
    parts: list[str] = []
    marked, tagged = [0], [0]
    length = done = 0
    for start, end, new in (*changes, (len(text), len(text), "")):
        length += start - done
        parts += [text[done:start], new]
        marked += [start, end]
        tagged += [length, length + len(new)]
        length += len(new)
        done = end
    return Tagged("".join(parts), tuple(marked), tuple(tagged))


def _changes(text: str, marks: Marks, to_file: bool) -> Iterator[tuple[int, int, str]]:
    """What replaces which part of *text*: tags and escapes, in order."""
    done = 0
    for at, tag in _placed_tags(marks, to_file):
        yield from _escapes(text, done, at, bool(tag))
        yield at, at, tag
        done = at
    yield from _escapes(text, done, len(text), False)


def _escapes(text: str, start: int, end: int, before_tag: bool) -> Iterator[tuple[int, int, str]]:
    if start == end:
        return
    piece = text[start:end]
    places = dict(escapes(piece))
    if before_tag:
        # With a tag behind it a "<" would begin another one.
        places |= dict.fromkeys(range(len(piece.rstrip("<")), len(piece)), "&lt;")
    for at in sorted(places):
        yield start + at, start + at + 1, places[at]


def _placed_tags(marks: Marks, to_file: bool) -> Iterator[tuple[int, str]]:
    """Tags with their places, in order: at one place those that end a span, then points, then those that begin one."""
    placed: list[tuple[int, int, int, str]] = []
    for number, mark in enumerate(marks):
        kind = MARK_KINDS.get(mark.kind)
        if kind is None or mark.kind not in _WRITE or not (kind.becomes == "tag" or (to_file and kind.tag)):
            continue
        if mark.kind == "unknown" and not to_file and not _stays_unknown(mark.value):
            continue
        opening, closing = _WRITE[mark.kind](mark.value)
        if kind.point:
            placed.append((mark.start, 1, number, opening))
        else:
            placed += [(mark.start, 2, number, opening), (mark.end, 0, -number, closing)]
    for at, _, _, tag in sorted(placed):
        yield at, tag


def _stays_unknown(tag: str) -> bool:
    """Whether *tag* has no effect wherever it stands: a closing one would end what is around it."""
    return tag.endswith(">") and not tag.startswith("</")


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a text that had tags: its text without them, and its marks.

    Attributes:
        holding: Of its marks those that hold to the end of whatever the line becomes a part of.
        closings: Tags that end something begun before the line: kind, place, and the tag.
    """

    text: str
    marks: Marks = ()
    holding: tuple[Mark, ...] = ()
    closings: tuple[tuple[str, int, str], ...] = ()


def read_tags(text: str) -> tuple[MarkedLine, ...]:
    """The lines of *text*, which "\\n" divides, with their tags read as marks.

    A pair of tags over several lines is a mark in each of them. An opening tag without its end, and one that stands
    alone ("<speed ratio='1.2'/>"), hold to the end of their line. A tag that is unknown or wrong is a mark without
    effect, which keeps it.
    """
    if "<" not in text and "&" not in text:
        return tuple(MarkedLine(line) for line in text.split("\n"))
    return _Reader(text).lines()


@dataclass(slots=True)
class _Opened:
    """A value set by an opening tag, whether its end comes, and what holds within it now: another value where a tag
    that stands alone set one."""

    value: str = ""
    ends: bool = True
    now: str = ""


@dataclass(slots=True)
class _Held:
    """The values of one kind: those of open pairs, below them that of the text; the value that holds now; where it
    began."""

    opened: list[_Opened] = field(default_factory=lambda: [_Opened()])
    value: str = ""
    since: int = 0


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tags = [tag for tag, _ in zip(tags(text), range(MOST_TAGS), strict=False)]
        self._paired = _pairs(text, self._tags)
        self._done: list[MarkedLine] = []
        self._held = {kind: _Held() for kind in ("speed", "volume", "emotion", "spell")}
        self._told: dict[str, list[tuple[int, str]]] = {name: [] for name in TOLD}
        self._begin_line()

    def lines(self) -> tuple[MarkedLine, ...]:
        done = 0
        for number, tag in enumerate(self._tags):
            self._add(self._text[done : tag.start])
            done = tag.end
            if tag.literal:
                self._add(tag.literal)
            elif not self._read(number, tag):
                self._skip(tag)
        self._add(self._text[done:])
        self._end_line()
        return tuple(self._done)

    def _begin_line(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._spans: list[Mark] = []
        self._points: list[Mark] = []
        self._closings: list[tuple[str, int, str]] = []

    def _add(self, text: str) -> None:
        first, *others = text.split("\n")
        self._parts.append(first)
        self._at += len(first)
        for line in others:
            self._end_line()
            self._begin_line()
            self._parts.append(line)
            self._at = len(line)

    def _end_line(self) -> None:
        text = "".join(self._parts)
        holding: list[Mark] = []
        for kind, held in self._held.items():
            if held.value != held.opened[-1].value or not held.opened[-1].ends:
                holding.append(Mark(kind, held.since, self._at, held.value))
            self._set(kind, held.value)
            # What has no end of its own ends with the line.
            held.opened = [_Opened(each.value, True, each.value) for each in held.opened if each.ends]
            held.value, held.since = held.opened[-1].value, 0
        marks: Marks = ()
        for mark in sorted(self._spans, key=lambda mark: mark.start):
            marks = put(marks, mark, len(text))
        reaching = tuple(_mark_of(mark) for mark in holding if _says(mark))
        self._done.append(
            MarkedLine(text, ordered((*marks, *self._points), len(text)), reaching, tuple(self._closings))
        )

    def _skip(self, tag: Tag) -> None:
        if tag.name == "break" and not tag.closing and "".join(self._parts)[-1:].strip():
            # A wrong break separates words as well.
            self._add(" " if self._text[tag.end : tag.end + 1].strip() else "")
        self._points.append(Mark("unknown", self._at, self._at, tag.text))

    def _read(self, number: int, tag: Tag) -> bool:
        """Read a tag; whether it is known and valid here."""
        if tag.sounds is not None:
            return self._sounds(tag.sounds.replace("|", ""))
        if tag.name == "break":
            return self._break(tag)
        if tag.name in TOLD:
            return self._tell(number, tag)
        if tag.name in self._held:
            return self._control(number, tag)
        return False

    def _sounds(self, said: str) -> bool:
        if said:
            self._spans.append(Mark("ipa", self._at, self._at + len(said), said))
            self._add(said)
        return bool(said)

    def _break(self, tag: Tag) -> bool:
        if tag.closing:
            return not tag.attributes
        pause_s = pause_of(tag)
        if pause_s is not None:
            self._points.append(Mark("pause", self._at, self._at, _decimal(pause_s)))
        return pause_s is not None

    def _tell(self, number: int, tag: Tag) -> bool:
        if number not in self._paired:
            return False
        if not tag.closing:
            self._told[tag.name].append((self._at, told_by(tag)))
            return True
        start, said = self._told[tag.name].pop()
        if self._at > start:
            # A pair around others says all of its text.
            self._spans = [mark for mark in self._spans if mark.start < start or kind_of(mark).group != "saying"]
            self._spans.append(Mark(TOLD[tag.name], start, self._at, said))
        return True

    def _control(self, number: int, tag: Tag) -> bool:
        held = self._held[tag.name]
        if tag.closing:
            if len(held.opened) == 1:
                if not self._done:
                    self._closings.append((tag.name, self._at, tag.text))
                    return True
                return False
            held.opened.pop()
            self._set(tag.name, held.opened[-1].now)
            return True
        value = _value_of(tag)
        if value is None or len(held.opened) > MOST_NESTED:
            return False
        if tag.alone:
            held.opened[-1].now = value
        else:
            held.opened.append(_Opened(value, number in self._paired, value))
        self._set(tag.name, value)
        return True

    def _set(self, kind: str, value: str) -> None:
        """Let *value* hold from here on."""
        held = self._held[kind]
        span = Mark(kind, held.since, self._at, held.value)
        if _says(span) and span.end > span.start:
            self._spans.append(_mark_of(span))
        held.value, held.since = value, self._at


def _quoted(value: str) -> str:
    return f"'{value}'" if '"' in value else f'"{value}"'


def _decimal(value: float) -> str:
    """*value* in decimal, without an exponent, to a millionth."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _mark_of(held: Mark) -> Mark:
    """The mark of a value that held."""
    return replace(held, value="") if held.kind == "spell" else held


def _says(mark: Mark) -> bool:
    """Whether a value says something: no factor of 1, and no value of the request's own."""
    return mark.value not in ("", "1")


def _value_of(tag: Tag) -> str | None:
    """The value of an opening tag as a mark has it; None if it is wrong."""
    if tag.name == "spell":
        return None if tag.alone else "spelled"
    if tag.name == "emotion":
        value = tag.attributes.get("value", "").strip().lower()
        return value if emotions_named(value) is not None else None
    ratio = ratio_of(tag)
    return None if ratio is None else _decimal(ratio)


def _pairs(text: str, found: list[Tag]) -> frozenset[int]:
    """Numbers of the tags that open a pair that ends, and that end it. A pair of TOLD is within one line."""
    opened: dict[str, list[int]] = {}
    paired: set[int] = set()
    for number, tag in enumerate(found):
        waiting = opened.setdefault(tag.name, [])
        if tag.closing and waiting:
            first = waiting.pop()
            if tag.name not in TOLD or "\n" not in text[found[first].end : tag.start]:
                paired |= {first, number}
        elif not tag.closing and not tag.alone and _opens(tag):
            waiting.append(number)
    return frozenset(paired)


def _opens(tag: Tag) -> bool:
    if tag.name in TOLD:
        return bool(told_by(tag))
    return tag.name in ("speed", "volume", "emotion", "spell") and _value_of(tag) is not None
