# SPDX-License-Identifier: GPL-3.0-or-later
"""The popover of presets: whole designs that are saved, applied, renamed, deleted and carried as files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from studio.core.voices import MAX_NAME_CHARS
from studio.ui.door import called_by_qt, connect, guarded
from studio.ui.theme import Theme
from studio.ui.widgets.card import SHADOW
from studio.ui.widgets.line_field import LineField
from studio.ui.widgets.popover import INSET, Popover
from studio.ui.widgets.popover_row import PopoverRow
from studio.ui.widgets.popover_rows import ButtonRow, PopoverRows

WIDTH = 288
_SAVE = "Save this design as"
_KEYS = "Enter applies it, F2 renames, Delete deletes; the Menu key has all of that, and a file."


class PresetRow(ButtonRow):
    """A preset."""

    asked = Signal(str)
    """"rename", "write" or "delete"."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name, "dots-three", icon_name="bookmark-simple")
        self.setToolTip(_KEYS)
        connect(self.button_pressed, self._open_menu)

    def menu(self) -> QMenu:
        """All that can be done with it."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        connect(menu.addAction("Apply").triggered, self.click)
        for text, what in (("Rename…", "rename"), ("Save to a file…", "write"), ("Delete", "delete")):
            connect(menu.addAction(text).triggered, guarded(partial(self.asked.emit, what)))
        return menu

    @called_by_qt
    def _open_menu(self) -> None:
        self.menu().popup(self.mapToGlobal(self.button_place().bottomLeft().toPoint()))

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        what = {Qt.Key.Key_F2: "rename", Qt.Key.Key_Delete: "delete"}.get(Qt.Key(event.key()), "")
        if not what:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.asked.emit(what)

    @called_by_qt
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())


class PresetsPopover(Popover):
    """Lists presets by their names, which its signals carry.

    Args:
        theme: The colours.
        window: The window that it lies in.
    """

    saved = Signal(str)
    applied = Signal(str)
    renamed = Signal(str, str)
    deleted = Signal(str)
    write_requested = Signal(str)
    read_requested = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "Presets")
        self._colours = theme
        self._renaming = ""
        self.rows: list[PresetRow] = []
        self.setFixedWidth(WIDTH + 2 * SHADOW)
        self.field = LineField(_SAVE)
        self.field.setPlaceholderText(f"{_SAVE}…")
        self.field.setMaxLength(MAX_NAME_CHARS)
        self.field.setFixedHeight(32)
        self.field.takes_escape = False
        self._list = PopoverRows(WIDTH - 2 * INSET)
        self.read = PopoverRow(theme, "Add presets of a file…", icon_name="folder-open")
        around = QVBoxLayout()
        self.body.addLayout(around)
        around.setContentsMargins(2, 2, 2, 4)
        around.addWidget(self.field)
        self.body.addWidget(self._list)
        self.body.addWidget(self.read)
        connect(self.field.confirmed, self._confirmed)
        connect(self.read.clicked, self._read_pressed)

    def show_presets(self, names: Sequence[str]) -> None:
        """List the presets of these names."""
        held = next((number for number, row in enumerate(self.rows) if row.hasFocus()), -1)
        if held >= 0:
            # Before a row goes, since Qt would pass the keyboard to the next control.
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        for row in self.rows:
            self._list.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for number, name in enumerate(names):
            row = PresetRow(self._colours, name)
            connect(row.clicked, guarded(partial(self._apply, name)))
            connect(row.asked, guarded(partial(self._ask, name)))
            self._list.column.insertWidget(number, row)
            self.rows.append(row)
            row.show()
        if held >= 0 and self.rows:
            self.rows[min(held, len(self.rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        self._list.show_count(len(self.rows))
        if self.is_open:
            self.fit()

    @called_by_qt
    def _confirmed(self) -> None:
        name = " ".join(self.field.text().split())
        if not name:
            return
        before, self._renaming = self._renaming, ""
        self.field.clear()
        self.field.setAccessibleName(_SAVE)
        self.field.setPlaceholderText(f"{_SAVE}…")
        if before:
            self.renamed.emit(before, name)
        else:
            self.saved.emit(name)

    def _apply(self, name: str) -> None:
        self.dismiss()
        self.applied.emit(name)

    def _ask(self, name: str, what: str) -> None:
        if what == "delete":
            self.deleted.emit(name)
        elif what == "write":
            self.dismiss()
            self.write_requested.emit(name)
        else:
            self._renaming = name
            self.field.setAccessibleName(f"New name of {name}")
            self.field.setText(name)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()

    @called_by_qt
    def _read_pressed(self) -> None:
        self.dismiss()
        self.read_requested.emit()
