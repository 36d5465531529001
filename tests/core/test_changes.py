# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.core.changes import changed_span, moved_place, place_among_words

TEXT = st.text(alphabet="ab é😀\n", max_size=30)


@given(TEXT, TEXT)
def test_the_changed_span_makes_the_new_text_of_the_old(old: str, new: str) -> None:
    position, removed, added = changed_span(old, new)
    assert old[:position] + added + old[position + removed :] == new


def test_the_changed_span_is_the_smallest() -> None:
    assert changed_span("one two three", "one 2 three") == (4, 3, "2")


@given(TEXT, TEXT, st.data())
def test_a_place_moves_with_what_stands_behind_it(old: str, new: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(old)))
    start, removed, _ = changed_span(old, new)
    place = moved_place(old, new, position)
    assert 0 <= place <= len(new)
    if position < start or position >= start + removed:
        assert (new[place:] if position >= start else new[:place]) == (
            old[position:] if position >= start else old[:position]
        )


def test_a_place_whose_word_was_replaced_goes_behind_the_new_one() -> None:
    assert moved_place("one two three", "one 2 three", 5) == 5
    assert moved_place("one two three", "one  three", 4) == 4


def test_a_place_stays_between_its_words_where_blanks_alone_differ() -> None:
    def moved(old: str, new: str) -> str:
        at = old.index("|")
        place = place_among_words(old.replace("|", ""), new, at)
        return "differs" if place is None else f"{new[:place]}|{new[place:]}"

    assert moved("One. T|wo. Three.", "One.\nTwo.\nThree.") == "One.\nT|wo.\nThree."
    assert moved("One. Two|. Three.", "One.\nTwo.\nThree.") == "One.\nTwo|.\nThree."
    assert moved("One. Two.| Three.", "One.\nTwo.\nThree.") == "One.\nTwo.|\nThree."
    assert moved("One. Two. |Three.", "One.\nTwo.\nThree.") == "One.\nTwo.\n|Three."
    assert moved("| One.  Two.", " One.\nTwo.") == "| One.\nTwo."
    assert moved("One.\nTw|o.", "One.  Two.") == "One.  Tw|o."
    assert moved("One. Two. |", "One.\nTwo. ") == "One.\nTwo. |"
    assert moved("One.  | Two.", "One.\nTwo.") == "One.\n|Two."
    assert moved("|", "") == "|"
    assert moved("On|e.", "Two.") == "differs"
