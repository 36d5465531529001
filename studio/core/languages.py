# SPDX-License-Identifier: Apache-2.0
"""Which of an engine's languages a BCP 47 tag means."""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.errors import InvalidArgument


def resolve_language(tag: str, spoken: Sequence[str], default: str) -> str:
    """The entry of *spoken* that *tag* means: itself, else the first of the same language ("en-AU" -> "en-US").

    Args:
        tag: BCP 47 tag, any case, "_" taken as "-"; "" means *default*.
        spoken: The engine's tags, preferred ones first.
        default: Answer for an empty tag.

    Raises:
        InvalidArgument: none of that language; the message lists *spoken*.
    """
    wanted = tag.strip().replace("_", "-").lower()
    if not wanted:
        return default
    for known in spoken:
        if known.lower() == wanted:
            return known
    primary = wanted.partition("-")[0]
    for known in spoken:
        if known.lower().partition("-")[0] == primary:
            return known
    raise InvalidArgument("language", "one of " + ", ".join(spoken), repr(tag[:40]))
