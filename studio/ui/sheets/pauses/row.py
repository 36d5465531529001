# SPDX-License-Identifier: GPL-3.0-or-later
"""A pause as a slider, with its length in words, and a button to hear it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.slider import GrooveSlider
from studio.ui.widgets.usable import allow

STEP_S = 0.05
_MOST_S = 3.0
_SLIDER_WIDTH = 280
_SAID_WIDTH = 56


class PauseRow(QWidget):
    """Shows a pause of up to 3 s, and a longer one as its end.

    Args:
        theme: The colours.
        title: What the pause is between.
        about: What is to be known about it.
        usual_s: The length that a double click on the slider goes back to.
    """

    chosen = Signal(float)
    """Seconds that the person chose."""
    listen_requested = Signal()

    def __init__(self, theme: Theme, title: str, about: str, usual_s: float) -> None:
        super().__init__()
        self._title = title
        self._usual = round(usual_s / STEP_S)
        ends = (-self._usual, round(_MOST_S / STEP_S) - self._usual)
        self.slider = GrooveSlider(theme, f"Pause: {title}", ends)
        self.slider.setPageStep(4)
        self.slider.setFixedWidth(_SLIDER_WIDTH)
        self.said = label("", 13, 500)
        self.said.setFixedWidth(_SAID_WIDTH)
        self.listen = IconButton(theme, "play-fill", f"Hear it: {title}", icon_side=16)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for part in (self.slider, self.said, self.listen):
            line.addWidget(part)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(label(about, 12, 400, "second"))
        connect(self.slider.chosen, self._chosen)
        connect(self.listen.clicked, self.listen_requested)

    def show_pause(self, pause_s: float, reason: str) -> None:
        """Show its length, and why none can be heard; "" if one can."""
        self.slider.show_value(round(min(pause_s, _MOST_S) / STEP_S) - self._usual)
        said = f"{pause_s:.2f} s"
        self.said.setText(said)
        self.slider.setAccessibleDescription(said)
        allow(self.listen, reason, f"Hear it: {self._title}")

    @called_by_qt
    def _chosen(self, value: int) -> None:
        self.chosen.emit(round((value + self._usual) * STEP_S, 3))
