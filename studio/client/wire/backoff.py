# SPDX-License-Identifier: Apache-2.0
"""Number and delays of retries."""

from __future__ import annotations

import random
from dataclasses import dataclass

_MAX_DELAY_S = 60.0

PATIENCE_S = 30.0
"""Seconds that a program waits for the next word of a server, unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Retries after a failed attempt.

    Attributes:
        retries: Number of retries.
        first_delay_s: Seconds before the first retry. They are doubled each time, and up to half is added at random, so
            that many clients do not come back together.
    """

    retries: int = 2
    first_delay_s: float = 0.1

    def delay_s(self, retry: int, asked_s: float | None = None) -> float:
        """Seconds to wait before *retry*, counted from 0. The server's wish goes first, up to a minute."""
        if asked_s is not None:
            return min(asked_s, _MAX_DELAY_S)
        return min(self.first_delay_s * float(2**retry) * random.uniform(1.0, 1.5), _MAX_DELAY_S)
