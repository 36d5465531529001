# SPDX-License-Identifier: GPL-3.0-or-later
"""A strip of the mix: a voice with its weight, mute, solo, and what takes it out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from studio.core.hues import hue_of
from studio.core.voices import Voice
from studio.ui.design.view import MixRowView
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, avatar, font
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import ElidedLabel
from studio.ui.widgets.slider import GrooveSlider
from studio.ui.widgets.usable import allow
from studio.ui.widgets.value_field import ValueField

ROW_HEIGHT = 36
TENTHS = 1000
"""A slider's value for the whole mix, in tenths of a percent."""
_PERCENT = 10
_ALONE = "Add a second voice to mix."
_KEYS = "Delete takes the voice out of the mix, = gives all voices equal shares; Shift moves by 5 %, Alt by 0.1 %."
_ONLY = "The only voice: add another one first."
_LAST_HEARD = "The only voice that is heard: let another one be heard first."


class _RemoveButton(IconButton):
    """A button that is visible while its row has the pointer or it has the keyboard, which always reaches it."""

    revealed = False

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.revealed or self.hasFocus():
            super().paintEvent(event)


class LetterSwitch(QToolButton):
    """A letter of 20 px in 24, amber while it is on; `switched` carries what the person wants.

    Args:
        theme: The colours.
        letter: What it shows.
        name: Accessible name and tooltip.
    """

    switched = Signal(bool)

    def __init__(self, theme: Theme, letter: str, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setText(letter)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(24, 24)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        connect(self.clicked, self.switched)
        connect(theme.changed, self.update)

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent_tint" if self.isChecked() else "button_tint"))
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(box, 5, 5)
        lit = self.isEnabled() and self.underMouse()
        role = "accent_text" if self.isChecked() else "text" if lit else "text_2"
        painter.setPen(self._theme.color(role if self.isEnabled() else "disabled"))
        painter.setFont(font(11, 600))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text())


class MixRow(QWidget):
    """Avatar, name, weight, share, mute, solo, remove.

    Args:
        theme: The colours.
        voice, called: See `show_voice`.
    """

    weighed = Signal(str, float)
    evened = Signal(str)
    removed = Signal(str)
    muted = Signal(str, bool)
    soloed = Signal(str, bool)
    held = Signal(bool)

    def __init__(self, theme: Theme, voice: Voice, called: str) -> None:
        super().__init__()
        self._theme = theme
        self._hovered = False
        self._unheard: bool | None = None
        self._voice = voice
        self.setFixedHeight(ROW_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._picture = QLabel()
        self._picture.setFixedSize(20, 20)
        self.name = ElidedLabel(13, 400)
        self.name.setFixedWidth(60)
        self.slider = GrooveSlider(theme, "Weight", (0, TENTHS), reset_to=None)
        self.slider.drag_step = _PERCENT
        self.slider.setSingleStep(_PERCENT)
        self.slider.setPageStep(5 * _PERCENT)
        self.percent = ValueField("Weight", (0, 100), 50)
        self.mute = LetterSwitch(theme, "M", "Mute")
        self.solo = LetterSwitch(theme, "S", "Solo")
        self.remove = _RemoveButton(theme, "x", "Remove", side=24, icon_side=13, role="text_2")
        self._lay_out()
        connect(self.slider.chosen, lambda value: self.weighed.emit(self.voice_id, value / TENTHS))
        connect(self.slider.held, self.held)
        connect(self.slider.reset_requested, lambda: self.evened.emit(self.voice_id))
        connect(self.percent.typed, lambda value: self.weighed.emit(self.voice_id, value / 100))
        connect(self.mute.switched, lambda on: self.muted.emit(self.voice_id, on))
        connect(self.solo.switched, lambda on: self.soloed.emit(self.voice_id, on))
        connect(self.remove.clicked, lambda: self.removed.emit(self.voice_id))
        self.show_voice(voice, called)

    @property
    def voice_id(self) -> str:
        return self._voice.id

    def show_voice(self, voice: Voice, called: str) -> None:
        """Be the row of *voice*, whose name was made different from others of that name as *called*."""
        if voice.id != self._voice.id:
            # What was being typed was meant for the other one.
            self.percent.cancelled.emit()
        self._voice, self._unheard = voice, None
        self.name.show_text(voice.name)
        self.slider.setAccessibleName(f"Weight of {called}")
        self.slider.show_fill(QColor(hue_of(voice.id)))
        self.percent.setAccessibleName(f"Weight of {called} in percent")
        self._muting, self._soloing, self._removing = (
            f"Mute {called}",
            f"Solo {called}",
            f"Remove {called} from the mix",
        )
        for button, name in ((self.mute, self._muting), (self.solo, self._soloing), (self.remove, self._removing)):
            button.setAccessibleName(name)

    def show_row(self, row: MixRowView, tenths: int, alone: bool, reason: str) -> None:
        """Show the row with its share in *tenths* of a percent, whether the voice is *alone*, and the *reason* for
        which nothing can be mixed."""
        self.percent.show_text(f"{tenths / 10:g} %")
        self.slider.show_value(tenths)
        blocked = reason or (_ALONE if alone else "")
        allow(self.slider, blocked, _KEYS)
        self.percent.show_tip(blocked or "Type a percentage")
        self.percent.setEnabled(not blocked)
        self.mute.setChecked(row.muted)
        self.solo.setChecked(row.solo)
        last = _LAST_HEARD if row.last_heard and not row.muted else ""
        allow(self.mute, blocked or last, self._muting)
        allow(self.solo, blocked, self._soloing)
        allow(self.remove, _ONLY if alone else "", self._removing)
        self._show_unheard(not row.heard)

    def _show_unheard(self, unheard: bool) -> None:
        if unheard == self._unheard:
            return
        self._unheard = unheard
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(avatar(self._voice.id, self._voice.name, 20, ratio, faded=unheard))
        self.name.setProperty("look", "third" if unheard else "")
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)
        self.slider.setAccessibleDescription("not heard" if unheard else "")

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 4, 0)
        line.setSpacing(0)
        line.addWidget(self._picture)
        line.addSpacing(8)
        line.addWidget(self.name)
        line.addSpacing(6)
        line.addWidget(self.slider, 1)
        line.addWidget(self.percent)
        line.addSpacing(4)
        for button in (self.mute, self.solo):
            line.addWidget(button)
        line.addSpacing(2)
        line.addWidget(self.remove)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.remove.isEnabled():
            # The keyboard goes to the next row, which a key that is held would remove, too.
            if not event.isAutoRepeat():
                self.removed.emit(self.voice_id)
        elif event.text() == "=" and self.slider.isEnabled():
            self.evened.emit(self.voice_id)
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover(True)
        super().enterEvent(event)

    @called_by_qt
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(False)
        super().leaveEvent(event)

    def _hover(self, hovered: bool) -> None:
        self._hovered = hovered
        self.remove.revealed = hovered and self.remove.isEnabled()
        self.remove.update()
        self.update()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._hovered:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("button_tint"))
            painter.drawRoundedRect(self.rect(), 6, 6)
