# SPDX-License-Identifier: GPL-3.0-or-later
"""The map's legend, which filters too: each kind of voices is shown or left out by a press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font

Shape = Literal["disc", "circle", "square", "ring"]
_MARK, _GAP, _BETWEEN, _PADDING = 10, 8, 6, 5


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A kind of voices.

    Attributes:
        key: By which it is told.
        count: How many there are.
        hue: "#rrggbb" of its mark; "" for the text's colour.
    """

    key: str
    name: str
    count: int
    shape: Shape
    hue: str = ""


class LegendItem(QAbstractButton):
    """One kind: checked while it is shown."""

    def __init__(self, theme: Theme, entry: LegendEntry) -> None:
        super().__init__()
        self._theme = theme
        self.setFont(font(12, 500))
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        connect(theme.changed, self.update)
        self.entry = entry
        self.show_entry(entry)

    def show_entry(self, entry: LegendEntry) -> None:
        """Show another number, or hue, of the kind."""
        self.entry = entry
        self.setAccessibleName(f"{entry.name}, {entry.count}")
        self.setToolTip(f"Show or leave out: {entry.name}")
        self.updateGeometry()
        self.update()

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        name, count = self._widths()
        return QSize(2 * _PADDING + _MARK + _GAP + name + _BETWEEN + count, 28)

    @asked_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, on = self._theme, self.isChecked()
        middle = self.height() / 2
        self._paint_mark(painter, QRectF(_PADDING, middle - _MARK / 2, _MARK, _MARK))
        name, _count = self._widths()
        left = _PADDING + _MARK + _GAP
        painter.setFont(font(12, 500))
        painter.setPen(theme.color("text" if on or self.underMouse() else "text_3"))
        box = QRectF(left, 0, name + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.entry.name)
        painter.setPen(theme.color("text_3"))
        box = QRectF(left + name + _BETWEEN, 0, self.width(), self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(self.entry.count))

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        color = QColor(self.entry.hue) if self.entry.hue else self._theme.color("text_2")
        filled = self.entry.shape == "disc" and self.isChecked()
        if not self.isChecked():
            color.setAlphaF(0.5)
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(color, 2.5 if self.entry.shape == "ring" else 1.5))
        painter.setBrush(color if filled else Qt.BrushStyle.NoBrush)
        inner = box if filled else box.adjusted(1, 1, -1, -1)
        if self.entry.shape == "square":
            painter.drawRoundedRect(inner, 2, 2)
        else:
            painter.drawEllipse(inner)

    def _widths(self) -> tuple[int, int]:
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance(self.entry.name), metrics.horizontalAdvance(str(self.entry.count))


class Legend(QWidget):
    """A row of kinds: those of languages, then those of sex and of the person's own."""

    changed = Signal()
    """Other kinds are shown."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._items: list[LegendItem] = []
        self._line = QHBoxLayout(self)
        self._line.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)
        self._line.addStretch(1)

    @asked_by_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @property
    def off(self) -> frozenset[str]:
        """Keys of the kinds that are left out."""
        return frozenset(item.entry.key for item in self._items if not item.isChecked())

    @property
    def items(self) -> tuple[LegendItem, ...]:
        return tuple(self._items)

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        """List *entries*; what was left out stays so."""
        if [entry.key for entry in entries] == [item.entry.key for item in self._items]:
            for item, entry in zip(self._items, entries, strict=True):
                item.show_entry(entry)
            return
        off = self.off
        for item in self._items:
            self._line.removeWidget(item)
            item.deleteLater()
        self._items = [LegendItem(self._theme, entry) for entry in entries]
        for place, item in enumerate(self._items):
            item.setChecked(item.entry.key not in off)
            connect(item.toggled, self.changed)
            self._line.insertWidget(place, item)
