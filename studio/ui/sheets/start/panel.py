# SPDX-License-Identifier: GPL-3.0-or-later
"""The start sheet: what can be begun at the left, recent projects as cards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.keys import shown_keys
from studio.ui.sheets.sheet import HEAD_HEIGHT, MainAction, Sheet
from studio.ui.sheets.start.card import Card
from studio.ui.sheets.start.card_list import CardList
from studio.ui.sheets.start.recovery import RecoveryLine
from studio.ui.theme import Theme
from studio.ui.widgets.labels import label
from studio.ui.widgets.nav_row import NavRow
from studio.ui.widgets.search_field import SearchField

_NOTHING = "Nothing was open lately: begin a new text, or open one."
_BEGIN_TIP = "A new project without a text"
_NOT_FOUND = "No project matches."


class StartSheet(Sheet):
    """Signals ask for what a person wants to do; the cards' own are the list's.

    Args:
        theme: The colours.
        samples: Title and second line of each sample project, by its file's name.
        leaves: Whether there is an open project to go back to.
    """

    new_requested = Signal()
    open_requested = Signal()
    paste_requested = Signal()
    settings_requested = Signal()
    sample_requested = Signal(str)

    def __init__(
        self, theme: Theme, samples: Sequence[tuple[str, str, str]], leaves: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "Speech Studio", leaves=leaves, parent=parent)
        self.scope = "start"
        self._cards: tuple[Card, ...] = ()
        self.new = NavRow(theme, "New text", "plus", tip=_BEGIN_TIP)
        self.open = NavRow(theme, "Open…", "folder-open", tip="A project, a text, or a book of another program")
        self.paste = NavRow(theme, "Paste a text", "clipboard-text")
        self.paste.setToolTip("A new project with the text on the clipboard")
        self.paste.show_key(shown_keys(("Ctrl+V",)))
        self.settings = NavRow(theme, "Settings", "gear", tip="Engine, sound, appearance, storage and keys")
        self.samples = {
            name: NavRow(theme, title, second=about, tip="A new project with this sample")
            for name, title, about in samples
        }
        self.count = label("", 13, 500, "second")
        self.search = SearchField(theme, "Search projects", "Search titles and words")
        self.search.setFixedWidth(280)
        self.recovery = RecoveryLine(theme)
        self.list = CardList(theme)
        self.none = label("", 13, 400, "second")
        self.none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.none.setContentsMargins(0, 60, 0, 0)
        self._fill_left()
        self._fill_middle()
        connect(self.new.clicked, self.new_requested)
        connect(self.open.clicked, self.open_requested)
        connect(self.paste.clicked, self.paste_requested)
        # A text field with the keyboard pastes into itself.
        keys = QShortcut(QKeySequence.StandardKey.Paste, self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        connect(keys.activated, self.paste.click)
        connect(self.settings.clicked, self.settings_requested)
        for name, row in self.samples.items():
            connect(row.clicked, lambda _on=False, sample=name: self.sample_requested.emit(sample))
        connect(self.search.textChanged, lambda _text: self._show_found())
        connect(self.search.confirmed, self._into_list)
        connect(self.list.current_changed, self._show_main)
        self._show_main()

    def begin(self) -> None:
        control = self.list if self._cards else self.go_to if self.narrow else self.new
        control.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_innermost(self) -> bool:
        if self.list.close_field():
            return True
        searched = bool(self.search.text())
        self.search.clear()
        return searched

    def focus_search(self) -> None:
        """Give the keyboard to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_cards(self, cards: Sequence[Card]) -> None:
        self._cards = tuple(cards)
        self._show_found()

    def _show_found(self) -> None:
        words = self.search.text().casefold().split()
        found = [card for card in self._cards if all(word in card.words for word in words)]
        self.none.setText(_NOT_FOUND if self._cards else _NOTHING)
        self.list.show_cards(found)
        self.count.setText(f"{len(found)} of {len(self._cards)}" if words else str(len(self._cards) or ""))
        if not found and self.list.hasFocus():
            # Before the list is hidden, since Qt would pass the keyboard to the next control.
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.none.setVisible(not found)
        self.list.setVisible(bool(found))

    @called_by_qt
    def _show_main(self) -> None:
        card = self.list.current
        path = card.path if card is not None else Path()
        if not self._cards:
            self.main = MainAction("New text", self.new.click, tip=_BEGIN_TIP)
            self.main_changed.emit()
            return
        reason = "" if card is not None else _NOT_FOUND
        if card is not None and card.state == "gone":
            reason = "Its file is not there any more."
        tip = f"Open {card.title}" if card is not None else ""
        self.main = MainAction("Open", lambda: self.list.open_requested.emit(str(path)), reason, tip)
        self.main_changed.emit()

    @called_by_qt
    def _into_list(self) -> None:
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill_left(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(2)
        self.left.addLayout(column, 1)
        column.addWidget(self.new)
        column.addWidget(self.open)
        column.addWidget(self.paste)
        heading = label("Begin from", 12, 600, "section")
        heading.setContentsMargins(8, 20, 0, 6)
        column.addWidget(heading)
        for row in self.samples.values():
            column.addWidget(row)
        column.addStretch(1)
        column.addWidget(self.settings)
        for row in (self.new, self.open, self.paste, *self.samples.values(), self.settings):
            connect(self.menu.addAction(row.text()).triggered, row.click)

    def _fill_middle(self) -> None:
        bar = QWidget()
        bar.setFixedHeight(HEAD_HEIGHT)
        self.middle.addWidget(bar)
        line = QHBoxLayout(bar)
        line.setContentsMargins(24, 0, 24, 0)
        line.setSpacing(8)
        line.addWidget(label("Recent", 15, 600))
        line.addWidget(self.count)
        line.addStretch(1)
        line.addWidget(self.search)
        told = QHBoxLayout()
        told.setContentsMargins(12, 6, 12, 10)
        told.addWidget(self.recovery)
        self.middle.addLayout(told)
        self.middle.addWidget(self.list, 1)
        self.middle.addWidget(self.none, 1)
