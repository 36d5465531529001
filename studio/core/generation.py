# SPDX-License-Identifier: Apache-2.0
"""The newer API's `generation_config` (speed, volume, emotion by name) as controls of our engines."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from studio.core.emotions import NAMED_EMOTIONS, emotions_named
from studio.core.errors import InvalidArgument
from studio.core.speech import LOUDEST, QUIETEST, Controls, speed_of

SLOWEST_RATE, FASTEST_RATE = 0.6, 1.5
"""Range of `generation_config.speed`, a factor on the speaking rate."""


def scaled(controls: Controls, rate: float = 1.0, volume: float = 1.0) -> Controls:
    """*controls* with their rate and volume multiplied by *rate* and *volume*, within the permitted range."""
    if rate != 1.0:
        controls = replace(controls, speed=speed_of(controls.rate * rate))
    if volume != 1.0:
        controls = replace(controls, volume=min(max(controls.volume * volume, QUIETEST), LOUDEST))
    return controls


def with_generation_config(controls: Controls, value: object) -> Controls:
    """*controls* with the values of a request's `generation_config` in place of their own.

    Args:
        controls: From the older `__experimental_controls`.
        value: `{"speed": 0.6..1.5, "volume": 0.5..2.0, "emotion": name}`; null, inside too, counts as absent, unknown
            keys are ignored.

    Raises:
        InvalidArgument: a value outside what is permitted, or an emotion that is not in NAMED_EMOTIONS.
    """
    if value is None:
        return controls
    if not isinstance(value, Mapping):
        raise InvalidArgument("generation_config", "an object with speed, volume and emotion")
    rate = _number(value, "speed", SLOWEST_RATE, FASTEST_RATE)
    volume = _number(value, "volume", QUIETEST, LOUDEST)
    emotion: Any = value.get("emotion")
    if rate is not None:
        controls = replace(controls, speed=speed_of(rate))
    if volume is not None:
        controls = replace(controls, volume=volume)
    if emotion is not None:
        emotions = emotions_named(emotion) if isinstance(emotion, str) else None
        if emotions is None:
            raise InvalidArgument("generation_config.emotion", "one of " + ", ".join(NAMED_EMOTIONS))
        controls = replace(controls, emotions=emotions)
    return controls


def _number(value: Mapping[str, Any], name: str, least: float, most: float) -> float | None:
    number = value.get(name)
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
        raise InvalidArgument(f"generation_config.{name}", f"a number from {least} to {most}")
    if not least <= number <= most:
        raise InvalidArgument(f"generation_config.{name}", f"a number from {least} to {most}", repr(number))
    return float(number)
