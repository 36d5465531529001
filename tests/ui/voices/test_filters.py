# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.voices import Voice
from studio.ui.voices.filters import VoiceFilter, known_of, languages_of, words_of


def test_words_are_without_marks_accents_and_case() -> None:
    assert words_of("en-GB, João (ÉTÉ)") == ("en", "gb", "joao", "ete")
    assert words_of(" ,. ") == ()


def test_what_is_known_of_a_voice_has_its_places_and_whose_it_is() -> None:
    known = known_of(Voice("mine", "Evening", "en-GB", "female", "soft", "Blend of two", own=True)).split("\n")
    assert {"evening", "kingdom", "british", "english", "female", "soft", "blend", "mine"} <= set(known)


@pytest.mark.parametrize(
    "wanted",
    [
        VoiceFilter(words="x"),
        VoiceFilter(language="en"),
        VoiceFilter(sex="male"),
        VoiceFilter(source="clip"),
        VoiceFilter(stars=True),
    ],
)
def test_a_filter_that_is_set_is_on(wanted: VoiceFilter) -> None:
    assert wanted.on
    assert not VoiceFilter(words="  ").on


def test_languages_are_listed_once_in_the_order_of_the_voices(voices: tuple[Voice, ...]) -> None:
    assert languages_of(voices) == ("en", "fr", "ja")
