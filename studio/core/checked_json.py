# SPDX-License-Identifier: Apache-2.0
"""JSON of files that anybody may have written: each number finite and of bearable length, each fault a ValueError."""

from __future__ import annotations

import json
import math
from typing import Any, TypeGuard

_DIGITS = 20


def checked_json(data: bytes) -> Any:
    """The value that *data* (UTF-8) holds.

    Raises:
        ValueError: no JSON, nested too deep, or with a number that is not finite or has more than 20 digits.
    """
    try:
        return json.loads(data.decode("utf-8-sig"), parse_int=_whole, parse_float=_finite, parse_constant=_refused)
    except RecursionError:
        raise ValueError("nested too deep") from None


def to_json_bytes(value: object) -> bytes:
    """*value* as indented UTF-8; a lone surrogate in a text, which UTF-8 cannot hold, as JSON's escape for it."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8", "backslashreplace")


def is_text(value: object, most_chars: int) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= most_chars


def is_number(value: object, least: float, most: float) -> TypeGuard[int | float]:
    """Whether *value* is a number (no bool) from *least* to *most*."""
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
