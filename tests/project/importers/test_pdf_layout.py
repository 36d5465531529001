# SPDX-License-Identifier: GPL-3.0-or-later
"""Running text out of lines with their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.project.importers.book import NOTE_REF, Piece
from studio.project.importers.pdf_layout import pieces_of
from studio.project.importers.pdf_lines import Entry, Line, Page

LEFT, WIDE, PITCH, HEIGHT = 50.0, 300.0, 13.0, 10.0
LETTER = 5.0
PROSE = "It did not sound like thunder, whatever they have written since; it sounded like a door in another house. "


def line(text: str, base: float, left: float = LEFT, height: float = HEIGHT, signs: tuple[int, ...] = ()) -> Line:
    return Line(text, left, left + LETTER * len(text), base, height, signs)


def lines_of(text: str, base: float, indent: float = 12.0, left: float = LEFT, width: float = WIDE) -> list[Line]:
    """A paragraph, of which the first line is indented."""
    rows = wrap(
        " " * round(indent / LETTER) + text, round(width / LETTER), drop_whitespace=True, break_on_hyphens=False
    )
    return [line(row.strip(), base - PITCH * at, left + (indent if not at else 0.0)) for at, row in enumerate(rows)]


def column(
    texts: Sequence[str], top: float = 500.0, indent: float = 12.0, gap: float = 0.0, **place: float
) -> list[Line]:
    made: list[Line] = []
    for text in texts:
        made += lines_of(text, made[-1].base - PITCH - gap if made else top, indent, **place)
    return made


def said(pages: Sequence[Sequence[Line]], outline: Sequence[Entry] = ()) -> list[str]:
    pieces = pieces_of([Page(tuple(lines)) for lines in pages], outline)
    return [" ".join(piece.text.split()) for piece in pieces]


def test_indented_lines_begin_paragraphs() -> None:
    texts = [(PROSE * 2).strip(), "“Who is there?”", "“Nobody.”", PROSE.strip()]
    assert said([column(texts)]) == texts


def test_lines_without_blanks_are_joined_without_one() -> None:
    rows = ["氷が割れた夜のことを、船長は誰にも話さなかった。それは遠い", "家の扉のような音だったという。", "「誰だ」"]
    lines = [Line(row, 50, 50 + 10 * len(row), 500 - PITCH * number, HEIGHT) for number, row in enumerate(rows)]
    assert said([lines]) == [rows[0] + rows[1], rows[2]]


def test_gaps_divide_paragraphs_that_are_not_indented() -> None:
    texts = [(PROSE * 2).strip(), "A short one", (PROSE * 3).strip()]
    assert said([column(texts, indent=0.0, gap=8.0)]) == texts


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    texts = [(PROSE * 2).strip(), "“Nobody,” he said.", PROSE.strip()]
    assert said([column(texts, indent=0.0)]) == texts


def test_a_paragraph_goes_on_over_the_page_and_heads_stand_behind_it() -> None:
    pages = []
    whole = lines_of((PROSE * 12).strip(), 500.0)
    for number in range(4):
        part = [
            line(each.text, 500.0 - PITCH * at, each.left) for at, each in enumerate(whole[number * 6 : number * 6 + 6])
        ]
        pages.append(
            [line("Letters from the Ice", 560.0, 120.0, 8.0), *part, line(f"– {number + 1} –", 30.0, 200.0, 8.0)]
        )
    pieces = pieces_of([Page(tuple(lines)) for lines in pages])
    assert [piece.role for piece in pieces] == ["", *["page head"] * 8]
    assert " ".join(pieces[0].text.split()) == " ".join(each.text for each in whole[:24])
    assert pieces[1:3] == (
        Piece("Letters from the Ice", role="page head"),
        Piece("– 1 –", role="page head"),
    )


def test_a_head_with_the_chapter_s_title_is_one_by_its_place() -> None:
    titles = ["The harbour", "The harbour", "The harbour", "Forty dogs", "First ice", "First ice", "First ice"]
    pages = [[line(title, 560.0, 130.0), *column([PROSE.strip()] * 3)] for title in titles]
    pieces = pieces_of([Page(tuple(lines)) for lines in pages])
    assert [piece.text for piece in pieces if piece.role] == titles


def test_a_page_with_a_title_alone_keeps_it() -> None:
    pages = [[line("The harbour", 300.0, 130.0)] for _ in range(3)]
    assert " ".join(said(pages)).split() == ["The", "harbour"] * 3


def test_a_last_line_that_others_repeat_is_text_where_it_stands_in_a_paragraph() -> None:
    pages = [column([f"{number} {PROSE}".strip(), "“Yes.”"]) for number in range(4)]
    assert [piece.text for piece in pieces_of([Page(tuple(lines)) for lines in pages])].count("“Yes.”") == 4


def test_columns_are_read_one_after_the_other() -> None:
    texts = [(PROSE * 2).strip(), "“Who is there?”", (PROSE * 3).strip()]
    left = column(texts, width=150.0)
    right = column(texts, width=150.0, left=LEFT + 170.0)
    assert said([[*left, *right]]) == texts * 2


def test_below_a_sign_of_a_list_its_text_goes_on() -> None:
    lines = column([PROSE.strip()] * 2, indent=0.0, gap=8.0)
    base = lines[-1].base - 30.0
    lines += [line("• Forty dogs, which were not barking when the ice was gone and", base)]
    lines += [line("nobody spoke", base - PITCH, LEFT + 10.0), line("• A violin", base - 2 * PITCH)]
    assert said([lines])[-2:] == [
        "• Forty dogs, which were not barking when the ice was gone and nobody spoke",
        "• A violin",
    ]


def test_small_print_at_the_foot_is_a_note_and_its_sign_is_marked() -> None:
    first = line("It cracked7 in the night and in the day, which nobody had", 500.0, LEFT + 12.0, signs=(10,))
    body = [first, *column([(PROSE * 3).strip()], 487.0, 0.0)]
    note = [line("7 Minus forty,", 80.0, height=8.0), line("as he wrote.", 70.0, height=8.0)]
    pieces = pieces_of([Page((*body, *note))])
    assert [(piece.role, piece.text.split("\n")[0]) for piece in pieces] == [
        ("", first.text),
        ("footnote", "7 Minus forty,"),
    ]
    (mark,) = pieces[0].marks
    assert (mark.kind, pieces[0].text[mark.start : mark.end]) == (NOTE_REF, "7")


@pytest.mark.parametrize("signs", ["* * *", "***", "—", "⁂"])
def test_a_line_of_signs_divides_scenes(signs: str) -> None:
    lines = column([PROSE.strip(), "End."])
    lines += [line(signs, lines[-1].base - PITCH, 180.0), *lines_of(PROSE.strip(), lines[-1].base - 2 * PITCH)]
    pieces = pieces_of([Page(tuple(lines))])
    assert [piece.kind for piece in pieces] == ["text", "text", "break", "text"]


def test_lines_of_a_table_of_contents_are_no_text() -> None:
    pieces = pieces_of([Page((line("First ice . . . . . . . . 12", 500.0), *column([PROSE.strip()], 450.0)))])
    assert [piece.role for piece in pieces] == ["", "page head"]


def test_what_stands_side_by_side_is_one_line() -> None:
    lines = [line("The dogs", 500.0), line("barked.", 500.0, 95.0)]
    assert said([lines]) == ["The dogs barked."]


def test_headings_are_told_by_the_outline_or_by_large_letters() -> None:
    pages = [[line(f"Chapter {n}", 560.0, height=20.0), *column([PROSE.strip()])] for n in "12"]
    kinds = [(each.kind, each.level) for each in pieces_of([Page(tuple(lines)) for lines in pages])]
    assert kinds == [("heading", 1), ("text", 0)] * 2
    outline = [Entry(0, "First ice", 0, 500.0), Entry(1, "Chapter 2", 1, None)]
    pieces = pieces_of([Page(tuple(lines)) for lines in pages], outline)
    assert [(each.kind, each.level, each.text[:9]) for each in pieces] == [
        ("text", 0, "Chapter 1"), ("heading", 1, "First ice"), ("text", 0, "It did no"), ("heading", 2, "Chapter 2"),
        ("text", 0, "It did no"),
    ]  # fmt: skip


ANY = st.floats(-1000, 1000)


@given(
    st.lists(
        st.lists(st.builds(Line, st.text("ab1*. ", max_size=6), ANY, ANY, ANY, st.floats(0, 40)), max_size=6),
        max_size=5,
    )
)
def test_no_letter_is_lost_wherever_lines_stand(pages: list[list[Line]]) -> None:
    pieces = pieces_of([Page(tuple(lines)) for lines in pages])
    told = Counter(char for piece in pieces for char in piece.text if char.isalnum())
    assert told == Counter(char for lines in pages for each in lines for char in each.text if char.isalnum())


def test_what_the_step_raises_ends_the_work() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pieces_of([Page((line("A line.", 500.0),))], step=stop)
