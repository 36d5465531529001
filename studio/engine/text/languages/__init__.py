# SPDX-License-Identifier: GPL-3.0-or-later
"""The languages, one file each, found by their tags."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from studio.engine.text.forms import Sense
from studio.engine.text.language import Language


@lru_cache(maxsize=256)
def find(tag: str) -> Language | None:
    """The language of *tag* (BCP 47), that of its region where it has one; None for a language without a file."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    name = f"{__name__}.{primary}"
    if not (primary.isalpha() and len(primary) in (2, 3)) or find_spec(name) is None:
        return None
    values: tuple[Language, ...] = import_module(name).LANGUAGES
    exact = [value for value in values if value.tag.lower() == tag.replace("_", "-").lower()]
    return exact[0] if exact else values[0]


def every() -> tuple[Language, ...]:
    """The first value of each file, by name."""
    names = sorted(module.name for module in iter_modules(__path__) if len(module.name) in (2, 3))
    return tuple(value for name in names if (value := find(name)) is not None)


@lru_cache(maxsize=1)
def any_language() -> Language:
    """For a text whose language has no file: where its sentences end is told by the abbreviations of all."""
    known = every()
    senses: dict[str, tuple[Sense, ...]] = {}
    for language in known:
        for key, found in language.abbreviations.items():
            senses[key] = senses.get(key, ()) + found
    return Language(
        tag="",
        abbreviations=senses,
        never_end=frozenset().union(*(language.never_end for language in known)),
        end_before_capital=frozenset().union(*(language.end_before_capital for language in known)),
        starters=frozenset().union(*(language.starters for language in known)),
        pairs={pair: said for language in known for pair, said in language.pairs.items()},
        month_forms={name: place for language in known for name, place in language.month_forms.items()},
        dotted_ordinals=any(language.dotted_ordinals for language in known),
        before_rank=frozenset().union(*(language.before_rank for language in known)),
        after_rank=frozenset().union(*(language.after_rank for language in known)),
        pronoun_i=True,
    )
