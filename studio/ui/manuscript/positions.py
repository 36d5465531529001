# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversion between characters of a text and positions in Qt's document, which counts UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Positions:
    """Converts both ways for one text; free for texts without characters such as emoji."""

    def __init__(self, text: str) -> None:
        self._wide: list[int] = []
        if not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text):
            self._wide = [match.start() for match in _ASTRAL.finditer(text)]
        self._wide_units = [place + before for before, place in enumerate(self._wide)]

    def to_document(self, index: int) -> int:
        return index + bisect_left(self._wide, index)

    def to_text(self, position: int) -> int:
        return position - bisect_left(self._wide_units, position)
