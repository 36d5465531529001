# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.server.speech.contexts import complete_words


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("", ""),
        ("Hel", ""),
        ("Hello ", "Hello "),
        ("Hello wor", "Hello "),
        ("Hello\nwor", "Hello\n"),
        ("Hello.", "Hello."),
        ("Hello!?", "Hello!?"),
        ('He said: "No."', 'He said: "No."'),
        ("It costs $3.", "It costs "),
        ("in the U.", "in the "),
        ("Really…", "Really…"),
        ("本です。", "本です。"),
        ("Hello,", ""),
    ],
)
def test_what_can_be_spoken_while_more_may_come(text: str, complete: str) -> None:
    assert text[: complete_words(text)] == complete


@given(st.text())
def test_the_rest_holds_no_blank(text: str) -> None:
    rest = text[complete_words(text) :]
    assert not any(character.isspace() for character in rest)
