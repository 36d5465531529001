# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.app.audition_text import sample_sentence


def test_each_language_has_its_sample_and_the_others_the_english_one() -> None:
    assert sample_sentence("fr") == sample_sentence("fr-CA") != sample_sentence("en-GB")
    assert sample_sentence("tlh") == sample_sentence("en-US")
