# SPDX-License-Identifier: GPL-3.0-or-later
from pathlib import Path

import pytest

from studio.core.marks import Mark
from studio.project.importers.book import NOTE_REF, ImportFailed
from studio.project.importers.table import read_source

TEXT = """---
title: "The Ice"
author: Astrid Holm
---
# One

It was *not* thun-
der.[^1]

1. flour
2. violin

> quoted

***

[^1]: Minus forty.
"""


def test_a_text_in_markdown(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    source = read_source(path)
    assert (source.title, source.author) == ("The Ice", "Astrid Holm")
    assert [(piece.text, piece.kind, piece.role) for piece in source.pieces] == [
        ("One", "heading", ""),
        ("It was not thun-\nder.[1]", "text", ""),
        ("1. flour", "text", ""),
        ("2. violin", "text", ""),
        ("quoted", "text", ""),
        ("", "break", ""),
        ("1. Minus forty.", "text", "footnote"),
    ]
    assert source.pieces[1].marks == (Mark("emphasis", 7, 10), Mark(NOTE_REF, 21, 24))


def test_a_text_without_blank_lines_has_a_paragraph_a_line(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("It did not sound like thunder.\n" * 5000)
    assert {piece.text for piece in read_source(path).pieces} == {"It did not sound like thunder."}


@pytest.mark.parametrize("sign", ["[", "![", "[^", "^[", "*a "])
def test_reading_of_signs_that_open_and_never_close_can_be_ended(sign: str, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text(sign * 5000)
    steps = 0

    def stop(_share: float) -> None:
        nonlocal steps
        steps += 1
        if steps > 20:
            raise ImportFailed("enough")

    with pytest.raises(ImportFailed, match="enough"):
        read_source(path, stop)


def test_our_own_tags_become_marks(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text('It <speed ratio="1.2">was *not*</speed> there.<break time="500ms"/>')
    (piece,) = read_source(path).pieces
    assert piece.text == "It was not there."
    assert set(piece.marks) == {Mark("speed", 3, 10, "1.2"), Mark("emphasis", 7, 10), Mark("pause", 17, 17, "0.5")}
