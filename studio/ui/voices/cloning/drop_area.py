# SPDX-License-Identifier: GPL-3.0-or-later
"""The place that tells that a recording may be dropped, and chooses one when it is pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font, paint_icon

_HEIGHT, _GAP, _ICON = 72, 18, 18
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class DropArea(QPushButton):
    """A button over the whole area; what is dropped anywhere on the window is taken by the window.

    Args:
        theme: The colours.
        kinds: Names of the kinds of files, such as "wav".
    """

    def __init__(self, theme: Theme, kinds: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self._said = (
            ("Drop a recording here", font(13, 600), "text"),
            (", ".join(kinds), font(12, 400), "text_2"),
            ("Choose a file…", font(13, 600), "text"),
        )
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Choose a recording")
        self.setAccessibleDescription(f"Or drop one on the window: {', '.join(kinds)}")
        connect(theme.changed, self.update)

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setPen(QPen(theme.color("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(theme.color("row_hover" if self.underMouse() else "page"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        said, widths = list(self._said), self._widths(painter)
        left = (self.width() - _ICON - sum(widths) - _GAP * len(widths)) / 2
        if left < _GAP:
            # Without the kinds, where there is no room for them.
            left += (widths.pop(1) + _GAP) / 2
            said.pop(1)
        paint_icon(painter, "file", theme.color("text_2"), QPointF(left, (_HEIGHT - _ICON) / 2), _ICON)
        left += _ICON + _GAP
        for (text, written, role), width in zip(said, widths, strict=True):
            painter.setFont(written)
            painter.setPen(theme.color(role))
            painter.drawText(QRectF(left, 0, width + 1, _HEIGHT), _LEFT, text)
            left += width + _GAP

    def _widths(self, painter: QPainter) -> list[int]:
        """Width of each of the texts."""
        widths = []
        for text, written, _ in self._said:
            painter.setFont(written)
            widths.append(painter.fontMetrics().horizontalAdvance(text))
        return widths
