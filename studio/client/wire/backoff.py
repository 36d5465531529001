# SPDX-License-Identifier: Apache-2.0
"""How often and when to try again."""

from __future__ import annotations

import random
from dataclasses import dataclass

_MAX_DELAY_S = 60.0


@dataclass(frozen=True, slots=True)
class Backoff:
    """Attempts after a failed one.

    Attributes:
        retries: How many.
        first_delay_s: Seconds before the first, doubled each time, and up to half of it more by chance so that many
            clients do not come back together.
    """

    retries: int = 2
    first_delay_s: float = 0.1

    def delay_s(self, retry: int, asked_s: float | None = None) -> float:
        """Seconds to wait before *retry*, counted from 0; what the server asked for goes first, up to a minute."""
        if asked_s is not None:
            return min(asked_s, _MAX_DELAY_S)
        return min(self.first_delay_s * float(2**retry) * random.uniform(1.0, 1.5), _MAX_DELAY_S)
