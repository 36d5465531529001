# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorder: one button, the time, the level, the microphone, and a text to read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.app.voices.cloning import LONGEST_RECORDING_S, RecordingNow
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.transport.meter import Meter
from studio.ui.widgets.check_box import CheckBox
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label

ENOUGH_S = 10.0
_TO_READ = (
    "We had no clock then. My mother went by the ferry, and when the ferry was late, dinner was late, and nobody on "
    "the whole island found that strange. She would put the lid back on the pot, look out over the water, and say: "
    "well, the sea has not read the timetable."
)


class Recorder(QWidget):
    """`record_requested` carries the microphone's id and whether to count in."""

    record_requested = Signal(str, bool)
    stop_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._running = False
        self.button = IconButton(theme, "microphone", "Record", side=44, icon_side=22)
        self.button.setProperty("round", True)
        self.time = label("", 24, 600)
        self.hint = label("", 12, 400, "second")
        self.meter = Meter(theme)
        self.device = Combo(theme, "Microphone", "microphone")
        self.device.setFixedWidth(200)
        self.count_in = CheckBox(theme, "Count in 3, 2, 1")
        self.count_in.setChecked(True)
        self.text = label(_TO_READ, 16, 400)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.text)
        line = QHBoxLayout()
        line.setSpacing(16)
        for widget in (self.button, self.time, self.meter):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.device)
        column.addLayout(line)
        below = QHBoxLayout()
        below.addWidget(self.hint)
        below.addStretch(1)
        below.addWidget(self.count_in)
        column.addLayout(below)
        connect(self.button.clicked, self._pressed)
        self.show_recording(None, has_clip=False)

    @property
    def said(self) -> str:
        """The text to read aloud."""
        return _TO_READ

    def offer(self, microphones: Sequence[tuple[str, str]]) -> None:
        """Offer microphones by id and name; without any nothing can be recorded."""
        self.device.offer(microphones, self.device.currentData() or (microphones[0][0] if microphones else ""))
        self.device.setEnabled(bool(microphones))
        self.button.setEnabled(bool(microphones))
        self.button.setToolTip("" if microphones else "No microphone was found")

    def show_recording(self, now: RecordingNow | None, has_clip: bool) -> None:
        """Show how the recording is going; None for that there is none."""
        self._running = now is not None
        self.button.show_icon("stop-fill" if self._running else "microphone")
        name = "Stop" if self._running else "Record again" if has_clip else "Record"
        self.button.setAccessibleName(name)
        self.device.setEnabled(not self._running and self.device.count() > 0)
        self.count_in.setEnabled(not self._running)
        self.text.setVisible(self._running or not has_clip)
        self.time.setVisible(self._running)
        self.meter.setVisible(self._running)
        if now is None:
            self.hint.setText("10 to 30 seconds" if not has_clip else "")
            return
        self.meter.show_level(now.level, now.level)
        if now.count:
            self.time.setText(str(now.count))
            self.hint.setText("Read the text aloud when it is counted down.")
        else:
            self.time.setText(f"0:{now.recorded_s:04.1f}")
            left_s = ENOUGH_S - now.recorded_s
            self.hint.setText(f"{left_s:.0f} seconds more are better" if left_s > 0 else _enough(now.level))

    @called_by_qt
    def _pressed(self) -> None:
        if self._running:
            self.stop_requested.emit()
        else:
            self.record_requested.emit(self.device.currentData() or "", self.count_in.isChecked())


def _enough(level: float) -> str:
    loud = " · too loud" if level >= 0.99 else ""
    return f"enough; it stops at {LONGEST_RECORDING_S:.0f} seconds{loud}"
