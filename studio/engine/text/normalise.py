# SPDX-License-Identifier: GPL-3.0-or-later
"""Written words to spoken ones, each written word keeping what is said for it.

The words become a line of plain characters (`tokens`), the line tokens of classes with their spoken words
(`classifier`, `rules`), and each spoken word goes to the written one that it is said for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from studio.core.edges import closing_marks
from studio.core.markup import Saying
from studio.core.timeline import WordSpan
from studio.engine.text import languages, respelling
from studio.engine.text.classes import SemioticClass, Token
from studio.engine.text.classifier import tokens_of
from studio.engine.text.ipa import CLOSING, OPENING
from studio.engine.text.language import Language
from studio.engine.text.neighbours import Sentence
from studio.engine.text.reading import Reading
from studio.engine.text.rules.electronic import emoji_in, spelled
from studio.engine.text.tokens import Line, is_letter, line_of

PAUSES = frozenset([",", "—", "…", ";", ":", ".", "!", "?"])
"""Tokens that stand for a pause inside what one written word says ("yes—no" is said as "yes — no")."""

MAX_PART = 60
_LONGEST_MARKS = 200
_PAUSE_OF = {
    ".": ".", "。": ".", "।": ".", "॥": ".", "۔": ".", "．": ".", "!": "!", "！": "!", "?": "?", "？": "?", "؟": "?",
    ",": ",", "،": ",", "，": ",", "、": ",", ";": ";", "；": ";", "؛": ";", ":": ":", "：": ":", "…": "…",
    "—": "—", "–": "—", "-": "—",
}  # fmt: skip
_STRENGTH = ["", ",", "—", ":", ";", "…", ".", "!", "?"]
_ENTITY = re.compile(r"&#?\w{2,8};")
_KNOWN = "'-.,:/%$€£+&@#°="
_OPENING_BRACKETS = "([{"
_CLOSING_BRACKETS = ")]}"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """What is said for a written word.

    Attributes:
        text: Words, PAUSES and IPA ("⟨həlˈoʊ⟩", see `ipa`) separated by blanks; "" if nothing can be said.
        after: The pause behind it, one of PAUSES or "".
        silent: Rightly without text, since a word beside it says it too, or because it is a mark of markup.
    """

    text: str
    after: str
    silent: bool = False


def spoken_words(
    words: Sequence[WordSpan],
    language: str,
    reading: Reading = Reading(),  # noqa: B008 - frozen
) -> tuple[SpokenWord, ...]:
    """What is said for each of *words*, one entry a word.

    Args:
        words: The words of one sentence.
        language: BCP 47 tag. A language without a file is left to espeak-ng, with only the signs taken out that nobody
            can say.
        reading: Words that are not said as written; its places are those of *words*.
    """
    line = line_of(words)
    own = languages.find(language)
    told = {index: saying for index, word in enumerate(words) if (saying := reading.of(word)) is not None}
    texts: list[list[str]] = [[] for _ in words]
    covered = [False] * len(words)
    marked: set[int] = set()
    if own is None:
        for index in range(len(words)):
            if index not in told:
                texts[index].append(_left_alone(line.plain(index)))
    else:
        for token in tokens_of(Sentence(line, own), told.keys()):
            _give(token, line, texts, covered)
            if token.semiotic is SemioticClass.MARKUP:
                marked.add(line.word_at(token.start))
    for index, saying in told.items():
        texts[index] = [_as_told(saying, words[index], language, own)]
        covered[index] = saying.how == "silent"
    return _with_pauses(words, line, texts, covered, marked, own, reading)


def _give(token: Token, line: Line, texts: list[list[str]], covered: list[bool]) -> None:
    """The words of *token* to the written words that they are said for; those without are rightly silent."""
    first = line.word_at(token.start)
    whole = token.end <= line.end_of(first)
    for piece in token.pieces:
        if piece.said:
            texts[first if whole else line.word_at(piece.at)].append(piece.said)
    if token.semiotic is SemioticClass.MARKUP or (token.pieces and not whole):
        for index in range(first, line.word_at(token.end - 1) + 1):
            covered[index] = True


def _with_pauses(
    words: Sequence[WordSpan],
    line: Line,
    texts: Sequence[Sequence[str]],
    covered: Sequence[bool],
    covered_by_markup: Set[int],
    own: Language | None,
    reading: Reading,
) -> tuple[SpokenWord, ...]:
    spoken: list[SpokenWord] = []
    for index, word in enumerate(words):
        text = _tidy(" ".join(filter(None, texts[index])))
        if reading.name_emoji and reading.of(word) is None:
            text = " ".join([text, *emoji_in(word.text, by_unicode=own is not None and own.emoji_by_unicode)]).strip()
        plain = line.plain(index)
        after = _pause_after(
            _ENTITY.sub("", plain) if "&" in plain else plain, bool(text), last=index + 1 == len(words)
        )
        opens = word.text[0] in _OPENING_BRACKETS and not (plain[0] == "[" and index in covered_by_markup)
        if (opens or plain.strip("|") == "" != plain) and spoken and not spoken[-1].after and spoken[-1].text:
            spoken[-1] = replace(spoken[-1], after=",")
        spoken.append(SpokenWord(_bounded(text), after, covered[index] and not text))
    return tuple(spoken)


def _tidy(text: str) -> str:
    """*text* without pauses at its edges and with one between two words at most."""
    if " " not in text:
        return "" if text in PAUSES else text
    kept: list[str] = []
    for word in text.split():
        if word in PAUSES and (not kept or kept[-1] in PAUSES):
            if kept and _STRENGTH.index(word) > _STRENGTH.index(kept[-1]):
                kept[-1] = word
            continue
        kept.append(word)
    while kept and kept[-1] in PAUSES:
        kept.pop()
    return " ".join(kept)


def _as_told(saying: Saying, word: WordSpan, language: str, own: Language | None) -> str:
    """What *saying* makes of *word*; what of the word lies beside it is said as ever."""
    if saying.how == "silent":
        return ""
    start, end = max(saying.start - word.start, 0), min(saying.end, word.end) - word.start
    if saying.how == "ipa":
        told = " ".join(f"{OPENING}{part}{CLOSING}" for part in saying.said.split())
    elif saying.how == "respelling":
        told = _respelt(saying.said, language)
    else:
        told = spelled(word.text[start:end], own or languages.any_language())
    before, behind = (_alone(part, language) for part in (word.text[:start], word.text[end:]))
    return " ".join(filter(None, (before, told, behind)))


def _respelt(alias: str, language: str) -> str:
    """What is said for an alias: syllables by their sounds, the words between them as a text."""
    parts: list[str] = []
    plain: list[str] = []
    for word in alias.split():
        sounds = respelling.spoken(word, language)
        if not sounds:
            plain.append(word)
            continue
        parts += [_alone(" ".join(plain), language), sounds]
        plain = []
    return " ".join(filter(None, (*parts, _alone(" ".join(plain), language))))


def _alone(text: str, language: str) -> str:
    """What is said for *text* by itself."""
    words = tuple(WordSpan(part, 0, len(part)) for part in text.split())
    return " ".join(filter(None, (word.text for word in spoken_words(words, language)))) if words else ""


def _pause_after(plain: str, says_something: bool, *, last: bool) -> str:
    if not plain or plain[-1].isalnum():
        return ""
    marks = closing_marks(plain[-_LONGEST_MARKS:])
    if not marks:
        return ""
    if says_something and len(marks) == len(plain):
        # Signs that are said ("!=").
        return ""
    if "..." in marks or (plain == "." and not last):
        # An ellipsis may have blanks (". . .").
        return "…"
    if "--" in marks:
        return "—"
    # A dot inside a sentence belongs to an abbreviation.
    found = [_PAUSE_OF[mark] for mark in marks if mark in _PAUSE_OF and (last or _PAUSE_OF[mark] != "." or mark != ".")]
    strongest = max(found, key=_STRENGTH.index, default="")
    if strongest == "—" and says_something and marks.strip("\"'”’») ") == "-":
        strongest = ""
    if not strongest and says_something and not last and any(mark in _CLOSING_BRACKETS for mark in marks):
        return "," if "](" not in plain else ""
    return strongest


def _bounded(text: str) -> str:
    """*text* with blanks put into words too long for espeak-ng, which has room for so many letters a word."""
    if len(text) <= MAX_PART:
        return text
    return " ".join(
        " ".join(word[start : start + MAX_PART] for start in range(0, len(word), MAX_PART)) for word in text.split()
    )


def _left_alone(plain: str) -> str:
    """*plain* for espeak-ng's own rules: letters, numbers and the signs that it knows."""
    kept = (
        character if is_letter(character) or character.isnumeric() or character in _KNOWN else " "
        for character in plain
    )
    text = " ".join("".join(kept).split()).strip("'-.,:/")
    return text if any(is_letter(character) or character.isnumeric() for character in text) else ""
