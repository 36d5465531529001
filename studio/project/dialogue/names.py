# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of speakers: the same person under two names, and what a name tells of who has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studio.project.dialogue.first_names import Sex, first_names
from studio.project.dialogue.verbs import FEMALE_TITLES, MALE_TITLES, TITLES


@dataclass(frozen=True, slots=True)
class _Parts:
    title: str
    words: tuple[str, ...]


def key_of(name: str) -> str:
    """*name* without case, article, and more blanks than one: two with the same key are the same."""
    words = name.casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def people(written: Iterable[str]) -> Mapping[str, str]:
    """The name to show for each of the names as *written*, by its key.

    Two names are one person's where only one person can be meant: "Martha Quill" and "Martha", "Mr. Darcy" and "Darcy",
    unless there is a "Mrs. Darcy" as well.
    """
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for name in written:
        key = key_of(name)
        counts[key] += 1
        forms.setdefault(key, Counter())[_shown(name)] += 1
    of = {key: key for key in counts}
    for key in sorted(counts, key=lambda key: len(key.split())):
        wider = [other for other in counts if other != key and _may_be(key, other)]
        if len(wider) == 1:
            of[key] = wider[0]
    roots = {key: _root(of, key) for key in counts}
    shown = {}
    for root in set(roots.values()):
        mine = [key for key in counts if roots[key] == root]
        best = max(mine, key=lambda key: (counts[key], len(key)))
        shown[root] = forms[best].most_common(1)[0][0]
    return {key: shown[root] for key, root in roots.items()}


def as_written(written: Iterable[str]) -> Mapping[str, str]:
    """The name to show for each of the names before lines, by its key: as it is first *written*, but for capitals where
    all are in capitals."""
    names = list(written)
    loud = all(name.isupper() for name in names)
    shown: dict[str, str] = {}
    for name in names:
        shown.setdefault(key_of(name), _shown(name) if loud else name)
    return shown


def sex_of(name: str) -> Sex:
    """The likely sex of who has that name: by the title, else the first name; "" if it is unknown."""
    parts = _parts(key_of(name))
    if parts.title in MALE_TITLES:
        return "male"
    if parts.title in FEMALE_TITLES:
        return "female"
    known = first_names().get(parts.words[0]) if parts.words else None
    return known[0] if known is not None else ""


def language_of(name: str) -> str:
    """The primary tag of the language of that first name; "" where it is unknown or there in several languages."""
    parts = _parts(key_of(name))
    known = first_names().get(parts.words[0]) if parts.words else None
    return known[1] if known is not None else ""


def _shown(name: str) -> str:
    words = name.split()
    if name.isupper():
        words = [word.capitalize() if word.isalpha() else word.title() for word in words]
    shown = " ".join(words)
    return shown[:1].upper() + shown[1:]


def _parts(key: str) -> _Parts:
    words = key.split()
    title = words[0].rstrip(".") if len(words) > 1 and words[0].rstrip(".") in TITLES else ""
    return _Parts(title, tuple(words[1:] if title else words))


def _may_be(name: str, wider: str) -> bool:
    """Whether who is called *name* may be who is called *wider*, which says more."""
    mine, other = _parts(name), _parts(wider)
    if mine.title and other.title and mine.title != other.title:
        return False
    if mine.words == other.words:
        return bool(other.title) and not mine.title
    if len(mine.words) >= len(other.words):
        return False
    return mine.words == other.words[-len(mine.words) :] or (not mine.title and mine.words == other.words[:1])


def _root(of: Mapping[str, str], key: str) -> str:
    while of[key] != key:
        key = of[key]
    return key
