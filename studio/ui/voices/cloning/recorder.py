# SPDX-License-Identifier: GPL-3.0-or-later
"""The recorder: one button, the time, the level, the microphone, and the wave so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.app.voices.recording import LONGEST_RECORDING_S, RecordingNow
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.transport.meter import Meter
from studio.ui.voices.cloning.recording_lane import ENOUGH_S, RecordingLane
from studio.ui.voices.cloning.round_button import RoundButton
from studio.ui.voices.cloning.section import BESIDE_LARGE
from studio.ui.widgets.check_box import CheckBox
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.labels import ElidedLabel, label

TO_READ = (
    "We had no clock then. My mother went by the ferry, and when the ferry was late, dinner was late, and nobody on "
    "the whole island found that strange. She would put the lid back on the pot, look out over the water, and say: "
    "well, the sea has not read the timetable."
)
READ_IN = "en"
_SIDE, _ICON = 64, 24
_SEGMENTS = 75
LEAST_DEVICE, DEVICE_WIDTH = 140, 188
_NO_MICROPHONE = "No microphone was found"


class Recorder(QWidget):
    """`record_requested` carries the microphone's id and whether to count in.

    Attributes:
        none_there: Whether it is known that there is no microphone.
    """

    record_requested = Signal(str, bool)
    stop_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._running = False
        # Before they are known the system's default may be there.
        self.none_there = False
        self.button = RoundButton(theme, "record-fill", "Record", side=_SIDE, icon_side=_ICON)
        self.time = label("", 24, 600)
        self.limit = label(f"/ 0:{LONGEST_RECORDING_S:.0f}", 12, 400, "third")
        self.hint = ElidedLabel(12, 400, "second")
        self.meter = Meter(theme, segments=_SEGMENTS)
        self.device = Combo(theme, "Microphone", "microphone")
        self.device.setMinimumWidth(LEAST_DEVICE)
        self.device.setMaximumWidth(DEVICE_WIDTH)
        self.count_in = CheckBox(theme, "Count in 3, 2, 1")
        self.count_in.setChecked(True)
        self.lane = RecordingLane(theme)
        self._lay_out()
        connect(self.button.clicked, self._pressed)
        self.show_recording(None)

    def offer(self, microphones: Sequence[tuple[str, str]]) -> None:
        """Offer microphones by id and name; without any nothing can be recorded."""
        self.device.offer(microphones, self.device.currentData() or (microphones[0][0] if microphones else ""))
        self.none_there = not microphones
        if not self._running:
            self.show_recording(None)

    def show_recording(self, now: RecordingNow | None) -> None:
        """Show how the recording is going; None for that there is none."""
        self._running = now is not None
        there = not self.none_there
        name = "Stop" if self._running else "Record" if there else _NO_MICROPHONE
        self.button.show_as("stop-fill" if self._running else "record-fill", name, main=True)
        # A recording can be stopped, whatever is found meanwhile.
        self.button.setEnabled(self._running or there)
        self.device.setEnabled(not self._running and self.device.count() > 0)
        self.count_in.setEnabled(not self._running and there)
        self.lane.setVisible(self._running)
        if now is None:
            self.time.setText("0:00.0")
            self.hint.show_text("" if there else _NO_MICROPHONE)
            self.meter.show_level(0.0, 0.0)
            return
        self.meter.show_level(now.level, now.level)
        self.lane.show_recording(now.peaks, now.recorded_s)
        self.time.setText(str(now.count) if now.count else f"0:{now.recorded_s:04.1f}")
        self.hint.show_text("read aloud when it is counted down" if now.count else "  ·  ".join(_told(now)))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.time)
        head.addWidget(self.limit, 0, Qt.AlignmentFlag.AlignBottom)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        for told in (self.limit, self.hint):
            told.setContentsMargins(0, 0, 0, BESIDE_LARGE)
        head.addWidget(self.hint, 1)
        middle = QWidget()
        middle.setMaximumWidth(self.meter.maximumWidth())
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.meter)
        beside = QWidget()
        beside.setMaximumWidth(DEVICE_WIDTH)
        side = QVBoxLayout(beside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.device)
        side.addWidget(self.count_in, 0, Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.button)
        line.addWidget(middle, 3)
        line.addStretch(0)
        line.addWidget(beside, 2)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(20)
        rows.addLayout(line)
        rows.addWidget(self.lane)

    @called_by_qt
    def _pressed(self) -> None:
        if self._running:
            self.stop_requested.emit()
        else:
            self.record_requested.emit(self.device.currentData() or "", self.count_in.isChecked())


def _told(now: RecordingNow) -> tuple[str, ...]:
    left_s = ENOUGH_S - now.recorded_s
    if now.remarks:
        return now.remarks
    return (f"{left_s:.0f} seconds more are better",) if left_s > 0 else ()
