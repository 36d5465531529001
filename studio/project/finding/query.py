# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sought, and the pattern made of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from studio.core.errors import InvalidArgument

if TYPE_CHECKING:
    # Takes 20 ms to import, so it is when something is sought.
    from regex import Pattern

MOST_CHARACTERS = 1000
_MOST_REPEATS = 100_000
# Letters of words, but for scripts that put no blanks between words: there a word ends anywhere.
_LETTER = r"[^\W\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
_EDGE = rf"(?:(?<!{_LETTER})|(?!{_LETTER}))"
_BLANKS = "[ \u00a0\u202f]"


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought.

    Attributes:
        text: The text, or the expression.
        case: Whether large and small letters differ; if not, they are compared by Unicode's full case folding, in
            which "STRASSE" is "straße".
        words: Whether what is found begins and ends where words do.
        expression: Whether *text* is a regular expression.
    """

    text: str = ""
    case: bool = False
    words: bool = False
    expression: bool = False


class BadExpression(InvalidArgument):
    """What is sought is no regular expression; `permitted` says why."""

    def __init__(self, why: str) -> None:
        super().__init__("expression", why)


def pattern_of(query: Query) -> Pattern[str]:
    """The pattern of *query*, whose text is not empty.

    Raises:
        BadExpression: it is no regular expression, or one that would take too much memory.
    """
    import regex

    flags = regex.V0 | (0 if query.case else regex.IGNORECASE | regex.FULLCASE)
    if len(query.text) > MOST_CHARACTERS:
        raise BadExpression(f"at most {MOST_CHARACTERS} characters long")
    written = query.text if query.expression else _literal(query.text)
    if query.expression:
        _check_repeats(written)
        # By itself first, so that a fault is told by its place in what was written.
        _compiled(written, flags)
    return _compiled(f"{_EDGE}(?:{written}){_EDGE}" if query.words else written, flags)


def _compiled(written: str, flags: int) -> Pattern[str]:
    import regex

    try:
        made: Pattern[str] = regex.compile(written, flags, cache_pattern=False)
    except regex.error as error:
        raise BadExpression(_why(error)) from None
    except (RecursionError, OverflowError, KeyError, ValueError):
        raise BadExpression("simpler: it is nested too deeply, or holds a number too large") from None
    return made


def _why(error: Any) -> str:
    place = f" at character {error.pos + 1}" if isinstance(error.pos, int) else ""
    return f"complete: {error.msg}{place}"


def _check_repeats(written: str) -> None:
    """Refuse repeats of repeats that would be written out to more than the memory holds."""
    import regex

    counts = (
        int(match[2] or match[1] or 1)
        for match in regex.finditer(r"(?<!\\)\{(\d{0,9}),?(\d{0,9})\}", written)
        if match[1] or match[2]
    )
    if prod(max(count, 1) for count in counts) > _MOST_REPEATS:
        raise BadExpression(f"simpler: its repeats multiply to more than {_MOST_REPEATS:,}".replace(",", "\u202f"))


def _literal(text: str) -> str:
    """An expression for *text*, however its letters with signs are composed, and whichever its blanks are."""
    import regex

    written = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        if letter == " ":
            written.append(_BLANKS)
        elif parts != letter:
            written.append(f"(?:{regex.escape(letter)}|{regex.escape(parts)})")
        else:
            written.append(regex.escape(letter, special_only=True))
    return "".join(written)
