# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of languages against the library that speaks them."""

from __future__ import annotations

import pytest

from studio.core.languages import resolve_language
from studio.engine.espeak.languages import LANGUAGES, WITH_VOICES
from studio.engine.espeak_ng import phoneme_groups


@pytest.mark.parametrize("tag", LANGUAGES)
def test_espeak_has_a_voice_of_that_name(tag: str) -> None:
    assert phoneme_groups("radio", LANGUAGES[tag][0])


def test_each_tag_means_itself_and_no_two_languages_are_called_the_same() -> None:
    assert [resolve_language(tag, tuple(LANGUAGES), "") for tag in LANGUAGES] == list(LANGUAGES)
    names = [name for _, name in LANGUAGES.values()]
    assert len(set(names)) == len(names)
    assert len({own for own, _ in LANGUAGES.values()}) == len(LANGUAGES)


def test_the_languages_with_voices_come_first() -> None:
    assert next(iter(LANGUAGES)) == "en-US"
    assert 0 < WITH_VOICES < len(LANGUAGES)
