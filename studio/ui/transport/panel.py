# SPDX-License-Identifier: GPL-3.0-or-later
"""The transport's panel, with three columns under the window's three panels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from studio.app.exporting.export_formats import kind_of_files
from studio.app.keeping.settings import LISTENING_SPEEDS
from studio.app.playback.view import PlaybackPhase
from studio.app.takes.part import OverviewPart
from studio.ui.door import called_by_qt, connect
from studio.ui.keys import ActionKeys
from studio.ui.theme import Theme, font, icon
from studio.ui.transport.clock import clock
from studio.ui.transport.lanes import Detail
from studio.ui.transport.meter import Meter
from studio.ui.transport.overview_lane import OverviewLane
from studio.ui.transport.waves import Waves
from studio.ui.widgets.chips import Chip
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.slider import GrooveSlider
from studio.ui.widgets.usable import allow

HEIGHT = 128


class PlayButton(IconButton):
    """Round, 48 px, amber."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "play-fill", "Play", side=48, icon_side=22, role="on_accent")
        self.setProperty("round", True)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        role = "groove" if not self.isEnabled() else "accent_hover" if self.underMouse() else "accent"
        painter.setBrush(self._theme.color(role))
        painter.drawEllipse(self.rect())
        nudge = 1 if self._icon_name == "play-fill" else 0
        picture = icon(self._icon_name, self._theme.color("on_accent" if self.isEnabled() else "edge"))
        picture.paint(painter, self.rect().adjusted(13 + nudge, 13, -13 + nudge, -13))


class TransportPanel(QWidget):
    """Shows playing; buttons such as play and pause come from the table of actions."""

    seek_requested = Signal(float)
    volume_requested = Signal(float)
    speed_requested = Signal(float)
    loop_requested = Signal(float, float)
    device_requested = Signal(str)

    def __init__(self, theme: Theme, keys: ActionKeys, left_width: int, right_width: int) -> None:
        super().__init__()
        self._theme = theme
        self.keys = keys
        self.setProperty("look", "transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self.elapsed = label("0:00.0", 24, 600)
        self.total = label("/ 0:00.0", 13, 400, "second")
        self.speed = Chip(theme, "Listening speed", "1.0", "1×")
        self.speed.setToolTip("Listening speed. The pitch is kept, and nothing is rendered anew.")
        self.speed.offer([(str(speed), f"{speed:g}×") for speed in LISTENING_SPEEDS])
        self.stop = IconButton(theme, "stop-fill", "Stop", side=36, icon_side=18)
        self.back = IconButton(theme, "skip-back-fill", "Back a sentence", side=36, icon_side=18)
        self.play = PlayButton(theme)
        self.forward = IconButton(theme, "skip-forward-fill", "Forward a sentence", side=36, icon_side=18)
        self.loop = IconButton(theme, "repeat", "Loop the sentence or selection", side=36, icon_side=18)
        self.loop.setCheckable(True)
        self.overview = OverviewLane(theme)
        self.detail = Detail(theme)
        self.mute = IconButton(theme, "speaker-high", "Mute", side=28, icon_side=18, role="text_2")
        self.volume = GrooveSlider(theme, "Volume", (0, 100), reset_to=100, fill="edge")
        self.meter = Meter(theme)
        self.device = Combo(theme, "Output device", "headphones")
        self.main = QPushButton("Export…")
        self.main.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.main.setProperty("look", "main")
        self.main.setFont(font(13, 600))
        self.main.setIconSize(QSize(18, 18))
        self.main.setCursor(Qt.CursorShape.PointingHandCursor)
        self._main_icon = "export"
        self._loud = 1.0
        self._left, self._right = QWidget(), QWidget()
        self._least = left_width, right_width
        self.show_columns(left_width, right_width)
        self._lay_out()
        self._wire()
        connect(theme.changed, self._paint_icons)
        self._paint_icons()

    # --- showing

    def show_columns(self, left: int, right: int) -> None:
        """Repeat the columns above, whose widths in pixels these are, as far as what is in them has room."""
        for column, width, least in zip((self._left, self._right), (left, right), self._least, strict=True):
            column.setFixedWidth(max(width, least))

    def show_parts(
        self, parts: Sequence[OverviewPart], total_s: float, hues: Sequence[str] = (), several: bool = False
    ) -> None:
        """Show the paragraphs' waves.

        Args:
            parts: The paragraphs.
            total_s: Their length.
            hues: The colour of who reads it, for each part; empty for grey.
            several: Whether more than one reads, so that the words' wave is coloured too.
        """
        waves = Waves(parts, total_s, hues)
        self.overview.show_waves(waves, colored=True)
        self.detail.show_waves(waves, colored=several)
        self._show_page()

    def show_position(self, elapsed_s: float, heard: bool) -> None:
        """Show the playhead; *heard* tells whether the word there is being spoken."""
        text = clock(elapsed_s)
        if text != self.elapsed.text():
            self.elapsed.setText(text)
        self.overview.show_position(elapsed_s)
        self.detail.show_position(elapsed_s)
        self.detail.show_word(heard)

    def show_loop(self, span_s: tuple[float, float] | None) -> None:
        """Show the stretch that is heard again and again, in seconds; None for none."""
        self.loop.setChecked(span_s is not None)
        self.detail.show_loop(span_s)

    def show_total(self, total_s: float, estimated: bool) -> None:
        self.total.setText(f"/ {'about ' if estimated and total_s else ''}{clock(total_s, tenths=not estimated)}")

    def show_phase(self, phase: PlaybackPhase, unplayable_reason: str, reading: bool = True) -> None:
        """Show the player's phase, the reason for which nothing can be played ("" if it can), and whether it reads the
        transcript."""
        going = phase in ("playing", "waiting")
        self.play.show_icon("pause-fill" if going else "play-fill")
        self.play.setAccessibleName("Pause" if going else "Play")
        playable = going or phase == "paused"
        allow(
            self.play,
            "" if playable else unplayable_reason,
            self.keys.with_key("Pause" if going else "Play", "play_or_pause"),
        )
        moving = phase != "stopped"
        allow(self.stop, "" if moving else "Nothing is being played.", self.keys.with_key("Stop", "close_or_stop"))
        fixed = ("" if moving else unplayable_reason) if reading else "A sample is being read."
        allow(self.back, fixed, self.keys.with_key("Back a sentence", "back"))
        allow(self.forward, fixed, self.keys.with_key("Forward a sentence", "forward"))
        allow(self.loop, fixed, self.keys.with_key("Loop the sentence, or the selection", "loop"))

    def show_volume(self, volume: float) -> None:
        self.volume.show_value(round(volume * 100))
        self.volume.setAccessibleDescription(f"{round(volume * 100)} %")
        if volume > 0:
            self._loud = volume
        silent = volume <= 0
        self.mute.show_icon("speaker-x" if silent else "speaker-high")
        self.mute.setAccessibleName("Sound on" if silent else "Mute")
        self.mute.setToolTip("Sound on" if silent else "Mute")

    def show_speed(self, speed: float) -> None:
        """Show the listening speed."""
        self.speed.show_value(str(float(speed)))

    def show_devices(self, devices: Sequence[tuple[str, str]], current: str, reason: str = "") -> None:
        """Show values and names of the output devices; *reason* says why there is none."""
        self.device.offer(devices or [("", "No sound device")], current)
        allow(self.device, "" if devices else reason or "There is no sound device.", "Output device")

    def show_export(self, reason: str) -> None:
        """Offer the export as the main action, or show the *reason* for which nothing can be exported."""
        tip = self.keys.with_key(f"Save the speech as a {kind_of_files()} file", "export")
        self.show_main("Export…", reason, tip, icon_name="export")

    def show_main(self, text: str, reason: str, tip: str, icon_name: str = "") -> None:
        """Show what the button at the right does, and the *reason* for which it cannot be done; "" if it can."""
        self._main_icon = icon_name
        self.main.setText(text)
        allow(self.main, reason, tip)
        self._paint_icons()

    # --- making

    def _lay_out(self) -> None:
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self._left)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(16, 12, 16, 20)
        column.setSpacing(0)
        time_line = QHBoxLayout()
        column.addLayout(time_line)
        time_line.setSpacing(8)
        time_line.addWidget(self.elapsed)
        time_line.addWidget(self.total)
        time_line.addStretch(1)
        time_line.addWidget(self.speed, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addStretch(1)
        buttons = QHBoxLayout()
        column.addLayout(buttons)
        buttons.setSpacing(12)
        for button in (self.stop, self.back, self.play, self.forward, self.loop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        lanes = QVBoxLayout()
        columns.addLayout(lanes, 1)
        lanes.setContentsMargins(16, 7, 16, 6)
        lanes.setSpacing(12)
        lanes.addWidget(self.overview)
        lanes.addWidget(self.detail)
        lanes.addStretch(1)
        columns.addWidget(self._right_column())

    def _right_column(self) -> QWidget:
        right = self._right
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 14, 16, 28)
        column.setSpacing(0)
        sound = QHBoxLayout()
        column.addLayout(sound)
        sound.setSpacing(8)
        sound.setContentsMargins(-6, 0, 0, 0)
        sound.addWidget(self.mute)
        sound.addWidget(self.volume, 1)
        sound.addSpacing(10)
        sound.addWidget(self.meter, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addStretch(1)
        out = QHBoxLayout()
        column.addLayout(out)
        out.setSpacing(8)
        out.addWidget(self.device, 1)
        self.main.setFixedWidth(116)
        out.addWidget(self.main)
        return right

    def _wire(self) -> None:
        connect(self.overview.seek_requested, self.seek_requested)
        connect(self.detail.seek_requested, self.seek_requested)
        connect(self.detail.loop_requested, self.loop_requested)
        connect(self.detail.page_turned, self._show_page)
        connect(self.overview.page_requested, self.detail.show_page)
        connect(self.volume.chosen, lambda value: self.volume_requested.emit(value / 100))
        connect(self.speed.chosen, lambda value: self.speed_requested.emit(float(value)))
        connect(self.mute.clicked, lambda: self.volume_requested.emit(0.0 if self.volume.value() else self._loud))
        connect(self.device.chosen, self.device_requested)

    @called_by_qt
    def _show_page(self) -> None:
        self.overview.show_box(*self.detail.span())

    @called_by_qt
    def _paint_icons(self) -> None:
        ink, dim = self._theme.color("on_accent"), self._theme.color("text_3")
        self.main.setIcon(icon(self._main_icon, ink, dim) if self._main_icon else QIcon())
