# SPDX-License-Identifier: Apache-2.0
"""Hues of voices and speakers, "#RRGGBB"; white letters on each have a contrast of 5 or more."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from typing import Final

HUES: Final = (
    "#23786E",
    "#4C5F98",
    "#B8475F",
    "#2F7D4E",
    "#80509A",
    "#43708C",
    "#6B6F2A",
    "#A0543F",
    "#62606C",
    "#2F6F92",
    "#A84A74",
    "#8A6420",
)
HUE_NAMES: Final = (
    "Teal", "Indigo", "Rose", "Green", "Purple", "Steel blue", "Olive", "Rust", "Grey", "Blue", "Plum", "Ochre",
)  # fmt: skip
"""What they are called, in the order of HUES."""
_WRITTEN = re.compile(r"#[0-9A-Fa-f]{6}")


def hue_of(voice_id: str) -> str:
    """The hue of a voice, the same on every machine and in every list."""
    return HUES[hashlib.sha256(voice_id.encode()).digest()[0] % len(HUES)]


def is_hue(text: str) -> bool:
    """Whether *text* writes a colour as "#RRGGBB"."""
    return _WRITTEN.fullmatch(text) is not None


def free_hue(used: Collection[str]) -> str:
    """The first hue that is not among *used* ones; when all are, the one that is used least."""
    taken = [hue.upper() for hue in used]
    return min(HUES, key=taken.count)
