# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.clip.lines import SENTENCES, Line, line_of_clip

WORDS = "Thirty letters are enough to hear a voice by."


@pytest.mark.parametrize(
    ("transcript", "language", "line"),
    [
        (f"  {WORDS}\n{WORDS} ", "", Line(f"{WORDS} {WORDS}", "en-US")),
        (WORDS, "en-gb", Line(WORDS, "en-GB")),
        (f'<break time="5s"/><volume ratio="2"/>{WORDS}', "", Line(WORDS, "en-US")),
        (WORDS, "fr-CA", Line(WORDS, "fr")),
        (WORDS, "ko", None),
        ("Too few letters!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", "en", None),
        ("", "en", None),
        ("吾輩は猫である。名前はまだ無い。", "ja", Line("吾輩は猫である。名前はまだ無い。", "ja")),
        ("猫" * 300, "zh", Line("猫" * 50, "zh")),
        ("word " * 99, "en", Line("word " * 39 + "word", "en-US")),
        ("x" * 999, "en", Line("x" * 50, "en-US")),
        ("1" * 999, "en", Line("1" * 50, "en-US")),
    ],
)
def test_what_of_a_transcript_is_said(transcript: str, language: str, line: Line | None) -> None:
    found = line_of_clip(transcript, language)
    assert found == line
    assert found is None or found.length <= 200


def test_figures_and_east_asian_characters_take_as_long_as_four_letters() -> None:
    assert Line("abcd").length == 4
    assert Line("猫").length == Line("7").length == 4
    assert Line("").length == 0


def test_the_sentences_for_unknown_words_could_be_a_clips_own() -> None:
    assert [line_of_clip(line.text, line.language) for line in SENTENCES] == list(SENTENCES)
