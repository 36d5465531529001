# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine's row: what runs, how soon it speaks, and what can be done where something is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.transport.status import Mark, Sign
from studio.ui.widgets.labels import ElidedLabel, label


@dataclass(frozen=True, slots=True)
class EngineView:
    """The row's values.

    Attributes:
        mark: Shape of the sign.
        state: The state in words, such as how soon it speaks.
        about: What runs, and on what.
        lack: What is missing or failed; "" for nothing.
        act: What the button does; None for no button.
        act_text: The button's text.
    """

    mark: Mark = "starting"
    state: str = ""
    about: str = ""
    lack: str = ""
    act: Callable[[], object] | None = None
    act_text: str = ""


class EngineRow(QWidget):
    """Shows an EngineView."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view = EngineView()
        self._sign = Sign(theme)
        self.about = ElidedLabel(12, 400, "second")
        self.state = label("", 12, 500)
        self.lack = label("", 12, 400, "second")
        self.lack.setWordWrap(True)
        self.act = QPushButton()
        self.act.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.act.setProperty("look", "outline")
        self.act.setFont(font(13, 600))
        self.act.setCursor(Qt.CursorShape.PointingHandCursor)
        connect(self.act.clicked, self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        column.addLayout(head)
        head.setSpacing(8)
        names = QVBoxLayout()
        head.addLayout(names, 1)
        names.setSpacing(2)
        names.addWidget(label("This computer", 13, 600))
        names.addWidget(self.about)
        head.addWidget(self._sign)
        head.addWidget(self.state)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(16)
        below.addWidget(self.lack, 1)
        below.addWidget(self.act)
        column.addWidget(self._below)
        self._below.hide()
        connect(theme.changed, self.update)

    def show_engine(self, view: EngineView) -> None:
        if view == self._view:
            return
        self._view = view
        self._sign.show_mark(view.mark)
        self.about.show_text(view.about)
        self.state.setText(view.state)
        self.lack.setText(view.lack)
        self.act.setText(view.act_text)
        self.act.setVisible(view.act is not None)
        self._below.setVisible(bool(view.lack) or view.act is not None)

    @called_by_qt
    def _act(self) -> None:
        if self._view.act is not None:
            self._view.act()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("playing"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
