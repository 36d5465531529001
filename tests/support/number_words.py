# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers whose words are checked against rules written here a second time."""

from __future__ import annotations

import random
from collections.abc import Callable

CHECKED = (*range(10_001), *random.Random(7).sample(range(10_001, 10**9), 2_000))
"""Each number to 10,000, and others up to a thousand million."""


def differing(said: Callable[[int], str], wanted: Callable[[int], str]) -> list[tuple[int, str, str]]:
    """Numbers of CHECKED for which both do not agree, blanks and hyphens apart; ten at most."""
    found = ((number, said(number), wanted(number)) for number in CHECKED)
    return [each for each in found if _plain(each[1]) != _plain(each[2])][:10]


def _plain(words: str) -> str:
    return words.replace(" ", "").replace("-", "")
