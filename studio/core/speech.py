# SPDX-License-Identifier: Apache-2.0
"""Controls of speech: speed, emotions, volume and pitch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.core.emotions import EMOTIONS, LEVELS
from studio.core.errors import InvalidArgument

SLOWEST, FASTEST = 0.6, 1.6
"""Factors on the speaking rate at speed -1 and 1."""
QUIETEST, LOUDEST = 0.5, 2.0
MOST_PITCH = 6.0
"""Semitones by which a voice can be moved, up and down."""
SPEED_NAMES = {"slowest": -1.0, "slow": -0.5, "normal": 0.0, "fast": 0.5, "fastest": 1.0}
PERMITTED_SPEED = "a number from -1 to 1 or one of " + ", ".join(SPEED_NAMES)


@dataclass(frozen=True, slots=True)
class Controls:
    """Speed, emotion, volume and pitch of an utterance.

    Attributes:
        speed: -1 (slowest) to 1 (fastest), 0 is the voice's own speed.
        emotions: Name and level (1 lowest to 5 highest), in the order of EMOTIONS, level 0 left out.
        volume: Factor on the amplitude, QUIETEST to LOUDEST, 1 is the voice's own.
        pitch: Semitones above the voice's own pitch, -MOST_PITCH to MOST_PITCH.
    """

    speed: float = 0.0
    emotions: tuple[tuple[str, int], ...] = ()
    volume: float = 1.0
    pitch: float = 0.0

    @property
    def rate(self) -> float:
        """Factor on the speaking rate: 1.6^s above zero, 0.6^|s| below."""
        return rate_of(self.speed)

    def level(self, emotion: str) -> int:
        """Level 0 (off) to 5 (highest) of *emotion*."""
        return dict(self.emotions).get(emotion, 0)


def rate_of(speed: float) -> float:
    """Factor on the speaking rate for a *speed* of -1 to 1."""
    return float(FASTEST**speed if speed >= 0 else SLOWEST**-speed)


def speed_of(rate: float) -> float:
    """The speed, -1 to 1, whose `rate_of` is *rate*; a rate out of its range (0.6 to 1.6) gives the nearest end."""
    speed = math.log(rate, FASTEST) if rate >= 1 else -math.log(rate, SLOWEST)
    return min(max(speed, -1.0), 1.0)


def controls(
    speed: float = 0.0, emotions: Mapping[str, int] | None = None, volume: float = 1.0, pitch: float = 0.0
) -> Controls:
    """Checked controls.

    Raises:
        InvalidArgument: speed outside -1 to 1, an unknown emotion, a level outside 0 to 5, a volume outside QUIETEST
            to LOUDEST, or a pitch beyond MOST_PITCH.
    """
    for name, value, least, most in (
        ("speed", speed, -1, 1),
        ("volume", volume, QUIETEST, LOUDEST),
        ("pitch", pitch, -MOST_PITCH, MOST_PITCH),
    ):
        # NaN is between no two numbers.
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise InvalidArgument(name, f"a number from {least:g} to {most:g}", repr(value))
    levels = dict(emotions or {})
    for name, level in levels.items():
        if name not in EMOTIONS:
            raise InvalidArgument("emotion", "one of " + ", ".join(EMOTIONS), repr(name))
        if isinstance(level, bool) or level not in range(len(LEVELS)):
            raise InvalidArgument("emotion level", "0 to 5", repr(level))
    listed = tuple((name, levels[name]) for name in EMOTIONS if levels.get(name))
    return Controls(float(speed), listed, float(volume), float(pitch))


def controls_from_wire(value: Mapping[str, Any] | None) -> Controls:
    """Controls from the API's `{"speed": "fast" | -1..1, "emotion": ["anger:high", "curiosity"]}`.

    A tag without a level means medium. "volume" and "pitch" beside them are extensions of ours. Unknown keys are
    ignored; null counts as absent.

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
            raise InvalidArgument("speed", PERMITTED_SPEED, repr(speed))
        speed = SPEED_NAMES[speed]
    volume, pitch = value.get("volume"), value.get("pitch")
    return controls(
        0.0 if speed is None else speed,
        _levels_from_tags(value.get("emotion")),
        1.0 if volume is None else volume,
        0.0 if pitch is None else pitch,
    )


def controls_to_wire(value: Controls) -> dict[str, Any]:
    """The API's form of *value*; the inverse of controls_from_wire. Volume and pitch are named only where they are
    not the voice's own."""
    wire: dict[str, Any] = {
        "speed": value.speed,
        "emotion": [name if LEVELS[level] == "medium" else f"{name}:{LEVELS[level]}" for name, level in value.emotions],
    }
    if value.volume != 1.0:
        wire["volume"] = value.volume
    if value.pitch:
        wire["pitch"] = value.pitch
    return wire


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
