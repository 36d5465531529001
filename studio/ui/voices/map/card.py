# SPDX-License-Identifier: GPL-3.0-or-later
"""The card of the voice that the pointer rests on: who it is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.core.voices import Voice
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, avatar, icon
from studio.ui.voices.model import second_line
from studio.ui.widgets.card import SHADOW, paint_card
from studio.ui.widgets.labels import ElidedLabel

SIZE = QSize(244 + 2 * SHADOW, 90 + 2 * SHADOW)
_GOES_MS = 200
_GAP = 12


class MapCard(QWidget):
    """Shown beside a mark, as long as the pointer is on one of both."""

    listen_requested = Signal(str)
    add_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._room = parent
        self._voice_id = ""
        self._picture = QLabel()
        self._name = ElidedLabel(13, 600)
        self._second = ElidedLabel(12, 400, "second")
        self.listen = QPushButton("Play sentence")
        self.add = QPushButton("Add to mix")
        self._goes = QTimer(self, singleShot=True, interval=_GOES_MS)
        connect(self._goes.timeout, self.hide)
        connect(self.listen.clicked, lambda: self.listen_requested.emit(self._voice_id))
        connect(self.add.clicked, lambda: self.add_requested.emit(self._voice_id))
        connect(theme.changed, self._dress)
        self._lay_out()
        self._dress()
        self.setFixedSize(SIZE)
        self.hide()

    def show_voice(self, voice: Voice, mark: QRectF, blocker: str) -> None:
        """Show *voice* beside its *mark*, a place of the parent; *blocker* is why it cannot be added, "" if it can."""
        self._goes.stop()
        self._voice_id = voice.id
        self._picture.setPixmap(avatar(voice.id, voice.name, 32, self.devicePixelRatioF()))
        self._name.show_text(voice.name)
        self._second.show_text(second_line(voice))
        self.listen.setEnabled(voice.available)
        self.add.setEnabled(not blocker)
        self.add.setToolTip(blocker)
        self.move(*self._place(mark))
        self.show()
        self.raise_()

    @called_by_qt
    def go(self) -> None:
        """Go, unless the pointer comes to it."""
        if self.isVisible() and not self.underMouse():
            self._goes.start()

    @called_by_qt
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._goes.stop()

    @called_by_qt
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._goes.start()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_card(QPainter(self), QRectF(self.rect()), self._theme)

    def _place(self, mark: QRectF) -> tuple[int, int]:
        """Beside *mark*, at the side with more room, and within the parent."""
        room = self._room.rect()
        right = mark.right() + _GAP - SHADOW
        x = right if right + self.width() <= room.width() + SHADOW else mark.left() - _GAP + SHADOW - self.width()
        y = min(max(mark.center().y() - self.height() / 2, -SHADOW), room.height() + SHADOW - self.height())
        return round(x), round(y)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = SHADOW + 12
        column.setContentsMargins(edge, SHADOW + 10, edge, SHADOW + 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._picture)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._second)
        head.addLayout(words, 1)
        column.addLayout(head)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.listen, self.add):
            button.setProperty("look", "small")
            # Keys do the same on the map itself; the card goes when the keyboard comes.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            buttons.addWidget(button, 1)
        column.addLayout(buttons)

    @called_by_qt
    def _dress(self) -> None:
        self.listen.setIcon(icon("play-fill", self._theme.color("text"), self._theme.color("disabled")))
        self.add.setIcon(icon("plus", self._theme.color("text"), self._theme.color("disabled")))
        self.update()
