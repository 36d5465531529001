# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts of a text, and whether an installed font has their letters."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFontDatabase

_System = QFontDatabase.WritingSystem
_CORE, _CJK = "fonts-noto-core", "fonts-noto-cjk"


@dataclass(frozen=True, slots=True)
class Script:
    """A script.

    Attributes:
        name: As a person calls it.
        first, last: Its main block of characters.
        system: Qt's name for it.
        package: The Debian package of fonts that have it.
    """

    name: str
    first: int
    last: int
    system: QFontDatabase.WritingSystem
    package: str = _CORE


SCRIPTS = (
    Script("Greek", 0x0370, 0x03FF, _System.Greek),
    Script("Cyrillic", 0x0400, 0x052F, _System.Cyrillic),
    Script("Armenian", 0x0531, 0x058F, _System.Armenian),
    Script("Hebrew", 0x0591, 0x05F4, _System.Hebrew),
    Script("Arabic", 0x0600, 0x06FF, _System.Arabic),
    Script("Syriac", 0x0700, 0x074F, _System.Syriac),
    Script("Thaana", 0x0780, 0x07BF, _System.Thaana),
    Script("Devanagari", 0x0900, 0x0963, _System.Devanagari),
    Script("Bengali", 0x0980, 0x09FF, _System.Bengali),
    Script("Gurmukhi", 0x0A01, 0x0A76, _System.Gurmukhi),
    Script("Gujarati", 0x0A81, 0x0AFF, _System.Gujarati),
    Script("Oriya", 0x0B01, 0x0B77, _System.Oriya),
    Script("Tamil", 0x0B82, 0x0BFA, _System.Tamil),
    Script("Telugu", 0x0C00, 0x0C7F, _System.Telugu),
    Script("Kannada", 0x0C80, 0x0CF2, _System.Kannada),
    Script("Malayalam", 0x0D00, 0x0D7F, _System.Malayalam),
    Script("Sinhala", 0x0D81, 0x0DF4, _System.Sinhala),
    Script("Thai", 0x0E01, 0x0E5B, _System.Thai),
    Script("Lao", 0x0E81, 0x0EDF, _System.Lao),
    Script("Tibetan", 0x0F00, 0x0FDA, _System.Tibetan),
    Script("Burmese", 0x1000, 0x109F, _System.Myanmar),
    Script("Georgian", 0x10A0, 0x10FF, _System.Georgian),
    Script("Khmer", 0x1780, 0x17F9, _System.Khmer),
    Script("Japanese", 0x3041, 0x30FF, _System.Japanese, _CJK),
    Script("Chinese", 0x4E00, 0x9FFF, _System.SimplifiedChinese, _CJK),
    Script("Korean", 0xAC00, 0xD7A3, _System.Korean, _CJK),
)
"""In the order of their characters. Latin is what the window itself is written in."""
_FIRSTS = [script.first for script in SCRIPTS]
_BEFORE_ALL = chr(_FIRSTS[0])


@lru_cache(maxsize=32768)
def scripts_in(text: str) -> frozenset[Script]:
    """The scripts of SCRIPTS that *text* has letters of."""
    if text.isascii() or max(text) < _BEFORE_ALL:
        return frozenset()
    found = set()
    for letter in set(text):
        number = bisect_right(_FIRSTS, ord(letter)) - 1
        if number >= 0 and ord(letter) <= SCRIPTS[number].last:
            found.add(SCRIPTS[number])
    return frozenset(found)


@lru_cache(maxsize=64)
def is_installed(script: Script) -> bool:
    """Whether an installed font has the script."""
    return bool(QFontDatabase.families(script.system))
