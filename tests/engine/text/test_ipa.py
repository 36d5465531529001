# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.ipa import mnemonics, tied


def test_sounds_are_written_as_the_voice_writes_them() -> None:
    assert tied("/həˈloʊ/") == "həlˈo^ʊ"
    assert mnemonics("həˈloʊ") == "h@l'oU"
    assert mnemonics("∅") == ""
