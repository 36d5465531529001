# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.server.speech.held import HeldText, complete_sentences, complete_words
from tests.support.growth import beyond_n_log_n


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("", ""),
        ("Hel", ""),
        ("Hello ", "Hello "),
        ("Hello wor", "Hello "),
        ("Hello\nwor", "Hello\n"),
        ("Hello.", "Hello."),
        ("Hello!?", "Hello!?"),
        ('He said: "No."', 'He said: "No."'),
        ("It costs $3.", "It costs "),
        ("in the U.", "in the "),
        ("Really…", "Really…"),
        ("本です。", "本です。"),
        ("Hello,", ""),
    ],
)
def test_what_can_be_spoken_while_more_may_come(text: str, complete: str) -> None:
    assert text[: complete_words(text)] == complete


@given(st.text())
def test_the_rest_holds_no_blank(text: str) -> None:
    rest = text[complete_words(text) :]
    assert not any(character.isspace() for character in rest)


@given(st.lists(st.text(st.sampled_from("ab .!?<>/break\"' \n"), max_size=12), max_size=12))
def test_pieces_are_complete_where_the_whole_text_is(pieces: list[str]) -> None:
    held, spoken = HeldText(), ""
    for piece in pieces:
        whole = complete_sentences(spoken + "".join(waiting(held)) + piece) if not spoken else None
        complete = held.add(piece)
        if whole is not None:
            assert complete == whole
        spoken += held.take(complete)
    assert spoken + held.take(len(held)) == "".join(pieces)


def waiting(held: HeldText) -> list[str]:
    text = held.take(len(held))
    held.add(text)
    return [text]


@pytest.mark.parametrize("piece", ["a", "a ", "!", " ", "ab.", "ab. ", "<", '<break time="1s"/>', "<spell", "。", "あ"])
@pytest.mark.parametrize("first", ["", "a ", "!"], ids=["nothing", "words", "marks"])
def test_many_small_pieces_cost_what_they_add(piece: str, first: str, long_form: bool) -> None:
    lengths = (100, 1_000, 10_000, 100_000) if long_form else (500, 5_000)

    def heard(text: str) -> None:
        held = HeldText()
        held.add(first * (len(text) // len(first or "-")))
        for _ in range(len(text)):
            held.take(held.add(piece))

    assert not beyond_n_log_n(heard, lambda length: "-" * length, lengths)
