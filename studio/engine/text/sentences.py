# SPDX-License-Identifier: GPL-3.0-or-later
"""Text to sentences, one at a time, so that the first can be spoken before the last is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from studio.core.timeline import WordSpan, iter_spans

_CLOSING = "\"'”’»›)]}*_」』】〉》〕）］｝"
_OPENING = "\"'“‘«‹([{¿¡*_—–-「『【〈《〔（［｛"
_FINAL = ".!?…。！？｡．।॥؟۔"
_CLAUSE = ",;:،؛—–、，；：､"
_MOST_LETTERS = 4000


def _table(entries: str) -> frozenset[str]:
    return frozenset(entries.split())


# Abbreviations in lower case without their last dot. Never the end of a sentence, a name follows:
_TITLES = _table(
    """mr mrs ms dr prof rev hon st sgt capt lt col gen sen rep gov pres mt messrs mme mlle sr sra srta dra dña d.ª
    sig sig.ra dott prof.ssa avv ing exmo exma vs viz cf approx ca bzw z.b d.h u.a hr e.g i.e p.ej p.ex ed eds डॉ
    hr fr ggf inkl vgl sog lic mme mgr z v ee"""
)
# No end before a figure:
_BEFORE_NUMBER = _table(
    """no nos nr núm n vol fig pp p art op cap pág ch sec jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues
    wed thu thur thurs fri av ave blvd tel telf pag pagg págs abb kap bd cell fax ext sec s"""
)
# The end only if a capital follows:
_MAYBE = _table("""etc inc ltd co corp jr a.m p.m u.s u.k ee.uu s.a b.c a.d ph.d dept est al hs min max ecc""")


_GERMAN_MONTHS = _table(
    "januar februar märz april mai juni juli august september oktober november dezember jan "
    "feb apr aug sep sept okt nov "
    "dez"
)
_NUMBER = re.compile(r"\d|[IVXL]+\b")
_BEFORE_GERMAN_RANK = _table(
    "am der die das dem den des im zum vom beim zur jeder jede jedes seinen ihren ein eine einen "
    "einem einer kein mein sein seine seinem seiner ihr ihre unser"
)
_GERMAN_RANKED = ("Weltkrieg", "Jahrhundert", "Klasse", "Platz", "Stock", "Kapitel", "Bundesliga")


def sentences(
    text: str, max_words: int = 80, language: str = "", weigh: Callable[[WordSpan], int] | None = None
) -> Iterator[tuple[WordSpan, ...]]:
    """The words of *text* sentence by sentence; in all, exactly `core.timeline.spans_for(text, language)`.

    Read lazily: the first sentence of a book costs no more than the first of a note. Sentences end at final
    punctuation (with closing quotes), not after a title, an initial or a number's dot; at a blank line; and at a line
    break unless the next line goes on in lower case.

    Args:
        text: Any text.
        max_words: A longer sentence is yielded in parts, at the last clause end in reach, else after this many words.
        language: BCP 47 tag of what the text is spoken in.
        weigh: About how many letters are said for a word, its length where nothing is given. A sentence of very many is
            yielded in parts too, so that nobody works on one for long; a giant word is a part by itself.
    """
    words: list[WordSpan] = []
    letters = 0
    for word in iter_spans(text, language):
        before = words[-2].text if len(words) > 1 else ""
        if words and _ends_sentence(words[-1].text, text[words[-1].end : word.start], word.text, before):
            yield tuple(words)
            words, letters = [], 0
        elif len(words) >= max_words:
            cut = _last_clause_end(words)
            yield tuple(words[:cut])
            words = words[cut:]
            letters = sum(map(weigh or _length, words))
        own = (weigh or _length)(word)
        if words and letters + own > _MOST_LETTERS:
            yield tuple(words)
            words, letters = [], 0
        words.append(word)
        letters += own
    if words:
        yield tuple(words)


def _length(word: WordSpan) -> int:
    return len(word.text)


def ends_clause(word: str) -> bool:
    """Whether *word* ends with a comma, colon, dash or final punctuation (closing quotes and brackets apart)."""
    bare = word.rstrip(_CLOSING)
    return bool(bare) and bare[-1] in _CLAUSE + _FINAL


def _last_clause_end(words: list[WordSpan]) -> int:
    for count in range(len(words), len(words) // 2, -1):
        if ends_clause(words[count - 1].text):
            return count
    return len(words)


def _ends_sentence(word: str, gap: str, following: str, before: str) -> bool:
    opened = following.lstrip(_OPENING)
    goes_on = opened[:1].islower()
    if "\n" in gap and (gap.count("\n") > 1 or not goes_on):
        return True
    bare = word.rstrip(_CLOSING)
    if not bare or bare[-1] not in _FINAL:
        return False
    if not gap and bare[-1] in ".．":
        # Between two characters that are words of their own: "3.5".
        return False
    if bare[-1] in "…?!" or bare.endswith(".."):
        return not goes_on
    if _is_german_dot(bare, opened, before):
        return False
    return bare[-1] != "." or _dot_ends_sentence(bare.lstrip(_OPENING), opened, goes_on)


def _is_german_dot(bare: str, opened: str, before: str) -> bool:
    """ "am 3. Tag", "5. Mai", "44 v. Chr.": a dot that makes a number a rank, or belongs to an era."""
    if opened.startswith(("Chr.", "J.-C")):
        return True
    if not re.fullmatch(r"\d{1,3}\.|[IVX]+\.", bare, re.ASCII):
        return False
    month = opened.rstrip(_CLOSING + _FINAL + _CLAUSE).lower() in _GERMAN_MONTHS
    return month or before.lstrip(_OPENING).lower() in _BEFORE_GERMAN_RANK or opened.startswith(_GERMAN_RANKED)


def _dot_ends_sentence(bare: str, opened: str, goes_on: bool) -> bool:
    stem = bare[:-1].lower()
    if stem in _TITLES or (stem in _BEFORE_NUMBER and _NUMBER.match(opened)):
        return False
    if stem in _MAYBE:
        return opened[:1].isupper()
    if len(stem) == 1 and stem.isalpha() and bare[0].isupper() and stem != "i":
        return False
    return not goes_on
