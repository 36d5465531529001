# SPDX-License-Identifier: GPL-3.0-or-later
"""The line that tells of a project which was not closed, and is there as it was."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font, icon
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label

HEIGHT = 44
_MORE, _LESS = "What happened", "Less"
_HAPPENED = (
    "Speech Studio ended without closing this project, such as because the computer went off or the program was "
    "killed. Each change is saved within a second, so at most the last second of typing is missing. A paragraph that "
    "was being rendered then is rendered again."
)


class RecoveryLine(QWidget):
    """Sign, the project's title, when it was saved last; what happened is told below on request."""

    seen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sign = QLabel()
        self._sign.setFixedSize(18, 18)
        self.title = label("", 13, 600)
        self.said = label("", 13, 400, "second")
        self.more = QPushButton(_MORE)
        self.more.setToolTip("Why it was recovered, and what may be missing")
        self.more.setProperty("look", "plain")
        self.more.setFont(font(13, 500))
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button = IconButton(
            theme, "x", "Close the line about what was recovered", side=28, icon_side=14, role="text_2"
        )
        self.happened = label(_HAPPENED, 13, 400, "second")
        self.happened.setWordWrap(True)
        self.happened.setContentsMargins(46, 0, 24, 14)
        self.happened.hide()
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 8, 0)
        line.setSpacing(12)
        for widget in (self._sign, self.title, self.said):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.more)
        line.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setFixedHeight(HEIGHT)
        head.setLayout(line)
        column.addWidget(head)
        column.addWidget(self.happened)
        connect(self.more.clicked, self._toggle)
        connect(self.close_button.clicked, self.seen)
        connect(theme.changed, self._paint_sign)
        self._paint_sign()
        self.hide()

    def tell(self, title: str, said: str) -> None:
        """Tell of the project called *title*."""
        self.title.setText(title)
        self.said.setText(said)
        self.setAccessibleName(f"{title}. {said}")
        self.show()

    @called_by_qt
    def _toggle(self) -> None:
        told = self.happened.isHidden()
        self.happened.setVisible(told)
        self.more.setText(_LESS if told else _MORE)

    @called_by_qt
    def _paint_sign(self) -> None:
        color = self._theme.color("ready")
        self._sign.setPixmap(icon("arrow-counter-clockwise", color).pixmap(QSize(18, 18)))
        self.update()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.color("notice"))
        painter.setPen(self._theme.color("hairline"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
