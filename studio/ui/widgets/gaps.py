# SPDX-License-Identifier: GPL-3.0-or-later
"""Gaps between rows that give way where the rows have not enough room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.door import asked_by_qt


class Gap(QWidget):
    """Room of *usual* pixels, and down to *least* where there is less."""

    def __init__(self, usual: int = 0, least: int = 0) -> None:
        super().__init__()
        self._usual, self._least = usual, least
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)

    def be(self, usual: int, least: int) -> None:
        """Be another room."""
        self._usual, self._least = usual, least
        self.updateGeometry()

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(0, self._usual)

    @asked_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._least)
