# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a character of the text is in Qt's document."""

from __future__ import annotations

import random
from dataclasses import replace

from studio.core.marks import Mark
from studio.core.project import Paragraph, new_paragraph
from studio.ui.manuscript.lines.rows import CHIP, Rows, row_of, shows_alike, typed_row

PAUSE = Mark("pause", 4, 4, "1")


def test_a_text_without_emoji_and_chips_is_counted_alike_in_both() -> None:
    rows = shown(new_paragraph("Plain – and “quoted”"), new_paragraph("more"))
    assert [rows.to_document(i) for i in range(26)] == list(range(26))
    assert [rows.to_text(i) for i in range(26)] == list(range(26))


def test_an_emoji_takes_two_places_in_the_document() -> None:
    rows = shown(new_paragraph("a🙂b🙂c"))
    assert [rows.to_document(index) for index in range(6)] == [0, 1, 3, 4, 6, 7]
    assert [rows.to_text(position) for position in (0, 1, 3, 4, 6, 7)] == list(range(6))


def test_a_chip_takes_a_place_in_the_document_and_none_in_the_text() -> None:
    rows = shown(new_paragraph("🙂 ab", (Mark("pause", 2, 2, "1"), Mark("pause", 2, 2, "2"))), new_paragraph("c"))
    assert rows[0].shown == f"🙂 {CHIP}{CHIP}ab"
    assert (rows.to_document(2, before_chips=True), rows.to_document(2)) == (3, 5)
    assert [rows.to_text(position) for position in range(2, 10)] == [1, 2, 2, 2, 3, 4, 5, 6]
    assert [rows[0].points_before(place) for place in (1, 2, 3, 4, 5)] == [0, 0, 1, 2, 0]
    assert rows[0].chip_at(3) == rows[0].chips[1]
    assert (rows.text, rows.length) == ("🙂 ab\nc", 6)


def test_a_letter_like_a_chips_is_text() -> None:
    rows = shown(new_paragraph(f"a{CHIP}b", (Mark("pause", 2, 2, "1"),)))
    assert rows[0].shown == f"a{CHIP}{CHIP}b"
    assert (rows[0].chip_at(1), rows[0].chip_at(2)) == (None, rows[0].chips[0])
    assert rows.to_text(4) == 3


def test_a_typed_row_has_the_text_between_its_chips() -> None:
    before = row_of(new_paragraph("One two", (PAUSE,)))
    typed = typed_row(f"One x{CHIP}two", [(5, before.chips[0])], before)
    assert (typed.text, typed.at, typed.chips[0].place) == ("One xtwo", (5,), 5)


def test_any_text_is_found_again() -> None:
    drawn = random.Random(3)
    paragraphs = [some(drawn) for _ in range(60)]
    rows = shown(*paragraphs)
    text = "\n".join(each.text for each in paragraphs)
    assert (rows.text, rows.length) == (text, len(text))
    document = "\n".join(row_of(each).shown for each in paragraphs).encode("utf-16-le")
    for index in range(len(text) + 1):
        row = rows.row_at(index)
        assert rows.start(row) <= index <= rows.start(row) + len(rows[row].text)
        for before in (True, False):
            position = rows.to_document(index, before_chips=before)
            assert rows.to_text(position) == index
            if index < len(text) and not before:
                assert document[2 * position :].decode("utf-16-le").startswith(text[index])
    assert rows.slice(10, 200) == text[10:200]


def some(drawn: random.Random) -> Paragraph:
    text = "".join(drawn.choice("ab 🙂é") for _ in range(drawn.randrange(12)))
    places = sorted(drawn.randrange(len(text) + 1) for _ in range(drawn.randrange(3)))
    return new_paragraph(text, tuple(Mark("pause", place, place, "1") for place in places))


def shown(*paragraphs: Paragraph) -> Rows:
    rows = Rows()
    rows.replace(0, 1, [row_of(paragraph) for paragraph in paragraphs])
    return rows


def test_another_speaker_leaves_what_a_row_shows() -> None:
    paragraph = new_paragraph("One two", (PAUSE,))
    rows = shown(paragraph, new_paragraph("three"))
    given = replace(paragraph, speaker="ida")
    assert shows_alike(rows[0], given)
    rows.put_source(0, given)
    assert rows[0] == row_of(given)
    assert rows[0].source is given
    for other in (
        replace(paragraph, text="One"),
        replace(paragraph, marks=()),
        replace(paragraph, kind="heading", level=1),
        replace(paragraph, left_out=True),
        replace(paragraph, id="other"),
    ):
        assert not shows_alike(rows[0], other)
    assert not shows_alike(typed_row("One", (), rows[0]), paragraph)
