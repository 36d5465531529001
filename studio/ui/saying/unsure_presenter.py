# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter of unsure words: their lines in the text, going from one to the next, and the popover of one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from studio.app.saying.pronouncing import Asked, Unsure
from studio.app.studio import Studio
from studio.core.doubts import REASONS, Doubt
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.saying.unsure_popover import UnsurePopover
from studio.ui.saying.word_box import word_box
from studio.ui.theme import Theme

_HIDDEN = "Unsure words are not shown: “Show unsure words” in the menu shows them."
_NONE = "No word is unsure."
_LOOKING = "The text is still being looked through for unsure words."
_ONE_PLACE = (Doubt.HETERONYM, Doubt.AMBIGUOUS)
"""Doubts of which the next place of the word may be another case."""


class UnsurePresenter(Following):
    """Shows the unsure words while the settings have them shown.

    Args:
        window: The window in which the popover lies.
        editor: The text.
        theme: The colours.
        studio: The studio.
        action: The action that shows them or not.
        tell: Shows words in the status; "" for nothing.
        say_as: Opens the popover in which the selected word is said otherwise.
    """

    def __init__(
        self,
        window: QWidget,
        editor: ManuscriptEditor,
        theme: Theme,
        studio: Studio,
        action: QAction,
        tell: Callable[[str], object],
        say_as: Callable[[], object],
    ) -> None:
        super().__init__(editor)
        self._window = window
        self._editor = editor
        self._theme = theme
        self._studio = studio
        self._action = action
        self._tell = tell
        self._say_as = say_as
        self._spared = False
        self.popover: UnsurePopover | None = None
        self.follow(studio.unsure.changed, self._show_lines)
        self.follow(studio.editing.changed, lambda _project: self._dismiss())
        connect(editor.view_moved, lambda: studio.unsure.look_from(int(editor.scrolling.begins_at)))
        connect(editor.place_pressed, self._open_at)

    def show_all(self) -> None:
        """Show everything as it is now."""
        self._show_lines(range(len(self._studio.editing.project.paragraphs)))

    def _show_lines(self, rows: range) -> None:
        unsure = self._studio.unsure
        self._editor.under_words.show_unsure(unsure.words_in if unsure.shown else None, rows)
        self._action.setText("Hide unsure words" if unsure.shown else "Show unsure words")

    def close(self) -> None:
        self._dismiss()
        super().close()

    def toggle(self) -> None:
        """Show the words, or show them no more."""
        self._dismiss()
        self._studio.unsure.show(not self._studio.unsure.shown)

    def go(self, forward: bool) -> None:
        """Go to the next unsure word behind the caret or the selection, or to the one before, and open its popover."""
        self._dismiss()
        self._editor.catch_up()
        unsure = self._studio.unsure
        start, end = self._editor.selected()
        found = unsure.next(end) if forward else unsure.previous(start)
        if found is None:
            said = _LOOKING if unsure.busy else _NONE if unsure.shown else _HIDDEN
            self._tell(said)
            self._editor.announced.emit(said)
            return
        self._editor.select(*found)
        self._editor.setFocus()
        self._open(found, focus=True)

    @called_by_qt
    def _open_at(self, position: int) -> None:
        found = self._studio.unsure.word_at(position)
        if found is not None:
            # The keyboard stays in the text, where the caret was put.
            self._open(found, focus=False)

    def _open(self, place: tuple[int, int], focus: bool) -> None:
        asked = self._studio.pronouncing.word(*place)
        if asked is None:
            return
        popover = self.popover = UnsurePopover(self._theme, self._window, asked.text)
        # The first way is heard as it gets the keyboard, but nothing that is read is broken off for that.
        self._spared = focus and self._studio.hearing.reading
        connect(popover.heard, lambda alias: self._hear(asked, alias))
        connect(popover.used, lambda alias: self._use(popover, asked, alias))
        connect(popover.say_as_wanted, lambda: self._open_say_as(popover, asked))
        connect(popover.closed, lambda: self._closed(popover))
        box = word_box(self._editor, *place)
        popover.hang(self._editor.viewport(), box, avoid=(box,), align="middle", focus=focus, toggles=False)
        self._studio.pronouncing.doubt(asked, lambda found: self._show(popover, asked, found))

    @called_by_qt
    def _hear(self, asked: Asked, alias: str) -> None:
        spared, self._spared = self._spared, False
        if not spared:
            self._studio.pronouncing.hear(asked, alias)

    def _show(self, popover: UnsurePopover, asked: Asked, found: Unsure) -> None:
        if popover is not self.popover or popover.ways:
            return
        reason = REASONS[found.doubt] if found.doubt is not None else ""
        where = "here" if found.doubt in _ONE_PLACE else "project"
        popover.show_ways(found, reason, where, self._studio.marking.blocker())
        said = f"“{asked.text}”: {reason}" if reason else f"“{asked.text}”"
        self._tell(said)
        self._editor.announced.emit(said)

    def _use(self, popover: UnsurePopover, asked: Asked, alias: str) -> None:
        where = popover.chosen_where
        popover.dismiss()
        # Nothing stays selected, of which a bar would tell.
        self._editor.select(asked.end, asked.end)
        if alias:
            self._studio.pronouncing.use(asked, alias, "here" if where == "here" else "project")
        else:
            self._studio.unsure.put_away(asked.text)

    def _open_say_as(self, popover: UnsurePopover, asked: Asked) -> None:
        popover.dismiss()
        self._editor.select(asked.start, asked.end)
        self._say_as()

    @called_by_qt
    def _dismiss(self) -> None:
        if self.popover is not None:
            self.popover.dismiss()

    def _closed(self, popover: UnsurePopover) -> None:
        if popover is self.popover:
            self.popover = None
            self._studio.pronouncing.forget()
            self._studio.pronouncing.stop()
            self._tell("")
