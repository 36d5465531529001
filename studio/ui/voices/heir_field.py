# SPDX-License-Identifier: GPL-3.0-or-later
"""The question in a speaker's row: who reads its lines once it is deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.voices.model import CastRow
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label

HEIGHT = 52


class HeirField(QWidget):
    """`answered` carries the ids of the speaker that goes and of the one who takes the lines; `cancelled` that none
    goes."""

    answered = Signal(str, str)
    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.speaker_id = ""
        self._said = label("", 12, 500)
        self.heirs = Combo(theme, "Who takes the lines")
        self.delete = QPushButton("Delete")
        self.delete.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.delete.setProperty("look", "outline")
        self.delete.setFixedWidth(62)
        self.delete.setStyleSheet("padding: 0 4px;")
        self._keep = IconButton(theme, "x", "Keep the speaker", side=24, icon_side=14, role="text_2")
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 4, 6, 4)
        line.setSpacing(6)
        line.addWidget(self._said)
        line.addWidget(self.heirs, 1)
        line.addWidget(self.delete)
        line.addWidget(self._keep)
        connect(self.delete.clicked, self._answer)
        connect(self._keep.clicked, self.cancelled)
        connect(theme.changed, self.update)
        self.hide()

    def ask(self, speaker: CastRow, others: Sequence[CastRow]) -> None:
        """Ask who of *others* takes the lines of *speaker*."""
        self.speaker_id = speaker.speaker_id
        self._said.setText("Line to" if speaker.lines == 1 else f"{speaker.lines} lines to")
        self.heirs.setAccessibleName(f"Who takes the lines of {speaker.name}")
        self.delete.setAccessibleName(f"Delete {speaker.name}")
        self.heirs.offer([(each.speaker_id, each.name) for each in others], others[0].speaker_id)
        self.show()
        self.heirs.setFocus(Qt.FocusReason.OtherFocusReason)

    @called_by_qt
    def _answer(self) -> None:
        self.answered.emit(self.speaker_id, str(self.heirs.currentData()))

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.color("hairline"))
        painter.setBrush(self._theme.color("notice"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
