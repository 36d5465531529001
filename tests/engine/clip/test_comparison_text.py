# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.clip.comparison_text import SENTENCES, ComparisonText, text_of_clip

WORDS = "Thirty letters are enough to hear a voice by."


@pytest.mark.parametrize(
    ("transcript", "language", "words"),
    [
        (f"  {WORDS}\n{WORDS} ", "", ComparisonText(f"{WORDS} {WORDS}", "en-US")),
        (WORDS, "en-gb", ComparisonText(WORDS, "en-GB")),
        (f'<break time="5s"/><volume ratio="2"/>{WORDS}', "", ComparisonText(WORDS, "en-US")),
        (WORDS, "fr-CA", ComparisonText(WORDS, "fr")),
        (WORDS, "ko", None),
        ("Too few letters!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", "en", None),
        ("", "en", None),
        ("吾輩は猫である。名前はまだ無い。", "ja", ComparisonText("吾輩は猫である。名前はまだ無い。", "ja")),
        ("猫" * 300, "zh", ComparisonText("猫" * 50, "zh")),
        ("word " * 99, "en", ComparisonText("word " * 39 + "word", "en-US")),
        ("x" * 999, "en", ComparisonText("x" * 50, "en-US")),
        ("1" * 999, "en", ComparisonText("1" * 50, "en-US")),
    ],
)
def test_what_of_a_transcript_is_said(transcript: str, language: str, words: ComparisonText | None) -> None:
    found = text_of_clip(transcript, language)
    assert found == words
    assert found is None or found.length <= 200


def test_figures_and_east_asian_characters_take_as_long_as_four_letters() -> None:
    assert ComparisonText("abcd").length == 4
    assert ComparisonText("猫").length == ComparisonText("7").length == 4
    assert ComparisonText("").length == 0


def test_the_sentences_for_unknown_words_could_be_a_clips_own() -> None:
    assert [text_of_clip(words.text, words.language) for words in SENTENCES] == list(SENTENCES)
