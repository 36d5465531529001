# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases of normalise_cases.txt: what people write, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.timeline import word_spans
from studio.engine.text.normalise import spoken_words
from studio.engine.text.sentences import sentences

TABLE = Path(__file__).with_name("normalise_cases.txt")


def cases() -> Iterator[tuple[str, str, str]]:
    language = ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("# "):
            written, _, spoken = line.partition(" =")
            yield language, written, spoken.removeprefix(" ")


CASES = tuple(cases())


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 300
    assert len(set(CASES)) == len(CASES)


@pytest.mark.parametrize(("language", "written", "spoken"), CASES)
def test_what_is_written_is_said(language: str, written: str, spoken: str) -> None:
    forms = [form for sentence in sentences(written) for form in spoken_words(sentence, language)]
    said = ["-" if form.silent else form.text for form in forms]
    assert "|".join(said) == spoken
    assert len(forms) == len(word_spans(written)) == len(written.split())
