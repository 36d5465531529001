# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed, the five emotions, pitch, volume and loudness range."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.core.emotions import EMOTIONS, LEVELS
from studio.core.speech import SPEED_NAMES, Controls, rate_of
from studio.ui.design.tone_row import PITCH, VOLUME, ToneRow
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.widgets.gaps import Gap
from studio.ui.widgets.labels import label
from studio.ui.widgets.slider import GrooveSlider
from studio.ui.widgets.usable import allow

_STEPS = 100
_THUMB = 14
_NO_RANGE = "The engine speaks with a loudness range of its own, which it cannot change."


class SpeedMarks(QWidget):
    """Ticks and names under the speed slider."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(20)
        connect(theme.changed, self.update)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(11))
        span = self.width() - _THUMB
        for name, speed in SPEED_NAMES.items():
            x = _THUMB / 2 + (speed + 1) / 2 * span
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("edge"))
            painter.drawEllipse(QPointF(x, 2), 1.25, 1.25)
            width = painter.fontMetrics().horizontalAdvance(name) + 2
            left = min(max(0.0, x - width / 2), self.width() - width)
            painter.setPen(self._theme.color("text_2" if self.isEnabled() else "disabled"))
            painter.drawText(QRectF(left, 5, width, 15), int(Qt.AlignmentFlag.AlignCenter), name)


class EmotionRow:
    """Name, slider with six stops, level in words."""

    def __init__(self, theme: Theme, emotion: str) -> None:
        self.name = label(emotion.capitalize(), 13)
        self.slider = GrooveSlider(theme, emotion.capitalize(), (0, len(LEVELS) - 1), stops=True)
        self.slider.setPageStep(1)
        self.level = label(LEVELS[0], 12)
        self.level.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_level(self, level: int) -> None:
        self.slider.show_value(level)
        self.level.setText(LEVELS[level])
        self.slider.setAccessibleDescription(LEVELS[level])
        for text, weight in ((self.name, 400), (self.level, 500 if level else 400)):
            look = "" if level else "third"
            if text.property("look") != look:
                text.setProperty("look", look)
                text.style().unpolish(text)
                text.style().polish(text)
            text.setFont(font(13 if text is self.name else 12, weight))


class ExpressionSection(QWidget):
    """Everything of Controls."""

    speed_requested = Signal(float)
    emotion_requested = Signal(str, int)
    pitch_requested = Signal(float)
    volume_requested = Signal(float)
    reset_requested = Signal()
    held = Signal(bool)
    """A control is held by the pointer, or no more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reset = QPushButton("Reset")
        self.reset.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.reset.setProperty("look", "plain")
        self.reset.setFont(font(12, 500))
        self.reset.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.reset.setCursor(Qt.CursorShape.PointingHandCursor)
        self.reset.setToolTip("Set all of it back to normal")
        self.rate = label("", 13, 500)
        self.speed = GrooveSlider(theme, "Speed", (-_STEPS, _STEPS), thumb=_THUMB)
        self.speed.setSingleStep(5)
        self.speed.setPageStep(25)
        self.speed.setFixedHeight(22)
        self.marks = SpeedMarks(theme)
        self.emotions = {name: EmotionRow(theme, name) for name in EMOTIONS}
        self.pitch = ToneRow(theme, PITCH, "semitones", self)
        self.volume = ToneRow(theme, VOLUME, "times the voice’s own volume", self)
        # No engine sets it yet; it is shown so that nobody seeks it.
        self.range = GrooveSlider(theme, "Loudness range of the voice", (-1, 1))
        self.range_parts = (label("Range", 12), label("\u2013", 13, 500), self.range)
        for part in self.range_parts:
            allow(part, _NO_RANGE)
        self.range.setAccessibleDescription(_NO_RANGE)
        self._lay_out()
        connect(self.pitch.chosen, self.pitch_requested)
        connect(self.volume.chosen, self.volume_requested)
        for tone in (self.pitch, self.volume):
            connect(tone.held, self.held)
        connect(self.reset.clicked, self.reset_requested)
        connect(self.speed.held, self.held)
        connect(self.speed.chosen, lambda value: self.speed_requested.emit(value / _STEPS))
        for name, row in self.emotions.items():
            connect(row.slider.held, self.held)
            connect(row.slider.chosen, lambda level, emotion=name: self.emotion_requested.emit(emotion, level))

    def show_controls(self, controls: Controls) -> None:
        self.speed.show_value(round(controls.speed * _STEPS))
        said = f"{rate_of(controls.speed):.2f}×"
        self.rate.setText(said)
        self.speed.setAccessibleDescription(said)
        for name, row in self.emotions.items():
            row.show_level(controls.level(name))
        self.pitch.show_value(controls.pitch)
        self.volume.show_value(controls.volume)
        self.reset.setVisible(controls != Controls())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(0, 0, -4, 0)
        head.addWidget(label("Expression", 12, 600, "second"), 1)
        keep = self.reset.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(keep)
        self.reset.setFixedHeight(20)
        head.addWidget(self.reset)
        column.addWidget(Gap(4, 2))
        speed = QHBoxLayout()
        column.addLayout(speed)
        speed.addWidget(label("Speed", 13), 1)
        speed.addWidget(self.rate)
        column.addSpacing(2)
        column.addWidget(self.speed)
        column.addWidget(self.marks)
        column.addWidget(Gap(8, 4))
        grid = QGridLayout()
        column.addLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 64)
        grid.setColumnMinimumWidth(2, 54)
        for number, row in enumerate(self.emotions.values()):
            grid.setRowMinimumHeight(number, 26)
            grid.addWidget(row.name, number, 0)
            grid.addWidget(row.slider, number, 1)
            grid.addWidget(row.level, number, 2)
        column.addWidget(Gap(6, 4))
        cells = QGridLayout()
        column.addLayout(cells)
        cells.setHorizontalSpacing(12)
        cells.setVerticalSpacing(0)
        parts = self.pitch.parts, self.volume.parts, self.range_parts
        for number, (name, value, _slider) in enumerate(parts):
            cells.setColumnStretch(number, 1)
            line = QHBoxLayout()
            cells.addLayout(line, 0, number)
            line.setSpacing(0)
            line.addWidget(name, 1)
            line.addWidget(value)
        for number, (_name, _value, slider) in enumerate(parts):
            cells.addWidget(slider, 1, number)
