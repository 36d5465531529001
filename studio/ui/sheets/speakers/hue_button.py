# SPDX-License-Identifier: GPL-3.0-or-later
"""A speaker's avatar as a button, which gives it the next colour."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from studio.core.hues import HUE_NAMES, HUES
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, avatar

_SIDE = 32
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class HueButton(QAbstractButton):
    """A press or the right arrow goes to the next of the twelve colours, the left arrow back."""

    chosen = Signal(str)
    """The colour "#rrggbb"."""

    def __init__(self, theme: Theme, seed: str, name: str, hue: str) -> None:
        super().__init__()
        self._seed = seed
        self._name = name
        self._hue = hue
        self.setFixedSize(_SIDE, _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tell()
        connect(self.clicked, lambda: self._step(1))
        connect(theme.changed, self.update)

    @property
    def hue(self) -> str:
        return self._hue

    def show_speaker(self, name: str, hue: str) -> None:
        """Show another name, or another colour."""
        self._name, self._hue = name, hue
        self._tell()
        self.update()

    def _step(self, by: int) -> None:
        known = self._hue.upper()
        number = HUES.index(known) if known in HUES else -1
        self.show_speaker(self._name, HUES[(number + by) % len(HUES)])
        self.chosen.emit(self._hue)

    def _tell(self) -> None:
        known = self._hue.upper()
        colour = HUE_NAMES[HUES.index(known)] if known in HUES else self._hue
        self.setAccessibleName(f"{self._name}’s colour")
        self.setAccessibleDescription(colour)
        self.setToolTip(f"{colour}: another colour")

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(step)
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(
            QPoint(0, 0), avatar(self._seed, self._name, _SIDE, ratio, not self.isEnabled(), hue=self._hue)
        )
