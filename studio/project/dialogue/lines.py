# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines of which a name before them says who speaks: "NAME: text", "[NAME] text", and screenplays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.project.dialogue.names import key_of

_LETTERS = r"[^\W\d_]"
_NAME = rf"{_LETTERS}[\w.'’-]*(?:\s[\w.'’&-]+){{0,3}}"
_COLON = re.compile(rf"^\s*(?P<name>{_NAME})\s?(?:\([^)]{{1,40}}\))?\s?[:：]\s+(?=\S)")
_BRACKETS = re.compile(rf"^\s*\[(?P<name>{_NAME})\]\s*:?\s*(?=\S)")
_CUE = re.compile(r"^\s*(?P<name>[^\W\d_][^()\[\]:]{0,38}?)\s*(?:\((?:[^)]{1,30})\)\s*)*$")
_DIRECTION = re.compile(r"^\s*\([^)]*\)\s*$")
_SCENE = re.compile(r"^\s*(?:INT|EXT|EST|I/E)\b[./ ]|^\s*(?:FADE|CUT|DISSOLVE|SMASH|MATCH|THE END|ACT|SCENE|TITLE)\b")
_NO_NAMES = frozenset(
    [
        "note",
        "notes",
        "warning",
        "chapter",
        "example",
        "act",
        "scene",
        "time",
        "date",
        "subject",
        "from",
        "to",
        "re",
        "cc",
        "bcc",
        "ps",
        "p.s",
        "address",
        "phone",
        "tel",
        "e-mail",
        "email",
        "ingredients",
        "method",
        "step",
        "source",
        "summary",
        "question",
        "answer",
        "http",
        "https",
        "file",
        "title",
        "author",
        "isbn",
        "warning",
        "tip",
        "important",
        "caution",
        "figure",
        "table",
        "kapitel",
        "hinweis",
        "achtung",
        "chapitre",
        "remarque",
        "nota",
        "capítulo",
    ]
)
_MOST_WORDS_SMALL = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph that a name before it gives to a speaker.

    Attributes:
        row: Its number.
        name: The name as written.
        prefix: Number of characters before what is said.
        cue: Number of the paragraph that holds the name alone, or which says how it is said; -1 for none.
        directions: Numbers of the paragraphs between, which say how it is said.
    """

    row: int
    name: str
    prefix: int = 0
    cue: int = -1
    directions: tuple[int, ...] = ()


def lines_of(texts: Sequence[str]) -> tuple[Line, ...]:
    """The lines of *texts*, which are paragraphs in order, that a name gives to a speaker."""
    named = [*_prefixed(texts, _COLON), *_prefixed(texts, _BRACKETS)]
    if not named:
        named = list(_screenplay(texts))
    counts = Counter(key_of(line.name) for line in named)
    loud = sum(count for name, count in Counter(line.name for line in named).items() if name.isupper())
    # A single "Note: ..." in prose is no cast.
    if len(named) < 2 or (max(counts.values()) < 2 and loud < 2):
        return ()
    return tuple(sorted(named, key=lambda line: line.row))


def named_line(text: str) -> str | None:
    """The name before *text*; None if it has none."""
    for pattern in (_COLON, _BRACKETS):
        match = pattern.match(text[:120])
        if match is not None and _is_name(match["name"]):
            return match["name"]
    return None


def _prefixed(texts: Sequence[str], pattern: re.Pattern[str]) -> Iterator[Line]:
    for row, text in enumerate(texts):
        match = pattern.match(text[:120])
        if match is not None and _is_name(match["name"]):
            yield Line(row, match["name"], match.end())


def _is_name(name: str) -> bool:
    words = name.split()
    small = sum(not word[0].isupper() and not word[0].isdigit() for word in words)
    caseless = name.upper() == name.lower()
    return caseless or (words[0][0].isupper() and small <= _MOST_WORDS_SMALL and words[0].lower() not in _NO_NAMES)


def _screenplay(texts: Sequence[str]) -> Iterator[Line]:
    row = 0
    while row < len(texts):
        cue = row
        row += 1
        match = _CUE.match(texts[cue])
        if match is None or not _is_cue(match["name"]) or (cue and texts[cue - 1].strip() and _is_action(texts, cue)):
            continue
        directions: list[int] = []
        first = True
        while row < len(texts) and texts[row].strip():
            if _DIRECTION.match(texts[row]):
                directions.append(row)
            elif texts[row].strip().isupper() and first:
                break
            else:
                yield Line(row, match["name"], cue=cue if first else -1, directions=tuple(directions))
                first, directions = False, []
            row += 1


def _is_cue(name: str) -> bool:
    letters = [each for each in name if each.isalpha()]
    ends = name[-1] in ".!?,;-—" and not name.endswith(("JR.", "SR."))
    return len(letters) > 1 and name.isupper() and not ends and not _SCENE.match(name) and len(name.split()) <= 4


def _is_action(texts: Sequence[str], cue: int) -> bool:
    """Whether the paragraph right above a cue is no end of a block: a cue stands behind a blank line, or a scene's
    head."""
    above = texts[cue - 1]
    return not (_SCENE.match(above) or above.isupper())
