# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of the dictionaries: at the left which one and what is sought, in the middle its words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.ui.door import connect
from studio.ui.sheets.dictionary.entry_list import EntryList
from studio.ui.sheets.sheet import HEAD_HEIGHT, Sheet
from studio.ui.theme import Theme
from studio.ui.widgets.chips import Chip
from studio.ui.widgets.labels import label
from studio.ui.widgets.search_field import SearchField
from studio.ui.widgets.segmented import Segmented

PROJECT, ALWAYS = "project", "always"


class DictionarySheet(Sheet):
    """Shows one of the two dictionaries; its main action adds a word."""

    sought = Signal()
    """Another dictionary, language or text is asked for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Dictionary", parent=parent)
        self.which = Segmented(theme, "Dictionary", ((PROJECT, "This project"), (ALWAYS, "Always")))
        self.which.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.which.show_value(PROJECT)
        self.search = SearchField(theme, "Search words", "Search words")
        self.language = Chip(theme, "Language")
        self.count = label("", 13, 400, "second")
        self.count.setWordWrap(True)
        self.importing = _button("Import…", "Add the words of a CSV or PLS file")
        self.exporting = _button("Export…", "Write the words to a CSV or PLS file")
        self.listen = _button("Listen", "Hear the chosen word")
        self.delete = _button("Delete", "Delete the chosen word (Delete); undo brings it back")
        self.list = EntryList(theme)
        left = QVBoxLayout()
        left.setContentsMargins(16, 0, 16, 16)
        left.setSpacing(12)
        for each in (self.which, self.search):
            left.addWidget(each)
        chip = QHBoxLayout()
        chip.addWidget(self.language)
        chip.addStretch(1)
        left.addLayout(chip)
        left.addWidget(self.count)
        left.addStretch(1)
        left.addWidget(self.importing)
        left.addWidget(self.exporting)
        self.left.addLayout(left, 1)
        head = QWidget()
        head.setFixedHeight(HEAD_HEIGHT)
        line = QHBoxLayout(head)
        line.setContentsMargins(24, 0, 24, 0)
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(self.listen)
        line.addWidget(self.delete)
        self.middle.addWidget(head)
        inner = QHBoxLayout()
        inner.setContentsMargins(24, 0, 24, 24)
        inner.addWidget(self.list)
        self.middle.addLayout(inner, 1)
        self._fill_menu()
        connect(self.which.chosen, lambda _value: self.sought.emit())
        connect(self.language.chosen, lambda _value: self.sought.emit())
        connect(self.search.textChanged, lambda _text: self.sought.emit())

    def begin(self) -> None:
        """Give the keyboard to the words."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def always(self) -> bool:
        """Whether the dictionary for always is shown."""
        return self.which.segments[1].isChecked()

    def show_which(self, always: bool) -> None:
        """Show the dictionary for always, or the project's."""
        self.which.show_value(ALWAYS if always else PROJECT)

    def _fill_menu(self) -> None:
        """What stands for the left column where the window is narrow."""
        for text, segment in zip(("This project", "Always"), self.which.segments, strict=True):
            connect(self.menu.addAction(text).triggered, lambda _on=False, segment=segment: segment.click())
        self.menu.addSeparator()
        for button in (self.importing, self.exporting):
            connect(self.menu.addAction(button.text()).triggered, lambda _on=False, button=button: button.click())


def _button(text: str, tip: str) -> QPushButton:
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
