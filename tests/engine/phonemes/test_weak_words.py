# SPDX-License-Identifier: GPL-3.0-or-later
"""Weak words of English in running text."""

from __future__ import annotations

import pytest

from studio.engine.phonemes.phonemize import phonemize


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I object to the other.", "ˌI əbʤˈɛkt tə ði ˈʌðəɹ"),
        ("He left when I did.", "hi lˈɛft wˌɛn ˌI dˈɪd"),
        ("I’ll ask a man.", "ˌIl ˈæsk ɐ mˈæn"),
        ("An eye, vitamin A", "ən ˈI vˈITəmɪn ˈA"),
    ],
)
def test_they_have_the_stress_that_the_model_was_trained_with(text: str, said: str) -> None:
    assert " ".join(word.phonemes for word in phonemize(text, "en-US")) == said


def test_other_languages_keep_their_words() -> None:
    assert phonemize("I libri", "it")[0].phonemes == "i"
