# SPDX-License-Identifier: Apache-2.0
"""JSON of files from anywhere: numbers must be finite and of limited length, and each fault is a ValueError."""

from __future__ import annotations

import json
import math
from typing import Any, TypeGuard

_DIGITS = 20


def checked_json(data: bytes) -> Any:
    """The value of *data* (UTF-8).

    Raises:
        ValueError: it is not JSON, is nested too deep, or has a number that is not finite or has more than 20 digits.
    """
    try:
        return json.loads(data.decode("utf-8-sig"), parse_int=_whole, parse_float=_finite, parse_constant=_refused)
    except RecursionError:
        raise ValueError("nested too deep") from None


def to_json_bytes(value: object) -> bytes:
    """*value* as indented UTF-8. A lone surrogate, which UTF-8 cannot hold, is written as JSON's escape."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8", "backslashreplace")


def is_text(value: object, most_chars: int) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= most_chars


def is_number(value: object, least: float, most: float) -> TypeGuard[int | float]:
    """Whether *value* is a number from *least* to *most*, and not a bool."""
    return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most


def _whole(digits: str) -> int:
    if len(digits.lstrip("-")) > _DIGITS:
        raise ValueError("a number of too many digits")
    return int(digits)


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("a number that is not finite")
    return value


def _refused(name: str) -> float:
    raise ValueError(f"{name} is no number")
