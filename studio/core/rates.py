# SPDX-License-Identifier: Apache-2.0
"""Sample rates that a request for speech can ask for. Apart from `pcm`, which needs NumPy."""

from __future__ import annotations

from typing import TypeGuard

RATES_HZ = range(8000, 48001)
PERMITTED_RATES = f"a whole number from {RATES_HZ[0]} to {RATES_HZ[-1]}"


def is_rate(value: object) -> TypeGuard[int]:
    """Whether *value* is a whole number of RATES_HZ, and not a bool."""
    return isinstance(value, int) and not isinstance(value, bool) and value in RATES_HZ
