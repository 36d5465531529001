# SPDX-License-Identifier: GPL-3.0-or-later
"""A segmented choice: a few values side by side, of which one is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.theme.icons import paint_icon

_PADDING = 20
_RADIUS = 6
_ICON = 16


class Segment(QRadioButton):
    """One value, as a name or an icon. For the keyboard and for screen readers it is a radio button."""

    def __init__(self, theme: Theme, text: str, name: str, value: str, padding: int, icon_name: str = "") -> None:
        super().__init__(text)
        self.value = value
        self._icon_name = icon_name
        if icon_name:
            self.setToolTip(text)
        self._padding = padding
        self._theme = theme
        self.setAccessibleName(f"{name}: {text}")
        self.setFont(font(13, 500))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        connect(theme.changed, self.update)

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        shown = _ICON if self._icon_name else self.fontMetrics().horizontalAdvance(self.text())
        return QSize(shown + 2 * self._padding, 28)

    @asked_by_qt(bool)
    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        if self.isChecked():
            box = QRectF(self.rect())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("row_shadow"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, 0), _RADIUS - 1, _RADIUS - 1)
            painter.setBrush(theme.color("field" if theme.palette.name == "light" else "groove"))
            painter.drawRoundedRect(box.adjusted(0, 0, 0, -1), _RADIUS - 1, _RADIUS - 1)
        role = "disabled" if not self.isEnabled() else "text" if self.isChecked() or self.underMouse() else "text_2"
        if self._icon_name:
            corner = QPointF((self.width() - _ICON) / 2, (self.height() - _ICON) / 2)
            paint_icon(painter, self._icon_name, theme.color(role), corner, _ICON)
            return
        painter.setPen(theme.color(role))
        painter.setFont(font(13, 600 if self.isChecked() else 500))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())


class Segmented(QWidget):
    """A track with a segment for each value; `chosen` carries the value that the person chose.

    Args:
        theme: The colours.
        name: Accessible name.
        values: Values and their names.
        padding: Space at both sides of a name or icon, in pixels.
        icons: Icons of values, shown instead of their names.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        values: Sequence[tuple[str, str]],
        padding: int = _PADDING,
        icons: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 2, 2, 2)
        line.setSpacing(0)
        self._group = QButtonGroup(self)
        self.segments = tuple(
            Segment(theme, text, name, value, padding, icons.get(value, "")) for value, text in values
        )
        for segment in self.segments:
            self._group.addButton(segment)
            line.addWidget(segment)
            segment.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._reached: Segment | None = None
        connect(self._group.buttonClicked, self._chosen)
        connect(self._group.buttonToggled, self._let_reach)
        connect(theme.changed, self.update)

    def show_value(self, value: str) -> None:
        """Show *value* as chosen, without emitting `chosen`."""
        for segment in self.segments:
            if segment.value == value:
                segment.setChecked(True)

    @called_by_qt
    def _let_reach(self, segment: Segment, on: bool) -> None:
        """Let Tab reach the chosen segment, in the place of the one before, as Qt does once one had the keyboard."""
        if not on or segment is self._reached:
            return
        before, self._reached = self._reached, segment
        segment.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if before is not None:
            QWidget.setTabOrder(before, segment)
            before.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @called_by_qt
    def _chosen(self, segment: Segment) -> None:
        self.chosen.emit(segment.value)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("track_box"))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
