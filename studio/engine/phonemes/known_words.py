# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an English word is in the lexicon, as it is or made of words that are: with endings, beginnings, compounds,
in British spelling, in dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from studio.engine.phonemes.lexicon import sounds_in_lexicon

_BEGINNINGS = (
    "un", "re", "non", "over", "under", "out", "mis", "pre", "dis", "fore", "half", "self", "mid", "super", "anti",
    "inter", "counter", "semi", "sub", "up", "down", "em", "be", "a", "im", "in", "ultra", "multi", "bi", "tri",
)  # fmt: skip
_ENDINGS = (
    ("ies", ("y", "ie")), ("ied", ("y", "ie")), ("ier", ("y",)), ("iest", ("y",)), ("ily", ("y",)),
    ("iness", ("y",)), ("ably", ("able",)), ("ibly", ("ible",)), ("es", ("", "e", "is")), ("s", ("",)),
    ("ed", ("", "e")), ("d", ("",)), ("ing", ("", "e")), ("ingly", ("", "e")), ("edly", ("", "e")),
    ("er", ("", "e")), ("est", ("", "e")), ("ly", ("", "le")), ("ness", ("",)), ("less", ("",)),
    ("lessly", ("",)), ("lessness", ("",)), ("ful", ("",)), ("fully", ("",)), ("able", ("", "e")),
    ("ment", ("",)), ("like", ("",)), ("ish", ("", "e")), ("y", ("", "e")), ("wards", ("",)), ("ward", ("",)),
    ("some", ("",)), ("ship", ("",)), ("hood", ("",)), ("dom", ("",)), ("man", ("",)), ("men", ("",)),
    ("eer", ("",)), ("or", ("", "e")), ("ous", ("",)), ("ity", ("", "e")), ("ability", ("able",)),
    ("ation", ("", "e")), ("ion", ("", "e")), ("ism", ("", "e")), ("ist", ("", "e")), ("ical", ("ic", "y")),
    ("ally", ("al", "")), ("en", ("",)), ("th", ("",)), ("fold", ("",)), ("proof", ("",)), ("wise", ("",)),
    ("in'", ("ing",)), ("'", ("",)),
)  # fmt: skip
"""Endings, and what stood in their place."""
_DOUBLED = re.compile(r"([bdfgklmnprstvz])\1$")
_BRITISH = (
    (re.compile(r"our(?=$|s|ed|ing|ite|able|ful|less|hood|y|er)"), "or"),
    (re.compile(r"is(?=e$|ed$|es$|er$|ing$|ation)"), "iz"),
    (re.compile(r"ys(?=e$|ed$|es$|er$|ing$)"), "yz"),
    (re.compile(r"([bcdt])re(?=$|s$|d$)"), r"\1er"),
    (re.compile(r"ll(?=ed$|ing$|er$|ers$)"), "l"),
    (re.compile(r"ogue(?=$|s$)"), "og"),
    (re.compile(r"[ao]e"), "e"),
    (re.compile(r"ence(?=$|s$)"), "ense"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"mould"), "mold"),
    (re.compile(r"plough"), "plow"),
    (re.compile(r"tyre"), "tire"),
    (re.compile(r"ise(?=$)"), "ize"),
)
_DIALECT = frozenset(
    [
        "cap'n",
        "e'er",
        "ne'er",
        "o'er",
        "e'en",
        "'tis",
        "'twas",
        "'twere",
        "th'",
        "wi'",
        "an'",
        "ev'ry",
        "fo'c'sle",
        "bo'sun",
    ]
)
_SHORTEST_PART = 3
_SHORTEST_OF_NAMES = 4
_SHORTEST_COMPOUND = 7
"""Of short ones too many are made of names that the lexicon has."""
_CALLS = re.compile(
    r"[bfghmprsz]?[hmrsz]+|a+h*|o+h+|u+[hm]+|e+[hk]+|h[ae]+(?:h[ae]+)*h*|a+r+g+h*|tsk|p+[hs]+t*|ssh+|w?h?[ao]+h*a*|n?a+w+|"
    r"y+ea+h*|ye+s+|no+"
)
"""Sounds that people make ("hmm", "shh", "aargh")."""


@lru_cache(maxsize=32768)
def is_known(word: str, name: bool = False) -> bool:
    """Whether *word*, in lower case, is in the lexicon or made of words that are.

    Args:
        name: Whether it is a name, which has a possessive's ending and no other.
    """
    if sounds_in_lexicon(word) or word in _DIALECT:
        return True
    for ending in ("'s", "s'", "'"):
        if word.endswith(ending) and len(word) > len(ending) + 1 and is_known(word.removesuffix(ending), name):
            return True
    if name:
        plural = len(word) > _SHORTEST_PART and word.endswith("s") and bool(sounds_in_lexicon(word[:-1]))
        british = any(sounds_in_lexicon(other) for other in _as_american(word))
        long = len(word) > 2 * _SHORTEST_OF_NAMES
        return plural or british or (long and _is_compound(word, _SHORTEST_OF_NAMES, 0))
    if is_call(word):
        return True
    return _is_formed(word, 2) or any(_is_formed(other, 1) for other in _as_american(word)) or _is_compound(word)


def is_call(word: str) -> bool:
    """Whether *word* is a sound that people make ("hmm"), which everyone writes as they like."""
    return _CALLS.fullmatch(word) is not None


def _is_formed(word: str, depth: int) -> bool:
    """Whether *word* is one of the lexicon with up to *depth* endings and beginnings."""
    if len(word) >= _SHORTEST_PART - 1 and sounds_in_lexicon(word):
        return True
    if not depth:
        return False
    return any(_is_formed(base, depth - 1) for base in _bases(word))


def _bases(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST_PART - 1:
            continue
        for other in instead:
            yield stem + other
        if _DOUBLED.search(stem):
            yield stem[:-1]
    for beginning in _BEGINNINGS:
        if word.startswith(beginning) and len(word) - len(beginning) > _SHORTEST_PART:
            yield word[len(beginning) :]


def _as_american(word: str) -> Iterator[str]:
    for written, american in _BRITISH:
        other = written.sub(american, word)
        if other != word:
            yield other


def _is_compound(word: str, shortest: int = _SHORTEST_PART, depth: int = 1) -> bool:
    """Whether it is two words of the lexicon in one ("lamplight"), of *shortest* letters or more, the second with up to
    *depth* endings."""
    if len(word) < _SHORTEST_COMPOUND:
        return False
    places = range(shortest, len(word) - shortest + 1)
    return any(sounds_in_lexicon(word[:at]) and _is_formed(word[at:], depth) for at in places)
