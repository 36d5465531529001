# SPDX-License-Identifier: GPL-3.0-or-later
"""The pointer that rests on a control, such as to let it be heard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from studio.ui.door import asked_by_qt, connect

RESTS_MS = 250
"""So long the pointer stays before it counts as resting."""


class Resting(QObject):
    """Tells of *control* that the pointer rests on it."""

    rested = Signal()

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(RESTS_MS)
        connect(self._rest.timeout, self.rested)
        control.installEventFilter(self)

    @asked_by_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._rest.start()
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self._rest.stop()
        return super().eventFilter(watched, event)
