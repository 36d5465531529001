# SPDX-License-Identifier: GPL-3.0-or-later
"""The fading of the last row of a list that goes on below its edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme

HEIGHT = 44


class ScrollFade(QWidget):
    """Lies over the lower edge of *area* as long as there is more below, and lets the pointer through.

    Args:
        theme: The colours.
        area: What is scrolled; it is this widget's parent.
        role: The palette's colour behind it.
    """

    def __init__(self, theme: Theme, area: QAbstractScrollArea, role: str = "panel") -> None:
        super().__init__(area)
        self._theme = theme
        self._area = area
        self._role = role
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        area.viewport().installEventFilter(self)
        bar = area.verticalScrollBar()
        connect(bar.valueChanged, lambda _value: self._show())
        connect(bar.rangeChanged, lambda _least, _most: self._show())
        connect(theme.changed, self.update)
        self._show()

    @asked_by_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._show()
        return super().eventFilter(watched, event)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = QLinearGradient(QPointF(0, 0), QPointF(0, self.height()))
        color = self._theme.color(self._role)
        for at, share in ((0.0, 0.0), (0.9, 1.0)):
            color.setAlphaF(share)
            shade.setColorAt(at, color)
        QPainter(self).fillRect(self.rect(), shade)

    def _show(self) -> None:
        bar, box = self._area.verticalScrollBar(), self._area.viewport().geometry()
        # The last pixels of the way let the last row come out.
        height = min(HEIGHT, bar.maximum() - bar.value(), box.height())
        self.setVisible(height > 0)
        self.setGeometry(QRect(box.left(), box.bottom() + 1 - height, box.width(), max(height, 0)))
        self.raise_()
