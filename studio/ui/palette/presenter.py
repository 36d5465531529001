# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the palette and the studio."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from studio.app.studio import Studio
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.keys import ActionKeys, shown_keys
from studio.ui.palette.panel import PalettePanel
from studio.ui.palette.row_list import spoken
from studio.ui.palette.rows import TEXT, Row, arrange
from studio.ui.palette.sources import action_rows, dictionary_rows, speaker_rows, text_rows
from studio.ui.palette.values import value_rows

_MOST_REMEMBERED = 20


class PalettePresenter(Following):
    """Opens the palette, and does what is chosen in it.

    Args:
        panel: The palette.
        studio: The studio.
        actions: All actions.
        keys: Their keys.
        search: Seeks a text in the manuscript.
        go: Goes to a place of the manuscript: a paragraph's number, and the ends of a part of it.
        say: Tells a screen reader.
    """

    def __init__(
        self,
        panel: PalettePanel,
        studio: Studio,
        actions: Mapping[str, QAction],
        keys: ActionKeys,
        search: Callable[[str], object],
        go: Callable[[int, int, int], object],
        say: Callable[[str], object],
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._studio = studio
        self._actions = actions
        self._keys = keys
        self._search = search
        self._go = go
        self._say = say
        self._fixed: list[Row] = []
        self._before: QWidget | None = None
        connect(panel.searched, lambda text: self._show(text))
        connect(panel.closed, lambda: self.end())
        connect(panel.chosen, self._choose)
        connect(panel.list.selectionModel().currentChanged, lambda _now, _before: self._tell())
        self.follow(studio.editing.changed, lambda _project: self._refresh())
        self.follow(studio.preferences.changed, lambda _settings: self._refresh())

    def open(self) -> None:
        """Open the palette, or close it."""
        if self.end():
            return
        self._before = self._panel.window().focusWidget()
        actions = action_rows(self._actions, self._keys)
        speakers = speaker_rows(self._studio, self._actions, self._keys)
        self._fixed = [*actions, *value_rows(self._studio), *speakers]
        self._panel.open(shown_keys(self._keys.of("palette")[:1]))
        self._show("")

    def end(self) -> bool:
        """Close the palette, and give the keyboard back; False if it is not open."""
        if not self._panel.isVisible():
            return False
        inside = self._panel.field.hasFocus()
        self._panel.hide()
        if inside and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        return True

    def _show(self, query: str) -> None:
        words = dictionary_rows(self._studio, query, self._search)
        rows = arrange(
            [*self._fixed, *words, *text_rows(self._studio, query, self._go)],
            query,
            self._studio.keeping.settings.recent_actions,
        )
        if not rows and query.strip():
            title = f"Search the text for “{query.strip()}”"
            rows = [Row("", title, TEXT, icon="magnifying-glass", act=lambda: self._search(query.strip()))]
        self._panel.show_rows(rows)

    def _refresh(self) -> None:
        if self._panel.isVisible():
            self._panel.list.refresh()
            self._tell()

    def _tell(self) -> None:
        row = self._panel.list.current
        if row is not None and self._panel.isVisible():
            self._say(spoken(row))

    @called_by_qt
    def _choose(self, row: Row) -> None:
        if row.reason:
            self._say(row.reason)
            return
        if row.value is not None:
            return
        self.end()
        if row.id:
            known = [each for each in self._studio.keeping.settings.recent_actions if each != row.id]
            self._studio.keeping.remember(recent_actions=[row.id, *known][:_MOST_REMEMBERED])
        row.act()
