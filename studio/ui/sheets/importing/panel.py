# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of importing: switches of cleaning at the left, the book's chapters in the middle."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.sheets.importing.chapter_list import ChapterList, ChapterRow
from studio.ui.sheets.sheet import HEAD_HEIGHT, MainAction, Sheet
from studio.ui.theme import Theme
from studio.ui.widgets.check_box import CheckBox
from studio.ui.widgets.labels import ElidedLabel, label


class ImportSheet(Sheet):
    """Its main action imports the chosen chapters.

    Args:
        theme: The colours.
        switches: Name, title and second line of each cleaning switch.
        parent: See Sheet.
    """

    import_requested = Signal()
    switched = Signal(str, bool)

    def __init__(self, theme: Theme, switches: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(theme, "Import", parent=parent)
        self.book = ElidedLabel(15, 600)
        self.said = label("", 13, 500, "second")
        self.all = CheckBox(theme, "All")
        self.all.setToolTip("Take all chapters in, or leave all out (Ctrl+A in the list)")
        self.list = ChapterList(theme)
        self.switches = {name: CheckBox(theme, title) for name, title, _ in switches}
        self._fill_left(switches)
        head = QWidget()
        head.setFixedHeight(HEAD_HEIGHT)
        line = QHBoxLayout(head)
        line.setContentsMargins(24, 0, 24, 0)
        line.setSpacing(12)
        line.addWidget(self.all)
        line.addSpacing(12)
        line.addWidget(self.book)
        line.addWidget(self.said)
        line.addStretch(1)
        self.middle.addWidget(head)
        self.middle.addWidget(self.list, 1)
        connect(self.list.chosen_changed, self._show_chosen)
        connect(self.list.confirmed, self._confirm)
        connect(self.all.chosen, lambda on: self.list.choose_all(on))

    def begin(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_book(self, title: str, said: str, rows: Sequence[ChapterRow], on: Collection[str]) -> None:
        """Show a book's chapters.

        Args:
            said: How long it is, in words.
            on: Names of the switches that are on.
        """
        self.book.show_text(title)
        self.said.setText(said)
        for name, box in self.switches.items():
            box.setChecked(name in on)
        for action in self.menu.actions():
            action.setChecked(action.data() in on)
        self.list.show_rows(rows)

    def _fill_left(self, switches: Sequence[tuple[str, str, str]]) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(2)
        self.left.addLayout(column, 1)
        column.addWidget(label("Clean", 12, 600, "section"))
        column.addSpacing(6)
        for name, title, about in switches:
            box = self.switches[name]
            box.setToolTip(about)
            box.setAccessibleDescription(about)
            connect(box.chosen, lambda on, each=name: self.switched.emit(each, on))
            column.addWidget(box)
            second = label(about, 12, 400, "second")
            second.setWordWrap(True)
            second.setContentsMargins(26, 0, 0, 8)
            column.addWidget(second)
            # Where the window is narrow, a menu stands for the column.
            action = self.menu.addAction(title)
            action.setCheckable(True)
            action.setData(name)
            connect(action.triggered, lambda on, each=name: self.switched.emit(each, on))
        column.addStretch(1)

    @called_by_qt
    def _confirm(self) -> None:
        if self.list.chosen:
            self.import_requested.emit()

    @called_by_qt
    def _show_chosen(self) -> None:
        count = len(self.list.chosen)
        self.all.setChecked(count == self.list.model().rowCount())
        text = f"Import {count}" if count else "Import"
        reason = "" if count else "Choose at least one chapter."
        which = "this chapter" if count == 1 else f"these {count} chapters"
        tip = f"A new project of {which}; the open one stays saved as it is."
        self.main = MainAction(text, self.import_requested.emit, reason, tip)
        self.main_changed.emit()
