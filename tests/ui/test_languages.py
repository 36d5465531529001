# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.core.languages import primary
from studio.engine.espeak.voices import LANGUAGES as ESPEAK
from studio.engine.phonemes.phonemize import LANGUAGES as KOKORO
from studio.ui.languages import language_name


@pytest.mark.parametrize("tag", sorted({*ESPEAK, *KOKORO}))
def test_every_language_that_is_spoken_has_a_name(tag: str) -> None:
    name = language_name(tag)
    assert name[0].isupper()
    assert name not in ("C", primary(tag))


def test_regions_are_told_apart() -> None:
    assert language_name("pt-PT") == "Portuguese (Portugal)"
    assert language_name("es-419") == "Spanish (Latin America)"
    assert language_name("ja") == "Japanese"


def test_languages_have_names() -> None:
    assert language_name("en-GB") == "English (UK)"
    assert language_name("pt-BR") == "Portuguese (Brazil)"
    assert language_name("es") == "Spanish"
