# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter of the selection's bar: when it is shown, where, and what its buttons do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from studio.app.studio import Studio
from studio.core.project import Paragraph
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.manuscript.lines.marks import word_boxes
from studio.ui.manuscript.marking.mark_choices import fill_speakers
from studio.ui.manuscript.marking.selection_place import Band, bar_top
from studio.ui.manuscript.panel import ManuscriptPanel
from studio.ui.manuscript.text.editor import ManuscriptEditor

RESTS_MS = 300
_KINDS = ("spell", "emotion", "speed", "volume")
_TIPS = {
    "pause": "A pause behind the selection; again, takes it away",
    "spell": "Letter by letter, figure by figure; again, as written",
}
_NO_SELECTION = "Select some words first."


class SelectionPresenter(Following):
    """Shows the bar once a selection has rested for RESTS_MS.

    Args:
        panel: The manuscript's panel.
        studio: The studio.
        actions: The actions; "play_here" plays the selection, "say_as" says it otherwise.
        rest: Single shot, started anew with each change of the selection.

    Attributes:
        speakers: The menu of who says the selection.
    """

    def __init__(
        self, panel: ManuscriptPanel, studio: Studio, actions: Mapping[str, QAction], rest: QTimer | None = None
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._editor: ManuscriptEditor = panel.editor
        self._bar = panel.selection_bar
        self._studio = studio
        self._actions = actions
        self._span = (0, 0)
        self._marking = False
        self._asked: tuple[tuple[Paragraph, ...], tuple[int, int]] = (), self._span
        self._values: dict[str, str | None] = {}
        self.speakers = QMenu(panel)
        self._rest = rest or QTimer(self)
        self._rest.setSingleShot(True)
        connect(self._rest.timeout, self._rested)
        connect(self._editor.selectionChanged, self._selection_moved)
        connect(self._editor.mouse_released, self._mouse_released)
        connect(self._editor.view_moved, self._place)
        connect(self._bar.chosen, lambda kind, value: self.choose(kind, value) if value else self.clear(kind))
        connect(self._bar.pressed, self._pressed)
        connect(self._bar.left, self._leave)
        self.follow(studio.editing.changed, lambda _project: self._show_values())
        self.follow(studio.projects.changed, lambda _none: self._show_reasons())
        self.follow(studio.engine.changed, lambda _state: self._show_reasons())

    def show_all(self) -> None:
        """Show what can be done now."""
        self._show_reasons()

    def enter(self) -> None:
        """Give the keyboard to the bar. Without a selection, the word at the caret is selected first."""
        self._editor.catch_up()
        start, end = self._editor.selected()
        if start == end:
            self._editor.select_word()
        if self._open():
            self._bar.enter()

    def open_menu(self, kind: str) -> None:
        """Open the menu of a kind of mark for the selection; without one, for the word at the caret."""
        self.enter()
        if not self._bar.isHidden() and self._bar.buttons[kind].isEnabled():
            self._bar.buttons[kind].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._bar.open_menu(kind)

    def open_speakers(self) -> None:
        """Offer who says the selection, such as a quotation within a narrator's paragraph."""
        self._editor.catch_up()
        start, end = self._editor.selected()
        if start == end:
            self._editor.announced.emit(_NO_SELECTION)
            return
        now = self._studio.marking.value(start, end, "speaker") or ""

        def choose(speaker: str) -> None:
            if speaker in ("", now):
                self.clear("speaker")
            else:
                self.choose("speaker", speaker)

        fill_speakers(self.speakers, self._studio.speakers.all, now, choose)
        below = self._editor.cursorRect().bottomLeft() + QPoint(0, 4)
        self.speakers.popup(self._editor.viewport().mapToGlobal(below))

    def choose(self, kind: str, value: str) -> None:
        """Mark the selection, or take that very mark away."""
        self._mark(lambda start, end: self._studio.marking.choose(start, end, kind, value))

    def clear(self, kind: str = "") -> None:
        """Take marks of *kind*, "" for all kinds, off the selection."""
        self._mark(lambda start, end: self._studio.marking.clear(start, end, kind))

    def pause(self) -> None:
        """Put a pause behind the selection or, without one, where the caret is."""
        start, end = self._editor.selected()
        if start < end:
            self._mark(self._studio.marking.pause_behind)
        else:
            there = self._editor.edit_at_caret()
            self._studio.marking.pause_at(there.position, there.points)

    @called_by_qt
    def _pressed(self, name: str) -> None:
        if name == "pause":
            self.pause()
        elif name == "spell":
            self.choose("spell", "")
        else:
            self._actions["play_here" if name == "play" else name].trigger()

    def _mark(self, act: Callable[[int, int], object]) -> None:
        """Do *act* with the selection, which stays as it is."""
        self._editor.catch_up()
        start, end = self._editor.selected()
        if start == end:
            self._editor.announced.emit(_NO_SELECTION)
            return
        self._marking = True
        try:
            act(start, end)
            self._editor.catch_up()
            self._editor.select(start, end)
        finally:
            self._marking = False
        self._show_values()
        self._place()

    # --- when and where

    @called_by_qt
    def _selection_moved(self) -> None:
        if self._marking or (not self._bar.isHidden() and self._editor.selected() == self._span):
            return
        self._close()
        self._rest.stop()
        if self._editor.textCursor().hasSelection():
            self._rest.start(RESTS_MS)

    @called_by_qt
    def _mouse_released(self) -> None:
        if self._bar.isHidden() and self._editor.textCursor().hasSelection():
            self._rest.start(RESTS_MS)

    @called_by_qt
    def _rested(self) -> None:
        # While a button is held it is still being drawn.
        if self._editor.hasFocus() and not self._editor.mouse_held:
            self._open()

    def _open(self) -> bool:
        """Show the bar for the selection, if there is one; whether it is shown."""
        self._rest.stop()
        self._span = self._editor.selected()
        if self._span[0] == self._span[1]:
            return False
        self._bar.show()
        self._show_values()
        self._show_reasons()
        self._place()
        return True

    def _close(self) -> None:
        if not self._bar.isHidden():
            if self._bar.in_hand():
                self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._bar.hide()

    @called_by_qt
    def _leave(self) -> None:
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @called_by_qt
    def _place(self) -> None:
        if self._bar.isHidden():
            return
        editor = self._editor
        start, end = editor.selected()
        first, last = editor.rows.row_at(start), editor.rows.row_at(max(start, end - 1))
        view = editor.viewport()
        corner = view.mapTo(self._panel, QPoint())
        highest, lowest = _boxes(editor, first)[0], _boxes(editor, last)[-1]
        words = highest.top(), lowest.bottom()
        top = bar_top(editor_bands(editor), first, last, words, view.height())
        middle = corner.x() + highest.center().x()
        self._bar.place(middle, corner.y() + top, 0, self._panel.width(), words_below=top < highest.top())

    # --- what is shown on it

    def _show_values(self) -> None:
        if self._bar.isHidden():
            return
        # Those of a whole book are not found out anew at each step of a control that changes something else.
        asked = self._studio.editing.project.paragraphs, self._span
        if self._asked[0] is not asked[0] or self._asked[1] != asked[1]:
            self._asked = asked
            self._values = {kind: self._studio.marking.value(*self._span, kind) for kind in _KINDS}
        self._bar.show_values(self._values)

    def _show_reasons(self) -> None:
        blocker = self._studio.marking.blocker()
        reasons = dict.fromkeys(self._bar.buttons, blocker)
        reasons["play"] = self._studio.hearing.play_blocker()
        self._bar.show_reasons(reasons, _TIPS)
        for name in ("put_pause", "spell", "choose_emotion", "choose_speed", "choose_volume", "clear_marks"):
            self._actions[name].setEnabled(not blocker)
            self._actions[name].setToolTip(blocker)


def editor_bands(editor: ManuscriptEditor) -> list[Band]:
    """The paragraphs in view, without empty lines between others."""
    found = []
    block = editor.lines.block_at(editor.verticalScrollBar().value())
    while block.isValid() and (area := editor.block_area(block)).top() < editor.viewport().height():
        row = block.blockNumber()
        if not editor.lines.measures.is_gap(row):
            found.append(Band(row, area.top(), area.bottom() - editor.lines.measures.gap_below(row)))
        block = block.next()
    return found


def _boxes(editor: ManuscriptEditor, row: int) -> list[QRectF]:
    """Boxes of what is selected in the row, one for each line, in the view; of the whole row where that is nothing."""
    cursor, block = editor.textCursor(), editor.document().findBlockByNumber(row)
    area = editor.block_area(block)
    begin, end = (at - block.position() for at in (cursor.selectionStart(), cursor.selectionEnd()))
    found = word_boxes(block, max(begin, 0), min(end, block.length() - 1))
    return [box.translated(area.topLeft()) for box in found] or [area]
