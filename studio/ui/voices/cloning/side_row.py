# SPDX-License-Identifier: GPL-3.0-or-later
"""The clip, or the voice, as a wave with its name and length; amber as far as it was heard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.app.hearing.clip_hearing import Side
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.transport.wave_painter import paint_wave
from studio.ui.voices.cloning.round_button import RoundButton
from studio.ui.voices.cloning.sound_lane import SoundLane
from studio.ui.voices.cloning.trim import clock, wave_of
from studio.ui.widgets.labels import label

HEIGHT = 32
_BAR = 4.0
_NAME_WIDTH, _LENGTH_WIDTH = 60, 64
_NAMES: dict[Side, str] = {"clip": "Clip", "voice": "Voice"}


class SideWave(SoundLane):
    """The wave, as long as it is beside the longer one of the two."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(name)
        self._theme = theme
        self._peaks: Sequence[float] = ()
        self._length = 1.0
        self._length_s = 0.0
        self._bars: list[float] = []
        self._hue = ""
        self.heard = -1.0
        self.setFixedHeight(HEIGHT)
        connect(theme.changed, self.update)

    def show_wave(self, peaks: Sequence[float], length_s: float, longest_s: float, hue: str) -> None:
        """Show largest samples at even distances of a sound, as long as it is beside one of *longest_s*; in a voice's
        *hue*, for "" in grey."""
        self._peaks, self._hue, self._bars = peaks, hue, []
        self._length_s = length_s if peaks else 0.0
        self._length = length_s / max(longest_s, 1e-6) if peaks else 1.0
        self._tell()
        self.update()

    def show_heard(self, share: float) -> None:
        """Show how far it was heard, 0 to 1; -1 for not at all."""
        if share != self.heard:
            self.heard = share
            self._tell()
            self.update()

    def stretch_s(self) -> tuple[float, float]:
        return 0.0, self._length_s

    def second_at(self, x: float) -> float:
        return x / max(self.width() * self._length, 1.0) * self._length_s

    def _tell(self) -> None:
        self.tell(None if self.heard < 0 else self.heard * self._length_s)

    @asked_by_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        count = max(int(self.width() * self._length / _BAR), 1)
        if len(self._bars) != count:
            self._bars = wave_of(np.asarray(self._peaks, np.float32), count) if self._peaks else [-1.0] * count
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, share = self._theme, self.heard if self.dragged_s is None else self.dragged_s / self._length_s
        heard = share * count
        ahead = theme.hue(self._hue) if self._hue else theme.color("idle_wave")
        line = theme.color("accent_line")
        inks = [line if number + 0.5 <= heard else ahead for number in range(count)]
        paint_wave(painter, self._bars, inks, theme.color("edge"), _BAR, HEIGHT)
        if share >= 0:
            painter.setPen(QPen(line, 2))
            painter.drawLine(QPointF(heard * _BAR, 0), QPointF(heard * _BAR, HEIGHT))


class SideRow(QWidget):
    """`play` stands in the slot left of it, where the page puts it."""

    sought = Signal(float)
    """The share of the sound, 0 to 1, at which the person wants to go on."""

    def __init__(self, theme: Theme, side: Side) -> None:
        super().__init__()
        self._side = side
        self.play = RoundButton(theme, "play-fill", f"Play the {side}")
        self.wave = SideWave(theme, f"Wave of the {side}")
        self.play.setParent(self)
        self.name = label(_NAMES[side], 13, 500)
        self.name.setFixedWidth(_NAME_WIDTH)
        self.length = label("", 12, 400, "second")
        self.length.setFixedWidth(_LENGTH_WIDTH)
        self.length.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.name)
        line.addWidget(self.wave, 1)
        line.addWidget(self.length)
        connect(self.wave.sought, lambda at_s: self.sought.emit(at_s / max(self.wave.stretch_s()[1], 1e-6)))

    def show_sound(self, peaks: Sequence[float], length_s: float, longest_s: float, hue: str, speaking: bool) -> None:
        """Show what it sounds like, or that it is being spoken."""
        self.wave.show_wave(peaks, length_s, longest_s, hue)
        self.length.setText("speaking" if speaking else clock(length_s) if peaks else "")

    def show_chosen(self, chosen: bool) -> None:
        """Show whether it is this one that is heard."""
        self.name.setFont(font(13, 600 if chosen else 500))

    def show_heard(self, share: float, playing: bool) -> None:
        """Show how far it was heard, -1 for not at all, and whether it is heard now."""
        self.wave.show_heard(share)
        name = f"{'Pause' if playing else 'Play'} the {self._side}"
        self.play.show_as("pause-fill" if playing else "play-fill", name, lit=playing)
