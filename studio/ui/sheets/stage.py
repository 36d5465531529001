# SPDX-License-Identifier: GPL-3.0-or-later
"""The stage above the transport: the window's columns, or the sheet that takes their place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from studio.ui.door import called_by_qt, connect
from studio.ui.sheets.sheet import Sheet


class Stage(QStackedWidget):
    """Shows the columns until a sheet is opened. A sheet may be opened over another, and gives way to it.

    Args:
        columns: What is shown without a sheet.
        notices: The notices, which move to the sheet that is shown.
        place: Where they are without a sheet.
    """

    changed = Signal()
    """Another page is shown, or its main action is another one."""
    turned = Signal()
    """Another page is shown."""

    def __init__(self, columns: QWidget, notices: QWidget, place: QVBoxLayout) -> None:
        super().__init__()
        self._columns = columns
        self._notices = notices
        self._place = place
        self._open: list[tuple[Sheet, QWidget | None]] = []
        self.addWidget(columns)
        place.addWidget(notices)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is shown."""
        return self._open[-1][0] if self._open else None

    def open(self, sheet: Sheet) -> None:
        """Show *sheet*, which is deleted when it is closed."""
        self._open.append((sheet, self.window().focusWidget()))
        connect(sheet.close_requested, lambda: self._close(sheet))
        connect(sheet.main_changed, self.changed)
        self.addWidget(sheet)
        self._show()
        sheet.begin()

    @called_by_qt
    def close_sheet(self) -> None:
        """Go back from the sheet that is shown, to the control that had the keyboard before."""
        if self._open:
            self._close(self._open[-1][0])

    def _close(self, sheet: Sheet) -> None:
        at = next((at for at, (each, _before) in enumerate(self._open) if each is sheet), None)
        if at is None:
            return
        _sheet, before = self._open.pop(at)
        if at < len(self._open):
            # The sheet above it goes back to where this one would have.
            self._open[at] = self._open[at][0], before
        else:
            self._show()
            if before is not None and isValid(before):
                before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.removeWidget(sheet)
        sheet.hide()
        sheet.closed.emit()
        sheet.deleteLater()

    def use_place(self, place: QVBoxLayout) -> None:
        """Have the notices at *place* where no sheet is shown."""
        self._place = place
        self._show()

    def close_all(self) -> None:
        """Go back to the columns."""
        while self._open:
            self.close_sheet()

    def close_innermost(self) -> bool:
        """Close the innermost thing open in the sheet, else the sheet if there is something to go back to; False if
        neither."""
        sheet = self.sheet
        if sheet is None or sheet.close_innermost():
            return sheet is not None
        if sheet.leaves:
            self.close_sheet()
        return sheet.leaves

    def _show(self) -> None:
        sheet = self.sheet
        self.setCurrentWidget(sheet or self._columns)
        (sheet.middle if sheet is not None else self._place).addWidget(self._notices)
        self.turned.emit()
        self.changed.emit()
