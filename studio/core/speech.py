# SPDX-License-Identifier: Apache-2.0
"""What is asked of an engine: text, voice, language and controls."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.core.errors import InvalidArgument

EMOTIONS = ("anger", "positivity", "surprise", "sadness", "curiosity")
LEVELS = ("off", "lowest", "low", "medium", "high", "highest")
SPEED_NAMES = {"slowest": -1.0, "slow": -0.5, "normal": 0.0, "fast": 0.5, "fastest": 1.0}


@dataclass(frozen=True, slots=True)
class Controls:
    """Speed and emotion of an utterance.

    Attributes:
        speed: -1 (slowest) to 1 (fastest), 0 is the voice's own speed.
        emotions: Name and level (1 lowest to 5 highest), in the order of EMOTIONS, level 0 left out.
    """

    speed: float = 0.0
    emotions: tuple[tuple[str, int], ...] = ()

    @property
    def rate(self) -> float:
        """Factor on the speaking rate: 1.6^s above zero, 0.6^|s| below."""
        return rate_of(self.speed)

    def level(self, emotion: str) -> int:
        """Level 0 (off) to 5 (highest) of *emotion*."""
        return dict(self.emotions).get(emotion, 0)


def rate_of(speed: float) -> float:
    """Factor on the speaking rate for a *speed* of -1 to 1."""
    return float(1.6**speed if speed >= 0 else 0.6**-speed)


def controls(speed: float = 0.0, emotions: Mapping[str, int] | None = None) -> Controls:
    """Checked controls.

    Raises:
        InvalidArgument: speed outside -1 to 1, an unknown emotion, or a level outside 0 to 5.
    """
    if isinstance(speed, bool) or not isinstance(speed, int | float) or not math.isfinite(speed) or abs(speed) > 1:
        raise InvalidArgument("speed", "a number from -1 to 1", repr(speed))
    levels = dict(emotions or {})
    for name, level in levels.items():
        if name not in EMOTIONS:
            raise InvalidArgument("emotion", "one of " + ", ".join(EMOTIONS), repr(name))
        if isinstance(level, bool) or level not in range(len(LEVELS)):
            raise InvalidArgument("emotion level", "0 to 5", repr(level))
    return Controls(float(speed), tuple((name, levels[name]) for name in EMOTIONS if levels.get(name)))


def controls_from_wire(value: Mapping[str, Any] | None) -> Controls:
    """Controls from the API's `{"speed": "fast" | -1..1, "emotion": ["anger:high", "curiosity"]}`.

    A tag without a level means medium. Unknown keys are ignored; null counts as absent.

    Raises:
        InvalidArgument: a value outside what is permitted.
    """
    if value is None:
        return Controls()
    if not isinstance(value, Mapping):
        raise InvalidArgument("voice controls", "an object with speed and emotion")
    speed = value.get("speed")
    if isinstance(speed, str):
        if speed not in SPEED_NAMES:
            raise InvalidArgument("speed", "a number from -1 to 1 or one of " + ", ".join(SPEED_NAMES), repr(speed))
        speed = SPEED_NAMES[speed]
    return controls(0.0 if speed is None else speed, _levels_from_tags(value.get("emotion")))


def controls_to_wire(value: Controls) -> dict[str, Any]:
    """The API's form of *value*; the inverse of controls_from_wire."""
    return {
        "speed": value.speed,
        "emotion": [name if LEVELS[level] == "medium" else f"{name}:{LEVELS[level]}" for name, level in value.emotions],
    }


def _levels_from_tags(tags: Iterable[str] | None) -> dict[str, int]:
    if tags is None:
        return {}
    if isinstance(tags, str) or not isinstance(tags, Iterable):
        raise InvalidArgument("emotion", 'a list of tags such as "anger:high"')
    levels: dict[str, int] = {}
    for tag in tags:
        if not isinstance(tag, str):
            raise InvalidArgument("emotion", 'a list of tags such as "anger:high"', type(tag).__name__)
        name, _, level = tag.partition(":")
        if name not in EMOTIONS:
            raise InvalidArgument("emotion", "one of " + ", ".join(EMOTIONS), repr(tag))
        if level and level not in LEVELS:
            raise InvalidArgument("emotion level", "one of " + ", ".join(LEVELS[1:]), repr(tag))
        levels[name] = LEVELS.index(level or "medium")
    return levels
