# SPDX-License-Identifier: Apache-2.0
"""Emotions of our engines, their levels, and the names of emotions in other dialects."""

from __future__ import annotations

EMOTIONS = ("anger", "positivity", "surprise", "sadness", "curiosity")
LEVELS = ("off", "lowest", "low", "medium", "high", "highest")
CLOUD_NAMES = {
    "anger": "angry",
    "positivity": "happy",
    "surprise": "surprised",
    "sadness": "sad",
    "curiosity": "curious",
}
"""The name of each of our emotions in a dialect with one emotion and no levels."""


def _table(rows: str) -> dict[str, tuple[tuple[str, int], ...]]:
    """Lines such as "name: anger 5, sadness 1" as a table, with emotions in the order of EMOTIONS."""
    table: dict[str, tuple[tuple[str, int], ...]] = {}
    for row in rows.strip().splitlines():
        name, _, mixed = row.strip().partition(":")
        levels = {part.split()[0]: int(part.split()[1]) for part in mixed.split(",") if part.strip()}
        table[name] = tuple((emotion, levels[emotion]) for emotion in EMOTIONS if emotion in levels)
    return table


NAMED_EMOTIONS: dict[str, tuple[tuple[str, int], ...]] = _table(
    """
    neutral:
    calm: sadness 1
    serene: sadness 1, positivity 1
    peaceful: positivity 1, sadness 1
    content: positivity 2
    happy: positivity 4
    excited: positivity 5, surprise 2
    enthusiastic: positivity 4, surprise 1
    elated: positivity 5, surprise 1
    euphoric: positivity 5, surprise 3
    triumphant: positivity 4, anger 1
    proud: positivity 3
    confident: positivity 2, anger 1
    determined: anger 2, positivity 1
    grateful: positivity 3
    affectionate: positivity 2
    trust: positivity 2
    sympathetic: positivity 1, sadness 2
    flirtatious: positivity 3, curiosity 2
    joking/comedic: positivity 4, curiosity 1
    amazed: surprise 4, positivity 2
    surprised: surprise 4
    anticipation: curiosity 3, positivity 1
    curious: curiosity 4
    mysterious: curiosity 2, sadness 1
    contemplative: sadness 1, curiosity 1
    skeptical: curiosity 3, anger 1
    confused: curiosity 3, surprise 1
    hesitant: curiosity 2, sadness 1
    insecure: sadness 2, curiosity 2
    angry: anger 4
    mad: anger 4
    outraged: anger 5, surprise 1
    frustrated: anger 3
    agitated: anger 3, surprise 1
    threatened: anger 2, surprise 2
    disgusted: anger 3, sadness 1
    contempt: anger 2, sadness 1
    envious: anger 2, sadness 1
    sarcastic: anger 1, curiosity 2
    ironic: curiosity 2, positivity 1
    alarmed: surprise 4, anger 1
    panicked: surprise 5, anger 2
    scared: surprise 3, sadness 1
    anxious: surprise 2, sadness 1
    sad: sadness 4
    dejected: sadness 5
    melancholic: sadness 4
    disappointed: sadness 3
    hurt: sadness 3, anger 1
    guilty: sadness 3
    rejected: sadness 4
    apologetic: sadness 2
    bored: sadness 3
    tired: sadness 3
    resigned: sadness 3
    distant: sadness 2
    nostalgic: sadness 2, positivity 1
    wistful: sadness 2, curiosity 1
    """
)
"""Our nearest emotions and levels (1 to 5) for each name of an emotion, in lower case."""

_OTHER_NAMES = {
    **CLOUD_NAMES,
    "joking": "joking/comedic",
    "comedic": "joking/comedic",
    "disappointment": "disappointed",
    "sceptical": "skeptical",
}


def emotions_named(name: str) -> tuple[tuple[str, int], ...] | None:
    """Our emotions and levels for the name of an emotion, or for one of EMOTIONS with a level ("curiosity:low"), in any
    case; None if it is unknown."""
    plain, _, level = (part.strip() for part in name.lower().partition(":"))
    if level:
        known = plain in EMOTIONS and level in LEVELS
        return (((plain, LEVELS.index(level)),) if level != "off" else ()) if known else None
    return None if ":" in name else NAMED_EMOTIONS.get(_OTHER_NAMES.get(plain, plain))
