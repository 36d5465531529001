# SPDX-License-Identifier: GPL-3.0-or-later
"""The popover of an unsure word: how it is said now and two others, to hear and to choose from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.app.saying.pronouncing import Unsure
from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.widgets.card import SHADOW
from studio.ui.widgets.labels import ElidedLabel, label
from studio.ui.widgets.popover import INSET, Popover
from studio.ui.widgets.popover_row import PopoverRow
from studio.ui.widgets.resting import Resting
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.usable import allow

WIDTH = 304
_SIDE = 10
_INNER = WIDTH - 2 * (INSET + _SIDE)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Way(PopoverRow):
    """A way to say the word. The pointer that rests on it, the keyboard and a press let it be heard.

    Args:
        theme: The colours.
        ipa: Its sounds.
        alias: What an entry would hold; "" for how it is said now.
        meaning: What it is.
    """

    heard = Signal()

    def __init__(self, theme: Theme, ipa: str, alias: str, meaning: str) -> None:
        super().__init__(theme, ipa, key=meaning)
        self.alias = alias
        self.setCheckable(True)
        self.setAccessibleName(f"{meaning}: {ipa}")
        connect(Resting(self).rested, self.heard)

    @called_by_qt
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.heard.emit()


class UnsurePopover(Popover):
    """Its owner fills it, and is told what the person wants. Return uses the way that has the keyboard.

    Args:
        theme: The colours.
        window: The window that it lies in.
        word: The word.
    """

    heard = Signal(str)
    """An alias is to be heard in the sentence, "" for how it is said now."""
    used = Signal(str)
    """The word is to be said by an alias; "" for that it is said rightly."""
    say_as_wanted = Signal()

    def __init__(self, theme: Theme, window: QWidget, word: str) -> None:
        super().__init__(theme, window, f"Unsure: {word}")
        self._colors = theme
        self._blocker = ""
        self._enters = False
        self.setFixedWidth(WIDTH + 2 * SHADOW)
        self.ways: list[Way] = []
        self.reason = label("", 12, 400, "second")
        self.reason.setWordWrap(True)
        self.where = Segmented(theme, "Where", (("here", "Here"), ("project", "This project")))
        self.where.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say_as = QPushButton("Say as…")
        self.say_as.setProperty("look", "plain")
        self.use = QPushButton("It is right")
        self.use.setProperty("look", "main")
        self.use.setMinimumWidth(92)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._lay_out(word)
        connect(self.use.clicked, lambda _on=False: self._use())
        connect(self.say_as.clicked, lambda _on=False: self.say_as_wanted.emit())

    @property
    def chosen(self) -> Way | None:
        """The way that would be used."""
        return next((each for each in self.ways if each.isChecked()), None)

    @property
    def chosen_where(self) -> str:
        return next((each.value for each in self.where.segments if each.isChecked()), "")

    def show_ways(self, found: Unsure, reason: str, where: str, blocker: str) -> None:
        """Show what is known of the word.

        Args:
            found: How it is said.
            reason: Why that is unsure, in words.
            where: Where another way would be used, "here" or "project".
            blocker: Why nothing can be used; "" if it can.
        """
        self._blocker = blocker
        self.reason.setText(f"{reason[:1].upper()}{reason[1:]}." if reason else "")
        self.reason.setFixedHeight(self.reason.heightForWidth(_INNER) if reason else 0)
        self.where.show_value(where)
        ways = [("", found.ipa, "as now"), *((each.alias, each.ipa, each.meaning) for each in found.others)]
        for alias, ipa, meaning in ways:
            way = Way(self._colors, ipa, alias, meaning)
            self.ways.append(way)
            self._rows.addWidget(way)
            way.show()
            connect(way.heard, lambda way=way: self._hear(way))
            connect(way.clicked, lambda _on=False, way=way: self._hear(way))
        self._choose(self.ways[0])
        if self.is_open:
            self.fit()
        if self._enters:
            self.enter()

    def enter(self) -> None:
        """Give the keyboard to the way that it is said now, which is heard by that; as soon as that is known."""
        self._enters = True
        if self.ways:
            super().enter()
            self.ways[0].setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.say_as.setFocus(Qt.FocusReason.PopupFocusReason)

    @asked_by_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self.is_open and isinstance(watched, Way) and watched in self.ways:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in _ENTER:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self._choose(watched)
                    self._use()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self, word: str) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 8, _SIDE, 8)
        head.setSpacing(2)
        name = ElidedLabel(15, 600)
        name.show_text(word)
        name.setFixedWidth(_INNER)
        self.reason.setFixedWidth(_INNER)
        head.addWidget(name)
        head.addWidget(self.reason)
        foot = QHBoxLayout()
        foot.setContentsMargins(_SIDE, 8, _SIDE, 8)
        foot.setSpacing(8)
        foot.addWidget(self.say_as)
        foot.addStretch(1)
        foot.addWidget(self.use)
        where = QHBoxLayout()
        where.setContentsMargins(_SIDE, 8, _SIDE, 0)
        where.addWidget(self.where)
        self.body.addLayout(head)
        self.body.addLayout(self._rows)
        self.body.addLayout(where)
        self.body.addLayout(foot)
        self.use.setEnabled(False)

    @called_by_qt
    def _hear(self, way: Way) -> None:
        self._choose(way)
        self.heard.emit(way.alias)

    def _choose(self, way: Way) -> None:
        for each in self.ways:
            each.setChecked(each is way)
        tip = "Say it so (Enter)" if way.alias else "Leave it, and mark it no more in this project (Enter)"
        self.use.setText("Use" if way.alias else "It is right")
        self.where.setEnabled(bool(way.alias))
        allow(self.use, self._blocker, tip)

    @called_by_qt
    def _use(self) -> None:
        if self.chosen is not None and self.use.isEnabled():
            self.used.emit(self.chosen.alias)
