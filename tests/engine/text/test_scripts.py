# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import unicodedata

import pytest

from studio.core.resources import resource
from studio.engine.espeak.voices import LANGUAGES, espeak_name
from studio.engine.text.scripts import voice_for_script

SAMPLES: dict[str, list[str]] = json.loads(resource("samples/languages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", sorted(set(SAMPLES) & set(LANGUAGES)))
def test_each_language_is_read_by_its_own_voice(language: str) -> None:
    own = espeak_name(language)
    for sentence in SAMPLES[language]:
        for word in sentence.split():
            if any(unicodedata.category(character)[0] == "L" for character in word):
                assert voice_for_script(word, own) == own


@pytest.mark.parametrize(
    ("word", "own", "voice"),
    [("мир", "en-us", "ru"), ("мир", "uk", "uk"), ("שלום", "fr", "he"), ("house", "ru", "ru"), ("«да»", "de", "ru")],
)
def test_a_foreign_word_is_read_by_a_voice_that_knows_its_script(word: str, own: str, voice: str) -> None:
    assert voice_for_script(word, own) == voice
