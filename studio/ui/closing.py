# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing of the window: changes are saved first, and losses are asked about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from studio.app.studio import Studio
from studio.ui.door import called_by_qt, connect, guarded, soon

SaveAs = Callable[[Callable[[], object]], object]


class Closing(QObject):
    """Decides whether the window may close now. If not, it closes the window later: once the person agrees, or nothing
    is in doubt any more. Where that is because something has failed, which is to be read, the window stays.

    Args:
        window: The window to close.
        studio: Knows what would be lost.
        save_as, save_text_as: Let the person choose a file for the project or its text, then call their argument.
    """

    def __init__(self, window: QWidget, studio: Studio, save_as: SaveAs, save_text_as: SaveAs) -> None:
        super().__init__(window)
        self._window = window
        self._studio = studio
        self._save_as = save_as
        self._save_text_as = save_text_as
        self._agreed = False
        self._asking = False
        self._failures = 0
        self._unwatch: list[Callable[[], None]] = []
        self.question: QMessageBox | None = None

    def may_close(self) -> bool:
        """Whether to close now. If not, changes are saved, and the person is asked if anything is in doubt."""
        if self._agreed or not (self._studio.keeping.unsaved or self._studio.closing_doubts()):
            return True
        if not self._asking:
            self._asking = True
            self._failures = self._studio.failures
            self._studio.before_closing(guarded(self._saved))
        return False

    def _saved(self, doubts: tuple[str, ...]) -> None:
        if doubts:
            self._ask(doubts)
        else:
            self._close_unless_failed()

    def _ask(self, doubts: tuple[str, ...]) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Close Speech Studio?")
        box.setText("Close all the same?")
        box.setInformativeText("\n\n".join(doubts))
        stay = box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
        box.addButton("Close and lose it", QMessageBox.ButtonRole.DestructiveRole)
        if self._studio.keeping.doubt:
            save = box.addButton("Save project as…", QMessageBox.ButtonRole.YesRole)
            box.addButton("Save text as…", QMessageBox.ButtonRole.AcceptRole)
            box.setDefaultButton(save)
        else:
            box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        connect(box.buttonClicked, self._answered)
        connect(box.finished, self._ended)
        self.question = box
        for changed in (self._studio.notices, self._studio.activities):
            self._unwatch.append(connect(changed, lambda _changed: soon(self, self._look_again)))
        box.open()

    def _look_again(self) -> None:
        box = self.question
        if box is None:
            return
        doubts = self._studio.closing_doubts()
        if doubts:
            box.setInformativeText("\n\n".join(doubts))
        else:
            box.done(0)
            self._close_unless_failed()

    @called_by_qt
    def _answered(self, button: QAbstractButton) -> None:
        box = self.question
        role = box.buttonRole(button) if box is not None else QMessageBox.ButtonRole.RejectRole
        if role == QMessageBox.ButtonRole.DestructiveRole:
            self._studio.keeping.give_up()
            self._close()
        elif role == QMessageBox.ButtonRole.YesRole:
            self._save_as(self._window.close)
        elif role == QMessageBox.ButtonRole.AcceptRole:
            self._save_text_as(self._window.close)

    @called_by_qt
    def _ended(self, _result: int) -> None:
        self._asking = False
        self.question = None
        for disconnect in self._unwatch:
            disconnect()
        self._unwatch.clear()

    def _close_unless_failed(self) -> None:
        self._asking = False
        if self._studio.failures == self._failures:
            self._close()

    def _close(self) -> None:
        self._agreed, self._asking = True, False
        self._window.close()
