# SPDX-License-Identifier: GPL-3.0-or-later
"""The mix: a row for each voice, and the button that adds one."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.core.hues import hue_of
from studio.core.voices import Voice, whole_percents
from studio.ui.design.view import DesignView, MixRowView
from studio.ui.door import called_by_qt, connect
from studio.ui.languages import language_name
from studio.ui.theme import Theme, avatar, font, icon
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import ElidedLabel, label
from studio.ui.widgets.menus import empty
from studio.ui.widgets.slider import GrooveSlider
from studio.ui.widgets.usable import allow

ROW_HEIGHT = 36
_ALONE = "Add a second voice to mix."
_KEYS = "Delete takes the voice out of the mix, = gives all voices equal shares."
_ONLY = "The only voice: add another one first."
_ALL_TAKEN = "Every voice that can speak is in the mix."


class _RemoveButton(IconButton):
    """A button that is visible while its row has the pointer or it has the keyboard, which always reaches it."""

    revealed = False

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.revealed or self.hasFocus():
            super().paintEvent(event)


class MixRow(QWidget):
    """Avatar, name, weight, share, remove.

    Args:
        theme: The colours.
        row: The row's values.
        called: The voice's name, made different from others of that name.
    """

    weighed = Signal(str, float)
    evened = Signal(str)
    removed = Signal(str)

    def __init__(self, theme: Theme, row: MixRowView, called: str) -> None:
        super().__init__()
        self._theme = theme
        self._hovered = False
        voice = row.voice
        self.voice_id, self.voice_name = voice.id, voice.name
        self.setFixedHeight(ROW_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._picture = QLabel()
        self._picture.setFixedSize(20, 20)
        self._picture.setPixmap(avatar(voice.id, voice.name, 20, self.devicePixelRatioF()))
        self.name = ElidedLabel(13, 400)
        self.name.setFixedWidth(84)
        self.name.show_text(voice.name)
        fill = QColor(hue_of(voice.id))
        self.slider = GrooveSlider(theme, f"Weight of {called}", (0, 100), reset_to=None, fill=fill)
        self.percent = label("", 13, 500)
        self.percent.setFixedWidth(42)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._removing = f"Remove {called} from the mix"
        self.remove = _RemoveButton(theme, "x", self._removing, side=24, icon_side=13, role="text_2")
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 4, 0)
        line.setSpacing(8)
        for part in (self._picture, self.name):
            line.addWidget(part)
        line.addWidget(self.slider, 1)
        line.addWidget(self.percent)
        line.addWidget(self.remove)
        connect(self.slider.chosen, lambda value: self.weighed.emit(voice.id, value / 100))
        connect(self.slider.reset_requested, lambda: self.evened.emit(voice.id))
        connect(self.remove.clicked, lambda: self.removed.emit(voice.id))

    def show_part(self, percent: int, alone: bool, reason: str) -> None:
        self.percent.setText(f"{percent} %")
        self.slider.show_value(percent)
        allow(self.slider, reason or (_ALONE if alone else ""), _KEYS)
        allow(self.remove, _ONLY if alone else "", self._removing)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.remove.isEnabled():
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


class MixSection(QWidget):
    """All rows of the mix; a weight is a share of the whole."""

    share_requested = Signal(str, float)
    """The share of the whole, 0 to 1, wanted for a voice."""
    even_requested = Signal(str)
    """A voice's weight was clicked twice: equal shares for all."""
    add_requested = Signal(str)
    remove_requested = Signal(str)
    rebuilt = Signal()
    """The rows have changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = DesignView()
        self.rows: list[MixRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.add = QPushButton("Add voice")
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add.setProperty("look", "plain")
        self.add.setFont(font(13, 500))
        self.add.setIconSize(QSize(20, 16))
        self.add.setMinimumHeight(32)
        self.add.setCursor(Qt.CursorShape.PointingHandCursor)
        self.add.setAccessibleName("Add voice to the mix")
        self.add.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self.add)
        connect(self._menu.aboutToShow, self._fill_menu)
        self.add.setMenu(self._menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = label("Mix", 12, 600, "second")
        title.setContentsMargins(8, 0, 0, 4)
        column.addWidget(title)
        column.addLayout(self._column)
        row = QHBoxLayout()
        column.addLayout(row)
        row.setContentsMargins(5, 0, 0, 0)
        row.addWidget(self.add)
        row.addStretch(1)
        connect(theme.changed, self._paint_icons)
        self._paint_icons()

    def show_design(self, view: DesignView) -> None:
        listed = [(row.voice.id, row.voice.name) for row in view.mix]
        changed = listed != [(row.voice.id, row.voice.name) for row in self._view.mix] or len(self.rows) != len(listed)
        focused = self._focused()
        if changed:
            self._rebuild(view)
        self._view = view
        percents = whole_percents([row.part for row in view.mix])
        for shown, percent in zip(self.rows, percents, strict=True):
            shown.show_part(percent, len(view.mix) < 2, view.mixing_unavailable_reason)
        reason = view.adding_unavailable_reason or view.mixing_unavailable_reason
        allow(self.add, reason or ("" if self.addable() else _ALL_TAKEN))
        if changed:
            self.rebuilt.emit()
            self._focus_again(focused)

    def _focused(self) -> tuple[int, bool] | None:
        """The row that has the keyboard, and whether its slider has it; None if no row has."""
        now = self.window().focusWidget()
        for number, row in enumerate(self.rows):
            if now is not None and row.isAncestorOf(now):
                return number, now is row.slider
        return None

    def _focus_again(self, before: tuple[int, bool] | None) -> None:
        """Give the keyboard back to the row's successor, or to the button that adds a voice if the row has no usable
        control."""
        if before is None:
            return
        row = self.rows[min(before[0], len(self.rows) - 1)] if self.rows else None
        wanted = self.add if row is None else row.slider if before[1] else row.remove
        (wanted if wanted.isEnabled() else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, view: DesignView) -> None:
        names = Counter(row.voice.name for row in view.mix)
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = []
        for row in view.mix:
            voice = row.voice
            of_many = f"{voice.name}, {'your own, ' if voice.own else ''}{language_name(voice.language)}"
            made = MixRow(self._theme, row, of_many if names[voice.name] > 1 else voice.name)
            connect(made.weighed, self.share_requested)
            connect(made.evened, self.even_requested)
            connect(made.removed, self.remove_requested)
            self._column.addWidget(made)
            self.rows.append(made)

    def addable(self) -> list[Voice]:
        taken = {row.voice.id for row in self._view.mix}
        return [voice for voice in self._view.voices if voice.available and voice.id not in taken]

    @called_by_qt
    def _fill_menu(self) -> None:
        empty(self._menu)
        by_language: dict[str, list[Voice]] = {}
        for voice in self.addable():
            by_language.setdefault("Mine" if voice.own else language_name(voice.language), []).append(voice)
        for heading, voices in by_language.items():
            menu = self._menu.addMenu(heading)
            for voice in voices:
                picture = avatar(voice.id, voice.name, 16, self.devicePixelRatioF())
                action = menu.addAction(voice.name)
                action.setIcon(picture)
                connect(action.triggered, lambda _on=False, wanted=voice.id: self.add_requested.emit(wanted))

    @called_by_qt
    def _paint_icons(self) -> None:
        self.add.setIcon(icon("plus", self._theme.color("text_2"), self._theme.color("disabled")))
