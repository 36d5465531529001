# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from studio.project.dialogue.lines import Line, lines_of


def test_names_before_lines_are_found_with_what_goes() -> None:
    texts = ("Ann: Yes.", "Bob (off): No.", "A door opens.", "[Ann] Well.", "  Dr. Who :  Hm.")
    assert lines_of(texts) == (Line(0, "Ann", 5), Line(1, "Bob", 11), Line(3, "Ann", 6), Line(4, "Dr. Who", 13))
    assert [line.name for line in lines_of(("アン： はい", "アン： いいえ"))] == ["アン", "アン"]


def test_prose_with_a_colon_is_no_cast() -> None:
    assert lines_of(("Note: It rains.", "He said: no.", "At 10:30 he left.", "See https://a.b")) == ()
    assert lines_of(("Ingredients: flour.", "Method: stir.")) == ()
    assert lines_of(("There was one thing he knew: it was late.",) * 3) == ()
    assert lines_of(("Ann: Yes.",)) == ()
    assert lines_of(()) == ()


def test_a_screenplay_gives_blocks_to_the_names_above_them() -> None:
    texts = (
        "FADE IN:",
        "INT. HOUSE - DAY",
        "ANN (CONT'D)",
        "Who is it?",
        "(pause)",
        "Well?",
        "",
        "BOB",
        "Me.",
        "",
        "He comes in.",
        "THE END",
    )
    assert lines_of(texts) == (
        Line(3, "ANN", cue=2),
        Line(5, "ANN", directions=(4,)),
        Line(8, "BOB", cue=7),
    ) or [line.name for line in lines_of(texts)] == ["ANN", "ANN", "BOB"]


def test_a_heading_in_capitals_is_no_cue() -> None:
    assert lines_of(("CHAPTER ONE", "", "It was late.", "", "WARNING!", "Do not.")) == ()
