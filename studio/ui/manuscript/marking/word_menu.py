# SPDX-License-Identifier: GPL-3.0-or-later
"""What the context menu offers for a word: hearing it, saying it otherwise, and its other readings by meaning."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from studio.app.saying.pronouncing import Asked, OtherWay
from studio.app.studio import Studio
from studio.ui.door import called_by_qt, connect
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.widgets.menus import empty

_LONGEST = 30
_LOOKING = "Looking…"
_NONE = "No other reading is known"


class WordMenu(QObject):
    """Adds to the text's context menu what concerns the word there.

    Args:
        editor: The text.
        studio: The studio.
        actions: The actions; "say_as" and "add_to_dictionary" are about the selection.
    """

    def __init__(self, editor: ManuscriptEditor, studio: Studio, actions: Mapping[str, QAction]) -> None:
        super().__init__(editor)
        self._editor = editor
        self._studio = studio
        self._actions = actions
        connect(editor.menu_asked, self._fill)

    @called_by_qt
    def _fill(self, menu: QMenu, start: int, end: int) -> None:
        """Put entries about the word at text[start:end] before those of *menu*."""
        asked = self._studio.pronouncing.word(start, end)
        if asked is None:
            return
        blocker = self._studio.marking.blocker()
        before = menu.actions()[0] if menu.actions() else None
        shown = asked.text if len(asked.text) <= _LONGEST else asked.text[:_LONGEST].rstrip() + "…"
        hear = QAction(f"Hear “{shown}”", menu)
        hear.setEnabled(not self._studio.hearing.play_blocker())
        connect(hear.triggered, lambda _on=False: self._studio.hearing.play_selection(asked.start, asked.end))
        added = [hear]
        for name, text in (("say_as", "Say as…"), ("add_to_dictionary", "Add to dictionary…")):
            entry = QAction(text, menu)
            entry.setShortcuts(self._actions[name].shortcuts())
            entry.setEnabled(not blocker)
            entry.setToolTip(blocker)
            connect(entry.triggered, partial(self._about, asked, name))
            added.append(entry)
        readings = QMenu("Other readings", menu)
        readings.addAction(_LOOKING).setEnabled(False)
        added.append(readings.menuAction())
        for action in added:
            menu.insertAction(before, action)  # type: ignore[arg-type]
        menu.insertSeparator(before)  # type: ignore[arg-type]
        self._studio.pronouncing.others(asked, lambda found: self._show(readings, asked, found, not blocker))

    def _about(self, asked: Asked, name: str, *_on: object) -> None:
        self._editor.select(asked.start, asked.end)
        self._actions[name].trigger()

    def _show(self, readings: QMenu, asked: Asked, found: tuple[OtherWay, ...], may_choose: bool) -> None:
        """Show the readings that were found, unless the menu is gone by now."""
        if not isValid(readings):
            return
        empty(readings)
        told = self._studio.pronouncing.told(asked)
        for other in found:
            words = "" if other.words == asked.text else f"“{other.words}” "
            entry = readings.addAction(f"{other.meaning}:  {words}{other.ipa}")
            entry.setCheckable(True)
            entry.setChecked(told is not None and told[0] == f"/{other.ipa}/")
            entry.setEnabled(may_choose)
            connect(entry.triggered, partial(self._choose, other))
        if not found:
            readings.addAction(_NONE).setEnabled(False)
        if told is not None and told[1] == "here":
            readings.addSeparator()
            back = readings.addAction("As the engine reads it")
            back.setEnabled(may_choose)
            connect(back.triggered, lambda _on=False: self._studio.pronouncing.clear(asked))

    def _choose(self, other: OtherWay, *_on: object) -> None:
        self._studio.marking.say(other.start, other.end, "ipa", other.ipa)
