# SPDX-License-Identifier: GPL-3.0-or-later
"""The selection's bar: what can be set for the selected words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.manuscript.marking.mark_choices import fill_choices
from studio.ui.manuscript.marking.selection_place import BAR_HEIGHT, bar_left
from studio.ui.theme import Theme
from studio.ui.widgets.bar_button import BarButton
from studio.ui.widgets.card import SHADOW, paint_card
from studio.ui.widgets.usable import allow

_INSET = 3
_MENU_GAP = 6
_BARE = ("volume", "speed", "pause", "emotion", "spell", "say_as")
_MENUS = ("emotion", "speed", "volume")
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class SelectionBar(QWidget):
    """Lies over the manuscript, in a gap between paragraphs. Left and Right go through its buttons, Escape leaves it.

    Args:
        theme: The colours.
        parent: What it lies over.

    Attributes:
        buttons: Its buttons by the ids of what they do.
    """

    chosen = Signal(str, str)
    """A value of a kind of mark was chosen; "" for none, as of the voice itself."""
    pressed = Signal(str)
    """A button without a menu was pressed, by its id."""
    left = Signal()
    """The keyboard goes back to the text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: Mapping[str, str | None] = {}
        self._words_below = True
        self.setAccessibleName("Selection")
        self.buttons = {
            "pause": BarButton(theme, "Pause", "pause-fill"),
            "say_as": BarButton(theme, "Say as…", "speaker-high"),
            "spell": BarButton(theme, "Spell", "text-aa"),
            "emotion": BarButton(theme, "Emotion", "sparkle", opens=True),
            "speed": BarButton(theme, "Speed", "gauge", opens=True),
            "volume": BarButton(theme, "Volume", "speaker-low", opens=True),
            "play": BarButton(theme, "Play selection", "play-fill", main=True),
        }
        self._row = QHBoxLayout(self)
        edge = SHADOW + _INSET
        self._row.setContentsMargins(edge, edge, edge, edge)
        self._row.setSpacing(2)
        for name, button in self.buttons.items():
            self._add(name, button)
        self._menu = QMenu(self)
        connect(theme.changed, self.update)
        self.hide()

    @property
    def menu(self) -> QMenu:
        """The menu of the button that was pressed last."""
        return self._menu

    def show_values(self, values: Mapping[str, str | None]) -> None:
        """Show which *values* all of the selection has, by kind of mark; None for none."""
        self._values = values
        for kind, value in values.items():
            self.buttons[kind].show_on(value is not None)

    def show_reasons(self, reasons: Mapping[str, str], tips: Mapping[str, str]) -> None:
        """Disable what cannot be done, each with its reason; "" if it can, with its tip."""
        for name, button in self.buttons.items():
            allow(button, reasons.get(name, ""), tips.get(name, button.text()))

    def place(self, middle: float, top: float, begin: int, end: int, words_below: bool = True) -> None:
        """Put its card with its middle at x *middle*, as far as the column from *begin* to *end* permits, and its top
        at *top*.

        Args:
            words_below: Whether the words that it is about are below it.
        """
        self._words_below = words_below
        for button in self.buttons.values():
            button.show_bare(False)
        # Where there is no room for all texts, the plainest icons go without.
        for name in _BARE:
            if self._row.sizeHint().width() - 2 * SHADOW <= end - begin - 16:
                break
            self.buttons[name].show_bare(True)
        width = self._row.sizeHint().width() - 2 * SHADOW
        card = QRect(bar_left(middle, width, begin, end), round(top), width, BAR_HEIGHT)
        self.setGeometry(card.adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW))

    def enter(self) -> None:
        """Give the keyboard to the first button that can be pressed."""
        able = self._able()
        if able:
            able[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_menu(self, kind: str) -> None:
        """Open the menu of a kind of mark at its button: away from the words, if the screen has room there."""
        fill_choices(self._menu, kind, self._values.get(kind), partial(self.chosen.emit, kind))
        button = self.buttons[kind]
        corner = button.mapToGlobal(QPoint(0, button.height() + _MENU_GAP))
        above = button.mapToGlobal(QPoint(0, -_MENU_GAP - self._menu.sizeHint().height()))
        up = self._words_below and above.y() >= self.screen().availableGeometry().top()
        self._menu.popup(above if up else corner)

    def in_hand(self) -> bool:
        """Whether one of its buttons has the keyboard."""
        return any(button.hasFocus() for button in self.buttons.values())

    def _add(self, name: str, button: BarButton) -> None:
        self._row.addWidget(button)
        if name in _MENUS:
            connect(button.clicked, lambda _on=False: self.open_menu(name))
        else:
            connect(button.clicked, lambda _on=False: self.pressed.emit(name))

    def _able(self) -> list[BarButton]:
        return [each for each in self.buttons.values() if each.isEnabled()]

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(step)
        else:
            super().keyPressEvent(event)

    @asked_by_qt(bool)
    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Tab leaves it, back to the text."""
        self.left.emit()
        return True

    def _step(self, by: int) -> None:
        able = self._able()
        now = next((number for number, button in enumerate(able) if button.hasFocus()), 0)
        able[(now + by) % len(able)].setFocus(Qt.FocusReason.TabFocusReason)

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Not the window's, which would take the keyboard.
        event.accept()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()), self._theme)
        before = self.buttons["play"].geometry().left() - 2
        painter.fillRect(QRectF(before, SHADOW + 8, 1, BAR_HEIGHT - 16), self._theme.color("hairline"))
