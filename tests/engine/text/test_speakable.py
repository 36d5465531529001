# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.engine.text.speakable import has_letters_or_digits, is_punctuation


def test_what_can_be_said() -> None:
    assert has_letters_or_digits("a1")
    assert has_letters_or_digits("你")
    assert not has_letters_or_digits("…!")
    assert is_punctuation("—")
    assert is_punctuation("**")
    assert not is_punctuation("🙂")
    assert not is_punctuation("")
