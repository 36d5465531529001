# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel of chapters: search, the list, and at its foot how far rendering is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.outline.chapter_list import ChapterList
from studio.ui.outline.rows import OutlineRow
from studio.ui.theme import Theme
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.scroll_fade import ScrollFade
from studio.ui.widgets.search_field import SearchField

_FOOT = 60


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot.

    Attributes:
        ready: Such as "9 of 24 ready".
        length: Such as "3:15 of 8:41 h".
        left: Such as "about 1 h 10 left".
        fraction: The share that is rendered.
        running: Whether the button pauses.
        button: What the button does, with its key.
        reason: Why it cannot; "" if it can.
    """

    ready: str = ""
    length: str = ""
    left: str = ""
    fraction: float = 0.0
    running: bool = False
    button: str = ""
    reason: str = ""


class OutlinePanel(QWidget):
    """The chapters of the project."""

    foot_pressed = Signal()
    wanted = Signal()
    """The panel is to be shown."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows: tuple[OutlineRow, ...] = ()
        self._movable = False
        self.search = SearchField(theme, "Search chapters", "Search chapters")
        self.list = ChapterList(theme)
        ScrollFade(theme, self.list)
        self.empty = label("No chapter matches.", 12, 400, "second")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.hide()
        self.ready = label("", 12, 600)
        self.length = label("", 12, 400, "second")
        self.left = label("", 12, 400, "second")
        self.bar = _Bar(theme)
        self.button = _RoundButton(theme, "play-fill", "Render what changed", icon_side=14)
        self._lay_out()
        connect(self.search.textChanged, lambda _text: self._show_found())
        connect(self.search.confirmed, self._into_list)
        connect(self.button.clicked, self.foot_pressed)

    def show_rows(self, rows: Sequence[OutlineRow], movable: bool) -> None:
        """Show chapters; *movable* tells whether their order may be changed."""
        self._rows, self._movable = tuple(rows), movable
        self._show_found()

    def show_foot(self, foot: Foot) -> None:
        self.ready.setText(foot.ready)
        self.length.setText(foot.length)
        self.left.setText(foot.left)
        self.bar.show_fraction(foot.fraction)
        self.button.show_icon("pause-fill" if foot.running else "play-fill")
        self.button.setToolTip(foot.reason or foot.button)
        self.button.setAccessibleName(foot.button.partition(" (")[0])
        self.button.setEnabled(not foot.reason)

    def focus_search(self) -> None:
        """Give the keyboard to the search."""
        self.wanted.emit()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def close_innermost(self) -> bool:
        """Empty the search if it has the keyboard; False if it has not, or is empty."""
        searched = self.search.hasFocus() and bool(self.search.text())
        if searched:
            self.search.clear()
        return searched

    def _show_found(self) -> None:
        words = self.search.text().casefold().split()
        found = [row for row in self._rows if all(word in row.title.casefold() for word in words)]
        # Among some of them a place means nothing.
        self.list.show_rows(found, self._movable and not words)
        if not found and self.list.hasFocus():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.empty.setVisible(bool(self._rows) and not found)
        self.list.setVisible(bool(found))

    @called_by_qt
    def _into_list(self) -> None:
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # Each layout before what is in it: else Qt for Python makes objects of its items, which outlive them.
        searching = QHBoxLayout()
        column.addLayout(searching)
        searching.setContentsMargins(16, 0, 16, 8)
        searching.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        foot = QWidget()
        foot.setFixedHeight(_FOOT)
        column.addWidget(foot)
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 0, 16, 4)
        line.setSpacing(16)
        told = QVBoxLayout()
        line.addLayout(told, 1)
        told.setSpacing(4)
        told.addStretch(1)
        first = QHBoxLayout()
        told.addLayout(first)
        first.setSpacing(10)
        first.addWidget(self.ready)
        first.addWidget(self.length)
        first.addStretch(1)
        told.addWidget(self.bar)
        told.addWidget(self.left)
        told.addStretch(1)
        line.addWidget(self.button)


class _RoundButton(IconButton):
    """An icon on a round tint."""

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("button_tint"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.end()
        super().paintEvent(event)


class _Bar(QWidget):
    """A share as a bar of 4 px."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fraction = 0.0
        self.setFixedHeight(4)
        connect(theme.changed, self.update)

    def show_fraction(self, fraction: float) -> None:
        if fraction != self._fraction:
            self._fraction = fraction
            self.update()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("groove"))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        painter.setBrush(self._theme.color("accent_line"))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._fraction, 4), 2, 2)
