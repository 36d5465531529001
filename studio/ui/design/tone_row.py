# SPDX-License-Identifier: GPL-3.0-or-later
"""Pitch and volume of a design: a slider with a figure that is typed."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.core.speech import LOUDEST, MOST_PITCH, QUIETEST
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.widgets.labels import label
from studio.ui.widgets.slider import GrooveSlider
from studio.ui.widgets.value_field import ValueField

_VALUE = 46


@dataclass(frozen=True, slots=True)
class Tone:
    """What a row sets.

    Attributes:
        name: What is written before it.
        called: Its name for who does not see the panel.
        ends: The least and the highest value.
        scale: Steps of the slider at the highest value.
        steps: Of the slider by an arrow, with Shift, and by the pointer.
        to_step: From a value to the slider's step; *from_step* back.
        shown: The value in the field.
    """

    name: str
    called: str
    ends: tuple[float, float]
    scale: int
    steps: tuple[int, int, int]
    to_step: Callable[[float], float]
    from_step: Callable[[int], float]
    shown: Callable[[float], str]


PITCH = Tone(
    "Pitch",
    "Pitch of the voice",
    (-MOST_PITCH, MOST_PITCH),
    round(10 * MOST_PITCH),
    (5, 10, 5),
    lambda semitones: 10 * semitones,
    lambda step: step / 10,
    lambda semitones: f"{semitones:+g}" if semitones else "0",
)
VOLUME = Tone(
    "Volume",
    "Volume of the voice",
    (QUIETEST, LOUDEST),
    100,
    (5, 20, 1),
    # Even steps sound even, at both sides of 1.
    lambda volume: 100 * math.log2(volume),
    lambda step: round(2 ** (step / 100), 4),
    lambda volume: f"{volume:.2f}\u00d7",
)


class ToneRow(QObject):
    """The parts of a row; whoever makes it lays them out."""

    chosen = Signal(float)
    held = Signal(bool)

    def __init__(self, theme: Theme, tone: Tone, unit: str, owner: QObject) -> None:
        super().__init__(owner)
        self._tone = tone
        self.name = label(tone.name, 12)
        self.slider = GrooveSlider(theme, tone.called, (-tone.scale, tone.scale))
        single, page, self.slider.drag_step = tone.steps
        self.slider.setSingleStep(single)
        self.slider.setPageStep(page)
        self.value = ValueField(f"{tone.called}, in {unit}", tone.ends, _VALUE)
        self.value.setFixedHeight(20)
        self.value.show_tip(f"Type {unit}, from {tone.ends[0]:g} to {tone.ends[1]:g}")
        connect(self.slider.chosen, self._moved)
        connect(self.slider.held, self.held)
        connect(self.value.typed, self.chosen)

    @property
    def parts(self) -> tuple[QWidget, QWidget, QWidget]:
        """Name, value and slider."""
        return self.name, self.value, self.slider

    def show_value(self, value: float) -> None:
        """Show *value*."""
        shown = self._tone.shown(value)
        self.slider.show_value(round(self._tone.to_step(value)))
        self.slider.setAccessibleDescription(shown)
        self.value.show_text(shown)

    @called_by_qt
    def _moved(self, step: int) -> None:
        self.chosen.emit(self._tone.from_step(step))
