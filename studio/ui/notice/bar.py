# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards with notices. They take space from the manuscript, so that they cover no text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.app.work.state import Notice
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font, icon
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label

_WIDTH = 624
_SHADOW = 8


class NoticeCard(QWidget):
    """One notice: sign, text, action, close button."""

    dismissed = Signal(str)

    def __init__(self, theme: Theme, notice: Notice) -> None:
        super().__init__()
        self._theme = theme
        self.notice = notice
        self.setMaximumWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._sign = QLabel()
        self._sign.setFixedSize(20, 20)
        self.text = label(notice.text, 13, 500)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(notice.text)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8 + 2, 10, 8 + _SHADOW)
        line.setSpacing(12)
        line.addWidget(self._sign)
        line.addWidget(self.text, 1)
        self.act: QPushButton | None = None
        if notice.action is not None:
            self.act = QPushButton(notice.action_text)
            self.act.setProperty("look", "main")
            self.act.setFont(font(13, 600))
            connect(self.act.clicked, self._act)
            line.addWidget(self.act)
        self.close_button = IconButton(
            theme, "x", f"Close the notice: {notice.text[:60]}", side=28, icon_side=14, role="text_2"
        )
        connect(self.close_button.clicked, lambda: self.dismissed.emit(self.notice.key))
        self.close_button.setVisible(not notice.lasting)
        line.addWidget(self.close_button)
        connect(theme.changed, self._paint_sign)
        self._paint_sign()

    @called_by_qt
    def _act(self) -> None:
        self.dismissed.emit(self.notice.key)
        if self.notice.action is not None:
            self.notice.action()

    @called_by_qt
    def _paint_sign(self) -> None:
        error = self.notice.kind == "error"
        name, role = ("warning-circle-fill", "error") if error else ("info", "text_2")
        self._sign.setPixmap(icon(name, self._theme.color(role)).pixmap(QSize(20, 20)))
        self.update()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        card = QRectF(self.rect()).adjusted(2, 2, -2, -_SHADOW)
        for spread in range(5):
            painter.setBrush(QColor(20, 14, 4, 9))
            painter.drawRoundedRect(card.adjusted(-spread / 2, spread / 2, spread / 2, spread), 8, 8)
        painter.setBrush(self._theme.color("notice"))
        painter.setPen(self._theme.color("hairline"))
        painter.drawRoundedRect(card, 8, 8)


class NoticeBar(QWidget):
    """Cards, at most one for each key, the newest below."""

    dismissed = Signal(str)
    changed = Signal()
    """Cards came or went."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cards: dict[str, NoticeCard] = {}
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        around = QHBoxLayout(self)
        around.setContentsMargins(24, 0, 24, 6)
        around.addWidget(middle)
        self._column = QVBoxLayout(middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show *notice*, replacing an earlier one with its key; an empty text removes that one."""
        self.take_away(notice.key)
        if not notice.text:
            return
        card = NoticeCard(self._theme, notice)
        connect(card.dismissed, self.take_away)
        connect(card.dismissed, self.dismissed)
        self._cards[notice.key] = card
        self._column.addWidget(card)
        self.show()
        self.changed.emit()

    @called_by_qt
    def take_away(self, key: str) -> None:
        card = self._cards.pop(key, None)
        if card is not None:
            card.hide()
            card.deleteLater()
        self.setVisible(bool(self._cards))

    def cards(self) -> list[NoticeCard]:
        return list(self._cards.values())
