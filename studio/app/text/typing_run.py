# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of typing and of deleting: which edits of single characters are one undo step."""

from __future__ import annotations


class TypingRun:
    """Tells which edits go on where the one before them ended.

    A typed word with the blanks behind it is a run, also when its first character replaces a selection. So are
    characters deleted one after another in one direction. A line break, a pasted text and a deleted selection belong to
    no run.
    """

    def __init__(self) -> None:
        self._number = 0
        self._typed_to: int | None = None
        self._blank = False
        self._deleted_at: int | None = None
        self._backwards: bool | None = None

    def key_of(self, position: int, removed: int, added: str) -> str:
        """A key that the edit shares with all of its run, for History.do; "" if it is of none.

        Args:
            position, removed, added: See Editing.edit_text.
        """
        if len(added) == 1 and added != "\n":
            goes_on = removed == 0 and position == self._typed_to and not (self._blank and not added.isspace())
            self._begin_or_go_on(goes_on)
            self._typed_to, self._blank = position + 1, added.isspace()
            return f"typing {self._number}"
        if removed == 1 and not added:
            backwards = self._direction(position)
            goes_on = backwards is not None and self._backwards in (None, backwards)
            self._begin_or_go_on(goes_on)
            self._deleted_at, self._backwards = position, backwards if goes_on else None
            return f"deleting {self._number}"
        self._end()
        return ""

    def _direction(self, position: int) -> bool | None:
        """Whether a deleted character stood before the one deleted last; None if it did not stand beside it."""
        if self._deleted_at is None or position not in (self._deleted_at - 1, self._deleted_at):
            return None
        return position < self._deleted_at

    def _begin_or_go_on(self, goes_on: bool) -> None:
        self._end()
        self._number += not goes_on

    def _end(self) -> None:
        self._typed_to = self._deleted_at = None
