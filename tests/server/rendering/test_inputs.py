# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.server.rendering.inputs import Boundary, Inputs


def test_texts_are_joined_up_to_a_mark_exactly_as_given() -> None:
    inputs = Inputs()
    for text in (" One ", "two", "."):
        inputs.add(text)
    inputs.add_boundary(Boundary.FLUSH)
    inputs.add("Three.")
    inputs.add_boundary(Boundary.END)
    assert [inputs.take() for _ in range(4)] == [" One two.", Boundary.FLUSH, "Three.", Boundary.END]
    assert not inputs
    with pytest.raises(IndexError):
        inputs.take()


def test_only_characters_that_wait_are_counted() -> None:
    inputs = Inputs()
    inputs.add("abc")
    inputs.add_boundary(Boundary.FLUSH)
    inputs.add("de")
    assert inputs.chars == 5
    inputs.take()
    assert inputs.chars == 2
    inputs.take()
    assert inputs.chars == 2
    inputs.clear()
    assert inputs.chars == 0
    assert not inputs


def test_whether_a_mark_is_next() -> None:
    inputs = Inputs()
    assert not inputs.mark_is_next
    inputs.add("abc")
    inputs.add_boundary(Boundary.END)
    assert not inputs.mark_is_next
    inputs.take()
    assert inputs.mark_is_next
