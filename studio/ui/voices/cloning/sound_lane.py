# SPDX-License-Identifier: GPL-3.0-or-later
"""A sound of some seconds as a lane: a click, a drag or a key asks to go on at a place in it."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider

from studio.ui.door import called_by_qt, connect

_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_STEP_S = 1.0


class SoundLane(QAbstractSlider):
    """For screen readers it is a slider whose value is the playhead's whole seconds.

    Attributes:
        dragged_s: The second to which the playhead is dragged; None while it is not.
    """

    sought = Signal(float)
    """The second at which the person wants to go on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.dragged_s: float | None = None
        self._here_s = 0.0
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, 0)
        self.setAccessibleName(name)
        # A click leaves the keyboard where it is.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        connect(self.valueChanged, lambda value: self.sought.emit(float(value)))

    # --- for each lane to define

    def stretch_s(self) -> tuple[float, float]:
        """Begin and end of what can be heard, in seconds; twice the same for nothing."""
        raise NotImplementedError

    def second_at(self, x: float) -> float:
        """The second shown at *x* pixels."""
        raise NotImplementedError

    # --- common to them

    def tell(self, here_s: float | None) -> None:
        """Have keys go on from the second that is heard, None for none, without asking for anything."""
        begin_s, end_s = self.stretch_s()
        self._here_s = begin_s if here_s is None else here_s
        blocked = self.blockSignals(True)
        self.setRange(math.floor(begin_s), max(math.ceil(end_s), math.floor(begin_s)))
        self.setValue(int(self._here_s))
        self.blockSignals(blocked)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        begin_s, end_s = self.stretch_s()
        steps = {Qt.Key.Key_Left: -_STEP_S, Qt.Key.Key_Right: _STEP_S, Qt.Key.Key_Home: begin_s - self._here_s}
        step_s = steps.get(Qt.Key(event.key())) if not event.modifiers() & ~_KEYPAD and end_s > begin_s else None
        if step_s is None:
            event.ignore()
        elif self._here_s + step_s < end_s:
            self.sought.emit(max(self._here_s + step_s, begin_s))

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        begin_s, end_s = self.stretch_s()
        if event.button() == Qt.MouseButton.LeftButton and begin_s <= self.second_at(event.position().x()) < end_s:
            self._drag(event)

    @called_by_qt
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.dragged_s is not None:
            self._drag(event)

    @called_by_qt
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        wanted_s, self.dragged_s = self.dragged_s, None
        if wanted_s is not None:
            self.update()
            self.sought.emit(wanted_s)

    def _drag(self, event: QMouseEvent) -> None:
        begin_s, end_s = self.stretch_s()
        self.dragged_s = min(max(self.second_at(event.position().x()), begin_s), end_s)
        self.update()
