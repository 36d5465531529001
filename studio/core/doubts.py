# SPDX-License-Identifier: Apache-2.0
"""Why the reading of a word is unsure: the reasons, and what is told of each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Doubt(StrEnum):
    """A reason; its value is what goes over the wire."""

    UNKNOWN = "unknown"
    NAME = "name"
    FOREIGN = "foreign"
    ODD = "odd"
    HETERONYM = "heteronym"
    AMBIGUOUS = "ambiguous"
    ABBREVIATION = "abbreviation"


REASONS: Mapping[Doubt, str] = {
    Doubt.UNKNOWN: "it is not in the lexicon: its letters tell how it is said",
    Doubt.NAME: "a name that is not in the lexicon: its letters tell how it is said",
    Doubt.FOREIGN: "it looks like another language, and is read as if it were of this one",
    Doubt.ODD: "the lexicon says it otherwise than the voice does",
    Doubt.HETERONYM: "it is written alike and said in two ways, and the words around do not tell which",
    Doubt.AMBIGUOUS: "it can mean two things that are said otherwise",
    Doubt.ABBREVIATION: "an abbreviation that is not known",
}
"""Each reason in words for a person."""
