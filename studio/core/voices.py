# SPDX-License-Identifier: Apache-2.0
"""Voices and mixes as values."""

from __future__ import annotations

import hashlib
import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from studio.core.errors import InvalidArgument

EMBEDDING_LENGTH = 192
PERMITTED_EMBEDDING = f"{EMBEDDING_LENGTH} finite numbers"
MAX_MIX_PARTS = 16
MAX_NAME_CHARS = 80
"""Most characters of a name that a person types."""
MAX_TEXT_CHARS = 1000
"""Most characters of a name or a description from elsewhere."""
MAX_TAG_CHARS = 40
"""Most characters of a language's tag."""
MAX_WEIGHT = 1e6


@dataclass(frozen=True, slots=True)
class MixPart:
    """One voice of a mix.

    Attributes:
        weight: Positive, and relative to the other parts' weights.
        embedding: 192 floats of a voice that the engine does not know by its id.
        muted: Whether it is left out of what is heard, though it keeps its weight.
        solo: Whether it is heard, and of the others only those that are solo, too.
    """

    voice_id: str
    weight: float
    embedding: tuple[float, ...] = ()
    muted: bool = False
    solo: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that can be listed, and spoken with unless *unavailable_reason* says why not.

    Attributes:
        id: UUID as text; never changes.
        language: BCP 47 tag such as "en-US".
        sex: "female", "male" or "" if unknown.
        character: Its sound in a few words.
        own: Whether the user made it, and so can rename and delete it.
        embedding: 192 floats, or None if the engine has no voice space.
        recipe: The voices it was mixed from, if known; weights sum to 1.
        unavailable_reason: Why it cannot speak now; "" if it can.
        clip_sha256: Hex digest of the sound file it was made from; "" if there is none or it is unknown.
        alias_of: Id of the voice for which this is another id; "" for a voice of its own.
        carried: Whether this machine knows it from the project alone, where it was another machine's own.
        imported: Whether it came from a file.
    """

    id: str
    name: str
    language: str
    sex: str = ""
    character: str = ""
    description: str = ""
    own: bool = False
    embedding: tuple[float, ...] | None = None
    recipe: tuple[MixPart, ...] = ()
    unavailable_reason: str = ""
    clip_sha256: str = ""
    alias_of: str = ""
    carried: bool = False
    imported: bool = False

    @property
    def available(self) -> bool:
        return not self.unavailable_reason


@dataclass(frozen=True, slots=True)
class NamedVoice:
    """A voice that a project's designs name, with what speaks it on a machine that does not have it.

    Attributes:
        id: A UUID as text.
        source: "stock" for one that comes with the engine, "own" for one that a person made.
        name, language, sex: See Voice.
        embedding: 192 floats of an own voice, else none.
        recipe: The voices it was mixed from, if known; weights sum to 1.
        rest: What a later version told about it, as JSON; "" for nothing.
    """

    id: str
    source: str
    name: str
    language: str = "en-US"
    sex: str = ""
    embedding: tuple[float, ...] = ()
    recipe: tuple[MixPart, ...] = ()
    rest: str = ""

    @classmethod
    def of(cls, voice: Voice, rest: str = "") -> NamedVoice:
        """What is noted of *voice*."""
        if not (voice.own or voice.carried):
            return cls(voice.id, "stock", voice.name, voice.language, voice.sex, rest=rest)
        embedding = voice.embedding or ()
        return cls(voice.id, "own", voice.name, voice.language, voice.sex, embedding, voice.recipe, rest)

    def carried(self, unavailable_reason: str = "") -> Voice:
        """It as a voice that only the project has."""
        return Voice(
            self.id,
            self.name,
            self.language,
            self.sex,
            character="In this project",
            embedding=self.embedding,
            recipe=self.recipe,
            unavailable_reason=unavailable_reason,
            carried=True,
        )


def without_aliases(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """*voices* without those that are further ids of another voice."""
    return tuple(voice for voice in voices if not voice.alias_of)


def heard_parts(parts: Sequence[MixPart]) -> tuple[MixPart, ...]:
    """Those of *parts* that are heard: the solo ones, else those that are not muted. If all are muted, all are heard,
    since a text must be read in some voice."""
    solo = tuple(part for part in parts if part.solo)
    return solo or tuple(part for part in parts if not part.muted) or tuple(parts)


def whole_percents(shares: Sequence[float]) -> tuple[int, ...]:
    """*shares*, which are not negative, as whole percents of sum 100. The largest remainders are rounded up.

    All are 0 if the shares are.
    """
    return apportioned(shares, 100)


def apportioned(shares: Sequence[float], whole: int) -> tuple[int, ...]:
    """*shares*, which are not negative, as integers of sum *whole*. The largest remainders are rounded up.

    All are 0 if the shares are.
    """
    total = math.fsum(shares)
    if not shares or total <= 0:
        return (0,) * len(shares)
    # Without rounding 29 hundredths would be 28.999… and lose one.
    exact = [round(whole * share / total, 6) for share in shares]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda number: (parts[number] - exact[number], -exact[number]))
    for number in by_remainder[: whole - sum(parts)]:
        parts[number] += 1
    return tuple(parts)


def normalised(parts: Iterable[MixPart]) -> tuple[MixPart, ...]:
    """*parts* with weights scaled to sum to 1.

    Raises:
        InvalidArgument: no part, more than 16, or a weight that is not finite and positive.
    """
    listed = tuple(parts)
    if not 1 <= len(listed) <= MAX_MIX_PARTS:
        raise InvalidArgument("voices", f"1 to {MAX_MIX_PARTS} voices", f"{len(listed)} given")
    for part in listed:
        if not (math.isfinite(part.weight) and part.weight > 0):
            raise InvalidArgument("weight", "a finite number above 0", repr(part.weight))
    total = math.fsum(part.weight for part in listed)
    return tuple(replace(part, weight=part.weight / total) for part in listed)


@lru_cache(maxsize=64)
def embedding_digest(embedding: tuple[float, ...]) -> str:
    """SHA-256 (hex) of an embedding's values, rounded to what 32 bit floats hold."""
    return hashlib.sha256(array("f", embedding).tobytes()).hexdigest()


def checked_embedding(values: Sequence[float]) -> tuple[float, ...]:
    """*values* as an embedding.

    Raises:
        InvalidArgument: not 192 finite numbers.
    """
    if isinstance(values, str | bytes) or len(values) != EMBEDDING_LENGTH:
        raise InvalidArgument("embedding", PERMITTED_EMBEDDING, f"{len(values)} given")
    try:
        floats = tuple(float(value) for value in values)
    except (TypeError, ValueError):
        raise InvalidArgument("embedding", PERMITTED_EMBEDDING, "not all are numbers") from None
    if not all(math.isfinite(value) for value in floats):
        raise InvalidArgument("embedding", PERMITTED_EMBEDDING, "NaN or infinity given")
    return floats
