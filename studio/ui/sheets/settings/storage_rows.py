# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept, as a bar in greys with its legend; the folder; and the button that frees what is old."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.app.projects.storage import Usage
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font, mixed
from studio.ui.widgets.labels import ElidedLabel
from studio.ui.widgets.usable import allow

_BAR = 10
_HEIGHT = 40
_LEGEND_Y = 28
_LEGEND_LINE = 22
_LEGEND_GAP = 21
_GAP = 2
_LEAST = 3.0


def said_size(size: int) -> str:
    """Bytes in words: "640 MB", "1.2 GB"."""
    if size >= 10**9:
        return f"{size / 10**9:.2f} GB"
    return f"{size / 10**6:.0f} MB" if size >= 10**6 else f"{size / 10**3:.0f} KB"


class UsageBar(QWidget):
    """Parts of the storage, side by side, the largest first as they are given."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: tuple[tuple[str, int], ...] = ()
        self._legend: tuple[tuple[float, int], ...] = ()
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        connect(theme.changed, self.update)

    def show_parts(self, parts: tuple[tuple[str, int], ...]) -> None:
        """Show names and bytes."""
        self._parts = parts
        self.setAccessibleName("Storage: " + ", ".join(f"{name} {said_size(size)}" for name, size in parts))
        self._place_legend()
        self.update()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_legend()

    def _place_legend(self) -> None:
        """Put the names into as many lines as they need."""
        places, x, line = list[tuple[float, int]](), 0.0, 0
        for name, size in self._parts:
            wide = 15 + sum(_width_of(text, weight) + 7 for text, weight in ((name, 500), (said_size(size), 400)))
            if x and x + wide - 7 > self.width():
                x, line = 0.0, line + 1
            places.append((x, _LEGEND_Y + _LEGEND_LINE * line))
            x += wide + _LEGEND_GAP
        self._legend = tuple(places)
        self.setFixedHeight(_HEIGHT + _LEGEND_LINE * line)

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        total = max(1, sum(size for _name, size in self._parts))
        left = 0.0
        room = self.width() - _GAP * max(0, len(self._parts) - 1) - _LEAST * len(self._parts)
        for number, (name, size) in enumerate(self._parts):
            color = self._grey(number)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            width = _LEAST + room * size / total
            painter.drawRoundedRect(QRectF(left, 0, width, _BAR), 2, 2)
            left += width + _GAP
            x, y = self._legend[number]
            painter.drawEllipse(QRectF(x, y - 4, 8, 8))
            self._paint_legend(painter, x + 15, y, name, said_size(size))

    def _paint_legend(self, painter: QPainter, x: float, y: float, name: str, size: str) -> None:
        """Write name and size from *x* on, around *y*."""
        for text, weight, role in ((name, 500, "text"), (size, 400, "text_2")):
            painter.setFont(font(12, weight))
            painter.setPen(self._theme.color(role))
            width = _width_of(text, weight)
            box = QRectF(x, y - 10, width + 2, 20)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
            x += width + 7

    def _grey(self, number: int) -> QColor:
        share = (0.0, 0.4, 0.65, 0.82)[min(number, 3)]
        return mixed(self._theme.color("text_2"), self._theme.color("page"), share)


def _width_of(text: str, weight: int) -> int:
    return QFontMetrics(font(12, weight)).horizontalAdvance(text)


class StorageRows(QWidget):
    """Shows a Usage; the button frees what is old, the folder's opens it."""

    free_requested = Signal()
    open_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.bar = UsageBar(theme)
        self.folder = ElidedLabel(13)
        self.open = QPushButton("Open folder")
        self.open.setToolTip("Opens the folder in which all of this is kept, beside projects that were saved elsewhere")
        self.free = QPushButton("Delete old takes")
        for button in (self.open, self.free):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setFont(font(13, 500))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.bar)
        folder = QHBoxLayout()
        column.addLayout(folder)
        folder.setSpacing(12)
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.open)
        free = QHBoxLayout()
        column.addLayout(free)
        free.addWidget(self.free)
        free.addStretch(1)
        connect(self.free.clicked, self.free_requested)
        connect(self.open.clicked, self.open_requested)
        self.show_usage(None, Path())

    def show_usage(self, usage: Usage | None, folder: Path) -> None:
        """Show what is kept in *folder*; None while that is not known yet."""
        self.folder.show_text(str(folder))
        known = usage or Usage()
        self.bar.show_parts(
            (
                ("Projects", known.projects),
                ("Model", known.models),
                ("Backups", known.backups),
                ("Own voices", known.voices),
            )
        )
        old = f"Delete {said_size(known.old)} of old takes" if known.old else "Delete old takes"
        self.free.setText(old)
        reason = "It is being measured." if usage is None else "" if usage.old else "The project has no old takes."
        allow(self.free, reason, "Takes of the open project that nothing uses any more")
