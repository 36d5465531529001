# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.app.takes.plan import LEAD_S, TAIL_S, USUAL_PAUSE_S, Kept, Plan, Rendered, plan, respoken
from studio.core.marks import Mark
from studio.core.project import Paragraph
from studio.core.timeline import WordRange, WordTiming

TEXT = "One two. Three four. Five six."


def times(script: str) -> list[WordTiming]:
    """Words of half a second, one a second."""
    return [WordTiming(word, float(number), number + 0.5) for number, word in enumerate(script.split())]


def planned(text: str, *marks: Mark, earlier: str = TEXT) -> Plan | None:
    return plan(Paragraph("p", text, marks), "en", earlier, times(earlier))


def test_a_changed_sentence_is_rendered_between_those_that_are_kept_with_their_pauses() -> None:
    assert planned("One two. Three five. Five six.") == (
        Kept(0.0, 2.0 - LEAD_S, 0, 2),
        Rendered(WordRange(2, 4)),
        Kept(3.5 + TAIL_S, None, 4, 6),
    )


def test_a_changed_last_sentence_is_rendered_to_the_end() -> None:
    assert planned("One two. Three four. Five seven!") == (
        Kept(0.0, 4.0 - LEAD_S, 0, 4),
        Rendered(WordRange(4)),
    )


def test_a_sentence_that_is_added_has_a_pause_before_it() -> None:
    assert planned(f"{TEXT} Seven.") == (Kept(0.0, None, 0, 6), Rendered(WordRange(6), USUAL_PAUSE_S))


def test_a_removed_sentence_is_left_out_and_no_pause_is_heard_twice() -> None:
    assert planned("One two. Five six.") == (Kept(0.0, 2.0 - LEAD_S, 0, 2), Kept(4.0 - LEAD_S, None, 4, 6))
    assert planned("Three four. Five six.") == (Kept(2.0 - LEAD_S, None, 2, 6),)


def test_a_mark_changes_the_sentence_that_has_it() -> None:
    changed = planned(TEXT, Mark("speed", 9, 14, "1.2"))
    assert changed is not None
    assert [type(part) for part in changed] == [Kept, Rendered, Kept]


@pytest.mark.parametrize("text", ["Another one.", "Zero. Other."])
def test_where_no_sentence_is_kept_there_is_no_plan(text: str) -> None:
    assert planned(text) is None


def test_a_take_whose_words_are_others_gives_no_plan() -> None:
    assert plan(Paragraph("p", TEXT), "en", TEXT, times(TEXT)[:-1]) is None


def test_words_to_read_anew_stand_between_what_is_kept() -> None:
    assert respoken(WordRange(1, 3), times(TEXT)) == (
        Kept(0.0, 1.0 - LEAD_S, 0, 1),
        Rendered(WordRange(1, 3)),
        Kept(2.5 + TAIL_S, None, 3, 6),
    )
    assert respoken(WordRange(0, 2), times(TEXT)) == (Rendered(WordRange(0, 2)), Kept(1.5 + TAIL_S, None, 2, 6))
    assert respoken(WordRange(4), times(TEXT)) == (Kept(0.0, 4.0 - LEAD_S, 0, 4), Rendered(WordRange(4)))
