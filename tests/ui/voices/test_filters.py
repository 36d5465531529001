# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.voices import Voice
from studio.ui.voices.filters import VoiceFilter, filtered, languages_of

SEARCHED = (
    Voice("emma", "Emma", "en-GB", "female", "assured, even", "A British woman's voice: assured, even."),
    Voice("daniel", "Daniel", "en-GB", "male", "formal, steady", "A British man's voice: formal, steady."),
    Voice("heart", "Heart", "en-US", "female", "warm, close-up", "An American woman's voice: warm, close-up."),
    Voice("tebukuro", "Tebukuro", "ja", "female", "clear, soft", "A Japanese woman's voice: clear, soft."),
    Voice("joao", "João", "pt-BR", "male", "bright", "A Brazilian man's voice: bright."),
    Voice("mine", "Evening", "en-US", "", "", "Blend of Heart 60%, Emma 40%", own=True),
)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("uk female", "Emma"),
        ("FEMALE UK", "Emma"),
        ("fem brit", "Emma"),
        ("kingdom", "Emma Daniel"),
        ("male", "Daniel João"),
        ("man", "Daniel João"),
        ("en-gb", "Emma Daniel"),
        ("en gb male", "Daniel"),
        ("ebukuro", ""),
        ("ja woman", "Tebukuro"),
        ("japan", "Tebukuro"),
        ("joao", "João"),
        ("brazil", "João"),
        ("up", "Heart"),
        ("close-up, warm", "Heart"),
        ("mine", "Evening"),
        ("heart 60", "Evening"),
        (" ,. ", "Evening Emma Daniel Heart Tebukuro João"),
    ],
)
def test_each_word_of_a_search_begins_a_word_of_what_is_known_of_the_voice(words: str, names: str) -> None:
    assert " ".join(voice.name for voice in filtered(SEARCHED, VoiceFilter(words=words))) == names


def test_filters_combine(voices: tuple[Voice, ...]) -> None:
    assert [v.name for v in filtered(voices, VoiceFilter(language="en", sex="female"))] == ["Heart"]
    assert filtered(voices, VoiceFilter(words="heart round")) == ()
    assert languages_of(voices) == ("en", "fr", "ja")
