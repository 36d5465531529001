# SPDX-License-Identifier: GPL-3.0-or-later
from dataclasses import replace

import pytest

from studio.core.marks import Mark
from studio.project.file.values import field_from_json, field_to_json
from studio.project.importers.book import ImportFailed, Piece, Source
from studio.project.importers.chapters import book_of, project_of
from studio.project.splitting import MAX_PARAGRAPH_CHARS


def source(*told: str) -> Source:
    """A source of headings ("1 Title": level and title) and texts."""
    return Source(
        tuple(Piece(each[2:], "heading", int(each[0])) if each[0].isdigit() else Piece(each) for each in told),
        "The Ice",
        "Astrid Holm",
    )


def titles(*told: str) -> list[str]:
    return [chapter.title for chapter in book_of(source(*told), ()).chapters]


def test_chapters_begin_at_the_highest_headings() -> None:
    book = book_of(source("Before.", "1 One", "some words", "2 Deeper", "a", "1 Two", "b c d"), ())
    assert [(chapter.title, chapter.words) for chapter in book.chapters] == [("Before.", 1), ("One", 5), ("Two", 4)]
    assert (book.title, book.author, book.words) == ("The Ice", "Astrid Holm", 10)


def test_a_single_title_is_above_the_chapters() -> None:
    assert titles("1 The Ice", "2 One", "a", "2 Two", "b", "3 deeper", "c") == ["The Ice", "One", "Two"]


def test_parts_are_above_the_chapters() -> None:
    told = ("1 Part one", "2 One", "a", "2 Two", "b", "1 Part two", "2 Three", "c")
    assert titles(*told) == ["Part one", "One", "Two", "Part two", "Three"]
    assert titles("1 One", "a", "2 Deeper", "b", "2 Deeper", "c", "1 Two", "d") == ["One", "Two"]


def test_levels_count_from_the_chapters_on() -> None:
    book = book_of(source("2 One", "a", "3 x", "b", "6 y", "c", "2 Two"), ())
    pieces = [piece for chapter in book.chapters for piece in chapter.pieces]
    assert [piece.level for piece in pieces if piece.kind == "heading"] == [1, 2, 3, 1]


def test_a_text_without_headings_is_one_chapter_with_its_first_words() -> None:
    (title,) = titles("It did not sound like thunder, " * 10)
    assert title.startswith("It did not sound")
    assert title.endswith("…")
    assert len(title) <= 81


def test_chinese_is_counted_by_character() -> None:
    assert book_of(source("冰上的信 ok"), ()).words == 5


def test_nothing_to_read_is_refused() -> None:
    with pytest.raises(ImportFailed, match="no text"):
        book_of(Source((Piece("", "break"),)), ())


def test_the_project_has_the_chosen_chapters() -> None:
    given = Source(
        (*source("1 One", "a", "1 Two").pieces, Piece("b", marks=(Mark("emphasis", 0, 1),)), Piece("", "break"))
    )
    project = project_of(book_of(given, ()), {1}, "a file")
    assert [(each.text, each.kind, each.level, each.marks) for each in project.paragraphs] == [
        ("Two", "heading", 1, ()),
        ("b", "text", 0, (Mark("emphasis", 0, 1),)),
        ("", "break", 0, ()),
    ]
    assert (project.title, project.author) == ("a file", "")
    with pytest.raises(ImportFailed, match="one chapter"):
        project_of(book_of(given, ()), (), "")


def test_giant_names_are_no_longer_than_a_projects_file_takes() -> None:
    book = replace(book_of(source("Words."), ()), title="t" * 5000, author="a" * 5000)
    project = project_of(book, {0}, "")
    for name in ("title", "author"):
        value = getattr(project, name)
        assert value
        assert field_from_json(name, field_to_json(name, value)) == value


def test_subtitles_keep_their_times() -> None:
    giant = "Some words. " * MAX_PARAGRAPH_CHARS
    film = Source((Piece("One.", cue_s=(1.0, 2.5)), Piece(giant, cue_s=(3.0, 9.0))))
    first, second, *others = project_of(book_of(film, ()), [0], "Film").paragraphs
    assert (first.cue_s, second.cue_s) == ((1.0, 2.5), (3.0, 9.0))
    assert others
    assert all(each.cue_s is None for each in others)


def test_giant_paragraphs_are_split() -> None:
    project = project_of(book_of(source("A sentence of words. " * 1000), ()), {0}, "")
    assert max(len(each.text) for each in project.paragraphs) <= MAX_PARAGRAPH_CHARS
