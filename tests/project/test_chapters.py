# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import InvalidArgument
from studio.core.project import NARRATOR, Paragraph, Project, Speaker, speakers_of
from studio.project.chapters import chapter_rows, move_chapter


def project(*told: str, cast: tuple[str, ...] = ()) -> Project:
    """A project of headings ("# One") and texts, of which "b: text" has the speaker b."""
    rows = []
    for number, each in enumerate(told):
        speaker, colon, text = each.rpartition(": ")
        kind = "heading" if text.startswith("# ") else "text"
        rows.append(Paragraph(str(number), text, (), kind, int(kind == "heading"), speaker if colon else ""))  # type: ignore[arg-type]
    return Project(tuple(rows), (Speaker(NARRATOR), *map(Speaker, cast)))


def texts(made: Project) -> list[str]:
    return [each.text for each in made.paragraphs]


BOOK = project("before", "# One", "a", "# Two", "b", "c", "# Three")


def test_rows_of_chapters() -> None:
    assert chapter_rows(BOOK) == ((1, 3), (3, 6), (6, 7))
    assert chapter_rows(project("a", "b")) == ()


def test_a_chapter_moves_as_a_whole() -> None:
    assert texts(move_chapter(BOOK, 0, 1)) == ["before", "# Two", "b", "c", "# One", "a", "# Three"]
    assert texts(move_chapter(BOOK, 2, 0)) == ["before", "# Three", "# One", "a", "# Two", "b", "c"]
    assert move_chapter(BOOK, 1, 1) is BOOK
    with pytest.raises(InvalidArgument, match="0 to 2"):
        move_chapter(BOOK, 0, 3)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["", "b: ", "c: "])), min_size=2, max_size=12), st.data())
def test_everyone_reads_what_they_read_before(drawn: list[tuple[bool, str]], data: st.DataObject) -> None:
    told = [f"{who}{'# ' if heading else ''}{number}" for number, (heading, who) in enumerate([(True, ""), *drawn])]
    book = project(*told, cast=("b", "c"))
    count = len(chapter_rows(book))
    number, to = (data.draw(st.integers(0, count - 1)) for _ in range(2))
    moved = move_chapter(book, number, to)
    assert speakers_of(moved) == speakers_of(book)
    assert texts(move_chapter(moved, to, number)) == texts(book)
