# SPDX-License-Identifier: GPL-3.0-or-later
"""Pronunciation dictionaries: words and what is said for them, as a respelling or in IPA."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from studio.core.markup import Saying, spread
from studio.core.timeline import WordSpan, word_spans

_EDGES = re.compile(r"^[^\w]+|[^\w]+$")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_SOUNDS = re.compile(r"<<(.*)>>|/(.+)/|\[(.+)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or a few, and what is said for them.

    Attributes:
        text: As written, words separated by blanks.
        alias: A respelling ("bou-yon"), or IPA as "<<b|u|j|ɔ̃>>" or "/bujɔ̃/".
        language: BCP 47 tag or its first part; "" for every language.
        case_sensitive: Match *text* only as it is written; a *text* in lower case then matches with a capital first
            letter too, as at the beginning of a sentence.
    """

    text: str
    alias: str
    language: str = ""
    case_sensitive: bool = False


def sayings(text: str, entries: Iterable[Entry], language: str) -> tuple[Saying, ...]:
    """What *entries* change in *text*: the longest match first, earlier entries before later ones.

    Only whole words match, without the punctuation around them; a possessive 's is said behind the alias.

    Args:
        language: Tag that the text is spoken in; entries of another language do not count.
    """
    listed = [entry for entry in entries if entry.text.split() and _speaks(entry.language, language)]
    if not listed:
        return ()
    by_first: dict[str, list[tuple[list[str], Entry]]] = {}
    for entry in listed:
        wanted = [_bare(word) for word in entry.text.split()]
        by_first.setdefault(wanted[0].casefold(), []).append((wanted, entry))
    for candidates in by_first.values():
        candidates.sort(key=lambda candidate: -len(candidate[0]))
    return tuple(_found(text, word_spans(text), by_first))


def _found(
    text: str, words: Sequence[WordSpan], by_first: dict[str, list[tuple[list[str], Entry]]]
) -> Iterator[Saying]:
    at = 0
    while at < len(words):
        bare = _bare(words[at].text)
        stem = _POSSESSIVE.sub("", bare)
        candidates = [*by_first.get(bare.casefold(), ()), *(by_first.get(stem.casefold(), ()) if stem != bare else ())]
        taken = 1
        for wanted, entry in candidates:
            ending = _matched(words[at : at + len(wanted)], wanted, entry.case_sensitive)
            if ending is not None:
                taken = len(wanted)
                yield from _said(text, words[at], words[at + taken - 1], entry, ending)
                break
        at += taken


def _matched(words: Sequence[WordSpan], wanted: Sequence[str], case_sensitive: bool) -> str | None:
    """None, or what the last of *words* has behind the match: "" or "'s"."""
    if len(words) < len(wanted):
        return None
    ending = ""
    for index, (word, want) in enumerate(zip(words, wanted, strict=True)):
        have = _bare(word.text)
        if index + 1 < len(wanted) and re.search(r"[.,;:!?…]$", word.text) and not want.endswith("."):
            # A match does not go on over a pause.
            return None
        if not _same(have, want, case_sensitive, index == 0):
            stem = _POSSESSIVE.sub("", have)
            if index + 1 < len(wanted) or stem == have or not _same(stem, want, case_sensitive, index == 0):
                return None
            ending = "'s"
    return ending


def _same(have: str, want: str, case_sensitive: bool, first: bool) -> bool:
    if not case_sensitive:
        return have.casefold() == want.casefold()
    return have == want or (first and want == want.lower() and have == want[:1].upper() + want[1:])


def _said(text: str, first: WordSpan, last: WordSpan, entry: Entry, ending: str) -> Iterator[Saying]:
    match = _SOUNDS.fullmatch(entry.alias.strip())
    if match:
        sounds = (match[1] or match[2] or match[3] or "").replace("|", "")
        yield from spread(text, first.start, last.end, "ipa", sounds + ("z" if ending else ""))
    else:
        yield from spread(text, first.start, last.end, "respelling", entry.alias.strip() + ending)


def _bare(word: str) -> str:
    return _EDGES.sub("", word) or word


def _speaks(wanted: str, language: str) -> bool:
    wanted, language = (tag.strip().replace("_", "-").lower() for tag in (wanted, language))
    return not wanted or language == wanted or language.startswith(wanted + "-")
