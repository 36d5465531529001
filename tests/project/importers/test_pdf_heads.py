# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines at the edges of pages that are read with none of them."""

from __future__ import annotations

import pytest

from studio.project.importers.pdf_heads import heads
from studio.project.importers.pdf_lines import Line, Page

BODY = 10.0


def line(text: str, base: float, height: float = BODY) -> Line:
    return Line(text, 50, 50 + 5 * len(text), base, height)


def page(number: int, head: str = "", foot: str = "", height: float = BODY) -> Page:
    bases = (500, 487, 73, 60)
    body = [line(f"Text {base * number} of the book", base) for base in bases]
    return Page((*([line(head, 560, height)] if head else []), *body, *([line(foot, 30)] if foot else [])))


def found(pages: list[Page]) -> list[list[str]]:
    return [
        [each.lines[number].text for number in sorted(numbers)]
        for each, numbers in zip(pages, heads(pages, BODY), strict=True)
    ]


@pytest.mark.parametrize("height", [8.0, 10.0, 14.0])
def test_a_title_that_pages_repeat_is_one(height: float) -> None:
    pages = [page(number, "Letters from the Ice", height=height) for number in range(3)]
    assert found(pages) == [["Letters from the Ice"]] * 3
    assert found(pages[:2]) == [[], []]


@pytest.mark.parametrize("written", ["{}", "– {} –", "THE ICE {}", "{} | Astrid Holm"])
def test_numbers_that_rise_with_the_pages_are_ones_at_either_edge(written: str) -> None:
    for edge in ("head", "foot"):
        texts = [written.format(number + 7) for number in range(4)]
        pages = [page(number, *((text, "") if edge == "head" else ("", text))) for number, text in enumerate(texts)]
        assert found(pages) == [[text] for text in texts]


def test_small_roman_numbers_are_page_numbers_too() -> None:
    numbers = ["iii", "iv", "v", "vi"]
    assert found([page(number, head=text) for number, text in enumerate(numbers)]) == [[text] for text in numbers]


@pytest.mark.parametrize("height", [10.0, 18.0])
def test_titles_of_chapters_that_count_up_from_page_to_page_later_are_text(height: float) -> None:
    starts = {0: "Chapter 1", 3: "Chapter 2", 8: "Chapter 3", 10: "Chapter 4", 15: "5", 17: "VI"}
    pages = [page(number, starts.get(number, ""), height=height) for number in range(20)]
    assert found(pages) == [[]] * 20


def test_a_running_title_of_few_pages_is_one_where_others_stand() -> None:
    titles = ["The harbour"] * 4 + ["Forty dogs"] * 2 + ["First ice"] * 3
    assert found([page(number, title) for number, title in enumerate(titles)]) == [[title] for title in titles]
    opening = page(9, "The crack", height=18.0)
    assert found([*(page(number, title) for number, title in enumerate(titles)), opening])[-1] == []


def test_lines_within_a_paragraph_are_text_however_often_they_stand_there() -> None:
    pages = [Page((line("“Yes.”", 500), line(f"{number} more", 487), line("“No.”", 474))) for number in range(5)]
    assert found(pages) == [[]] * 5


def test_of_a_page_with_nothing_else_nothing_is_one() -> None:
    assert found([Page((line("The harbour", 300),))] * 3) == [[]] * 3
    assert found([Page(())]) == [[]]
