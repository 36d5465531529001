# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.timeline import WordSpan
from studio.engine.phonemes.word_phonemes import WordPhonemes


@pytest.mark.parametrize(
    ("text", "phonemes", "silent", "skipped"),
    [
        ("one", "wˈʌn", False, False),
        ("🙂", "", False, True),
        ("🙂", "", True, False),
        ("—", "", False, False),
        ("...", "", False, False),
        ("\x07", "", False, True),
    ],
)
def test_a_listener_misses_what_has_no_sound_and_is_more_than_a_mark(
    text: str, phonemes: str, silent: bool, skipped: bool
) -> None:
    assert WordPhonemes(WordSpan(text, 0, len(text)), phonemes, "", silent).skipped is skipped
