# SPDX-License-Identifier: GPL-3.0-or-later
import pytest

from studio.core.marks import Mark
from studio.project.importers.book import NOTE_REF, Piece, Source
from studio.project.importers.cleaning import ALL_SWITCHES, SWITCHES, cleaned

PAGE = "It did not sound like thunder, whatever they have written since. " * 30


def texts(switch: str, *pieces: Piece | str, title: str = "") -> list[str]:
    given = tuple(each if isinstance(each, Piece) else Piece(each) for each in pieces)
    return [piece.text for piece in cleaned(Source(given, title), {switch} if switch else ())]


def test_footnotes_go_with_their_signs() -> None:
    marks = (Mark("emphasis", 0, 5), Mark(NOTE_REF, 5, 8), Mark("emphasis", 9, 11))
    pieces = (Piece("Cold.[1] On", marks=marks), Piece("Minus forty.", role="footnote"))
    (kept,) = cleaned(Source(pieces), {"footnotes"})
    assert kept == Piece("Cold. On", marks=(Mark("emphasis", 0, 5), Mark("emphasis", 6, 8)))
    assert texts("", *pieces) == ["Cold.[1] On", "Minus forty."]


@pytest.mark.parametrize(
    "heads",
    [("12", "13", "14"), ("The Ice 12", "The Ice 13", "The Ice 14"), ("12 | The Ice", "13 | The Ice", "15 | The Ice")],
)
def test_page_numbers_go_and_the_paragraph_goes_on(heads: tuple[str, ...]) -> None:
    given = (PAGE, heads[0], PAGE + "and then", heads[1], "it came. " + PAGE, heads[2], PAGE)
    whole = [PAGE.strip(), f"{PAGE}and then it came. {PAGE.strip()}", PAGE.strip()]
    assert texts("page-heads", *given) == whole
    assert len(texts("", *given)) == 7


def test_titles_that_repeat_go() -> None:
    given = ("Ice", "a.", "Ice", "b.", "ice", "c.", "No.", "No.", "No.", "No.")
    assert texts("page-heads", *given, title="Ice") == ["a.", "b.", "c.", "No.", "No.", "No.", "No."]


def test_numbers_of_chapters_and_years_stay() -> None:
    chapters = ("Chapter 1", "a", "Chapter 2", "b", "Chapter 3", "c")
    assert texts("page-heads", *chapters) == list(chapters)
    far = ("1", PAGE * 3, "2", PAGE * 3, "3", PAGE * 3, "4")
    assert texts("page-heads", *far) == [each.strip() for each in far]
    assert texts("page-heads", "1890", "a", "1888", "b", "1901") == ["1890", "a", "1888", "b", "1901"]


def test_words_divided_at_line_ends_are_whole_again() -> None:
    given = "A well-known exam-\nple of a well-\nknown word, and a non-\nEnglish one"
    assert texts("line-ends", given) == ["A well-known example of a well-known word, and a non-English one"]
    assert texts("", "exam-\nple") == ["exam- ple"]


def test_marks_stay_on_their_words() -> None:
    piece = Piece("exam-\nple of", marks=(Mark("emphasis", 0, 9), Mark("emphasis", 10, 12)))
    assert cleaned(Source((piece,)), {"line-ends"}) == (
        Piece("example of", marks=(Mark("emphasis", 0, 7), Mark("emphasis", 8, 10))),
    )


def test_soft_hyphens_go() -> None:
    assert texts("soft-hyphens", "ex\u00adam\u00ad\nple") == ["example"]
    assert texts("line-ends", "exam\u00ad\nple ex\u00adam") == ["example ex\u00adam"]


def test_ligatures_are_letters() -> None:
    piece = Piece("The oﬃce ﬂoor", marks=(Mark("emphasis", 9, 13),))
    (made,) = cleaned(Source((piece,)), {"ligatures"})
    assert (made.text, made.marks) == ("The office floor", (Mark("emphasis", 11, 16),))


def test_each_switch_changes_nothing_in_a_clean_text() -> None:
    pieces = (
        Piece("The crack", "heading", 1),
        Piece("It did not sound like thunder.", marks=(Mark("emphasis", 3, 6),)),
    )
    for switch in SWITCHES:
        assert cleaned(Source(pieces), {switch.name}) == pieces
    assert cleaned(Source(pieces), ALL_SWITCHES) == pieces


def test_blanks_and_line_breaks_go_in_any_case() -> None:
    piece = Piece("  It did\nnot ", marks=(Mark("emphasis", 5, 8),))
    assert cleaned(Source((piece, Piece(" "))), ()) == (Piece("It did not", marks=(Mark("emphasis", 3, 6),)),)
