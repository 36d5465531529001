# SPDX-License-Identifier: Apache-2.0
"""How a local server reads a text, token by token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.client.errors import NotUnderstood
from studio.core.doubts import REASONS, Doubt


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another way to say a token, and what it would then mean.

    Attributes:
        phonemes: In the speech model's alphabet: they tell two readings of one word apart; "" from servers of before.
        ipa: The phonemes as people write them; "" from servers of before.
    """

    words: str
    meaning: str
    phonemes: str = ""
    ipa: str = ""


@dataclass(frozen=True, slots=True)
class ReadToken:
    """A stretch of a text and how it is read.

    Attributes:
        start, end: Half-open, in code points of the text without its tags.
        text: The stretch as written.
        kind: Its semiotic class ("date", "money").
        words: What is said for it; "" for what is silent.
        phonemes: In the speech model's alphabet; "" where a token before has them.
        certainty: 0 to 1.
        why: What decided.
        alternatives: Other ways to say it.
        unknown: Signs of IPA that was told for it which have no sound, and are left out.
        ipa: The phonemes as people write them.
        doubt: Why its reading is unsure; None where it is sure, or the server does not tell.
    """

    start: int
    end: int
    text: str
    kind: str
    words: str
    phonemes: str
    certainty: float
    why: str
    alternatives: tuple[OtherReading, ...] = ()
    unknown: str = ""
    ipa: str = ""
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to say a word.

    Attributes:
        alias: What a dictionary's entry would hold: a respelling, or IPA between slashes.
        ipa: Its sounds.
        meaning: "syllables", "letters", a language, or what the word then means.
    """

    alias: str
    ipa: str
    meaning: str


def explanation_from_json(value: object) -> tuple[ReadToken, ...]:
    """The tokens in the answer to `POST /explain`.

    Raises:
        NotUnderstood: it is no such answer.
    """
    try:
        tokens = value["tokens"] if isinstance(value, Mapping) else None
        if not isinstance(tokens, list):
            raise TypeError("no list of tokens")
        return tuple(_token(token) for token in tokens)
    except (KeyError, TypeError, ValueError) as error:
        raise NotUnderstood("The reading of the text cannot be understood.", repr(error)) from error


def suggestions_from_json(value: object) -> tuple[Suggestion, ...]:
    """The suggestions in the answer to `POST /explain`.

    Raises:
        NotUnderstood: it has none.
    """
    try:
        found = value["suggestions"] if isinstance(value, Mapping) else None
        if not isinstance(found, list):
            raise TypeError("no list of suggestions")
        return tuple(Suggestion(str(each["alias"]), str(each["ipa"]), str(each["meaning"])) for each in found)
    except (KeyError, TypeError) as error:
        raise NotUnderstood("The suggestions cannot be understood.", repr(error)) from error


def _token(value: Mapping[str, object]) -> ReadToken:
    start, end, certainty = value["start"], value["end"], value["certainty"]
    others = value["alternatives"]
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(certainty, int | float)):
        raise TypeError("start, end and certainty have to be numbers")
    if not isinstance(others, list):
        raise TypeError("alternatives have to be a list")
    text, kind, words, phonemes, why = (str(value[key]) for key in ("text", "class", "words", "phonemes", "why"))
    alternatives = tuple(_other(other) for other in others)
    unknown, ipa = str(value.get("unknown", "")), str(value.get("ipa", ""))
    doubt = _doubt(str(value.get("unsure", "")))
    return ReadToken(start, end, text, kind, words, phonemes, float(certainty), why, alternatives, unknown, ipa, doubt)


def _doubt(reason: str) -> Doubt | None:
    # A later server may have further reasons.
    return Doubt(reason) if reason in REASONS else None


def _other(value: Mapping[str, object]) -> OtherReading:
    told = (str(value.get(key, "")) for key in ("phonemes", "ipa"))
    return OtherReading(str(value["words"]), str(value["meaning"]), *told)
