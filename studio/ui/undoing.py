# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo and redo: of the project, or of the sheet that is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from studio.app.studio import Studio
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.keys import ActionKeys
from studio.ui.sheets.sheet import Undoing
from studio.ui.sheets.stage import Stage


class UndoPresenter(Following):
    """Names and enables the two actions and the header's buttons, and does what they ask for.

    Args:
        stage: Says which sheet is shown.
        studio: The studio.
        buttons: The header's buttons, by the actions' ids.
        actions: The actions "undo" and "redo", among others.
        keys: Their keys, for tooltips.
    """

    def __init__(
        self,
        stage: Stage,
        studio: Studio,
        buttons: Mapping[str, QToolButton],
        actions: Mapping[str, QAction],
        keys: ActionKeys,
    ) -> None:
        super().__init__(stage)
        self._stage = stage
        self._editing = studio.editing
        self._buttons = buttons
        self._actions = actions
        self._keys = keys
        self._unfollow: Callable[[], None] = lambda: None
        for name, button in buttons.items():
            connect(button.clicked, actions[name].trigger)
        connect(stage.turned, self._turn)
        self.follow(studio.editing.changed, lambda _project: self.show_all())

    @property
    def target(self) -> Undoing:
        """What is undone now."""
        sheet = self._stage.sheet
        return self._editing if sheet is None or sheet.undo_of is None else sheet.undo_of.target

    def show_all(self) -> None:
        """Show what can be undone and redone now."""
        target = self.target
        for name, done in (("undo", target.undo_label), ("redo", target.redo_label)):
            text = f"{name.capitalize()} {done}" if done else f"Nothing to {name}"
            self._buttons[name].setEnabled(bool(done))
            self._buttons[name].setToolTip(self._keys.with_key(text, name))
            self._actions[name].setEnabled(bool(done))
            self._actions[name].setText(f"{name.capitalize()} {done}".strip())

    def close(self) -> None:
        self._unfollow()
        self._unfollow = lambda: None
        super().close()

    @called_by_qt
    def _turn(self) -> None:
        self._unfollow()
        sheet = self._stage.sheet
        undo_of = sheet.undo_of if sheet is not None else None
        self._unfollow = connect(undo_of.changed, self._changed) if undo_of is not None else lambda: None
        self.show_all()

    @called_by_qt
    def _changed(self, _value: object) -> None:
        self.show_all()
