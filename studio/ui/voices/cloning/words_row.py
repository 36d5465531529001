# SPDX-License-Identifier: GPL-3.0-or-later
"""The line below the clip's words: has them found, and tells how far that is, or what it needs; noise at its right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.widgets.labels import label


class WordsRow(QWidget):
    """One button, which begins and cancels, and what is told beside it.

    Args:
        beside: What stands at the right.
    """

    find_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, beside: QWidget) -> None:
        super().__init__()
        self._running = False
        self.button = QPushButton("Find the words")
        self.button.setProperty("look", "plain")
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.told = label("", 12, 400, "second")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.button)
        line.addWidget(self.told, 1)
        line.addWidget(beside)
        connect(self.button.clicked, self._pressed)

    def show_words(self, blocker: str, progress: float | None, trouble: str, waits: str = "") -> None:
        """Show why words cannot be found here, how far it is while they are looked for, what went wrong, or what they
        must wait for."""
        self._running = progress is not None
        self.button.setVisible(self._running or not blocker)
        self.button.setText("Cancel" if self._running else "Find the words")
        self.button.setEnabled(self._running or not waits)
        told = waits or "Have them written down by a recogniser on this computer"
        self.button.setToolTip("" if self._running else told)
        self.told.setText(f"Listening  ·  {round(100 * progress)} %" if progress is not None else blocker or trouble)

    @called_by_qt
    def _pressed(self) -> None:
        if self._running:
            self.cancel_requested.emit()
        else:
            self.find_requested.emit()
