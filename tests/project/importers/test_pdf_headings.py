# SPDX-License-Identifier: GPL-3.0-or-later
from studio.project.importers.pdf_headings import by_height, by_outline
from studio.project.importers.pdf_lines import Block, Entry, Line


def block(text: str, height: float = 10.0, page: int = 0, base: float = 500.0) -> Block:
    return Block(page, page, [Line(text, 50, 50 + 5 * len(text), base, height)])


def test_without_an_outline_large_letters_are_headings_the_largest_of_level_1() -> None:
    blocks = [block("Part one", 24), block("The crack", 18), block("It was cold. " * 9), block("∑ = 2", 18)]
    assert by_height(blocks, 10.0).of == {0: 1, 1: 2}
    assert by_height([block("Long. " * 50, 20)], 10.0).of == {}


def test_an_entry_of_the_outline_is_the_paragraph_with_its_title() -> None:
    blocks = [block("CHAPTER 1"), block("The Crack"), block("It cracked."), block("2. Walking home", page=1)]
    found = by_outline(blocks, [Entry(0, "The crack", 0, None), Entry(1, "Walking home", 1, 500)])
    assert (found.of, found.titles, found.within) == ({0: 1, 3: 2}, {0: "CHAPTER 1 The Crack"}, {1})


def test_an_entry_that_no_paragraph_is_stands_where_the_outline_tells() -> None:
    blocks = [block("Above.", base=500), block("Below.", base=300), block("On another page.", page=1)]
    entry, other = Entry(0, "The crack", 0, 400.0), Entry(0, "Gone", 7, None)
    found = by_outline(blocks, [entry, other])
    assert (found.of, found.before) == ({}, {1: [entry]})


def test_a_title_within_a_sentence_is_none() -> None:
    found = by_outline([block("Nobody spoke of the crack")], [Entry(0, "The crack", 0, None), Entry(0, "", 0, None)])
    assert found.of == {}
