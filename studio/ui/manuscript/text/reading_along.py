# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the view keeps up with the word that is heard, or is left to the person."""

from __future__ import annotations

import time
from collections.abc import Callable

LEFT_ALONE_S = 2.5


class ReadingAlong:
    """Scrolling stops it until it is taken up again; typing puts it off for a moment.

    Args:
        clock: Monotonic, in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._scrolled = False
        self._typed_s = float("-inf")

    @property
    def follows(self) -> bool:
        """Whether the word that is heard is brought into view."""
        return not self._scrolled and self._clock() - self._typed_s > LEFT_ALONE_S

    def scrolled(self) -> None:
        """Note that the person looks at another place."""
        self._scrolled = True

    def typed(self) -> None:
        """Note that the text was changed."""
        self._typed_s = self._clock()

    def left(self) -> None:
        """Note that the keyboard left the text, so that nobody types there."""
        self._typed_s = float("-inf")

    def take_up(self) -> None:
        """Follow again."""
        self._scrolled = False
        self.left()
