# SPDX-License-Identifier: GPL-3.0-or-later
"""Which edits are one undo step: as far as a person typed or deleted on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.app.keeping.data_folder import DataFolder
from studio.app.keeping.keeping import Keeping
from studio.app.text.editing import Editing
from studio.app.work.work import Work
from studio.core.project import Project
from studio.project.edits import with_text
from studio.project.history import MERGE_WITHIN_S, History

TEXT = "One two three."


class Desk:
    """An editing room whose clock stands still unless a test moves it."""

    def __init__(self, folder: DataFolder) -> None:
        self.now_s = 0.0
        history = History(with_text(Project(), TEXT), lambda: self.now_s)
        self.editing = Editing(history, Keeping(folder, lambda _notice: None), Work())

    def type(self, position: int, text: str, over: int = 0) -> None:
        for number, character in enumerate(text):
            self.editing.edit_text(position + number, 0 if number else over, character)

    def undone(self) -> list[str]:
        """The texts and labels met by undoing everything."""
        met = []
        while self.editing.undo_label:
            label = self.editing.undo_label
            self.editing.undo()
            met.append(f"{label}: {self.editing.project.text}")
        return met


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = DataFolder(tmp_path)
    yield Desk(folder)
    folder.give_back()


def test_a_word_with_the_blanks_behind_it_is_one_step(desk: Desk) -> None:
    desk.type(14, " And  four")
    assert desk.undone() == [f"typing: {TEXT} And  ", f"typing: {TEXT} ", f"typing: {TEXT}"]


def test_a_word_typed_over_a_selection_is_one_step(desk: Desk) -> None:
    desk.type(4, "five", over=3)
    assert desk.editing.project.text == "One five three."
    assert desk.undone() == [f"typing: {TEXT}"]


def test_typing_elsewhere_or_after_a_pause_begins_a_step(desk: Desk) -> None:
    desk.type(14, "ab")
    desk.type(0, "c")
    desk.now_s += MERGE_WITHIN_S + 0.1
    desk.type(1, "d")
    assert desk.undone() == [f"typing: c{TEXT}ab", f"typing: {TEXT}ab", f"typing: {TEXT}"]


def test_a_line_break_and_a_pasted_text_are_steps_of_their_own(desk: Desk) -> None:
    desk.type(14, "a\nb")
    desk.editing.edit_text(17, 0, "cd")
    desk.type(19, "e")
    assert desk.undone() == [
        f"typing: {TEXT}a\nbcd",
        f"pasting: {TEXT}a\nb",
        f"typing: {TEXT}a\n",
        f"typing: {TEXT}a",
        f"typing: {TEXT}",
    ]


def test_characters_deleted_in_one_direction_are_one_step(desk: Desk) -> None:
    for position in (13, 12, 11):
        desk.editing.edit_text(position, 1, "")
    for _ in range(3):
        desk.editing.edit_text(0, 1, "")
    assert desk.editing.project.text == " two thr"
    assert desk.undone() == ["deleting: One two thr", f"deleting: {TEXT}"]


def test_deleting_that_turns_round_begins_a_step(desk: Desk) -> None:
    for position in (5, 4, 4, 4):
        desk.editing.edit_text(position, 1, "")
    assert desk.undone() == ["deleting: One o three.", f"deleting: {TEXT}"]


def test_deleting_what_was_just_typed_is_a_step_of_its_own(desk: Desk) -> None:
    desk.type(14, "ab")
    desk.editing.edit_text(15, 1, "")
    desk.type(15, "c")
    assert desk.undone() == [f"typing: {TEXT}a", f"deleting: {TEXT}ab", f"typing: {TEXT}"]


def test_a_deleted_selection_is_a_step_of_its_own(desk: Desk) -> None:
    desk.editing.edit_text(4, 4, "")
    desk.editing.edit_text(3, 1, "")
    assert desk.undone() == ["deleting: One three.", f"deleting: {TEXT}"]
