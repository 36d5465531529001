# SPDX-License-Identifier: GPL-3.0-or-later
"""The popover in which a word is said otherwise."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from studio.ui.door import asked_by_qt, called_by_qt, connect
from studio.ui.saying.field import AliasField
from studio.ui.saying.suggestions import Suggestions
from studio.ui.theme import Theme, icon
from studio.ui.widgets.card import SHADOW
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import ElidedLabel, label
from studio.ui.widgets.popover import INSET, Popover
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.usable import allow

WIDTH = 368
RESPELLING, IPA = "respelling", "ipa"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HINTS = {RESPELLING: "NOO-vah, or other words", IPA: "nuːvə"}


class SayAsPopover(Popover):
    """Its owner fills it, and is told what the person wants. Return uses what was typed, Alt+Return plays it.

    Args:
        theme: The colours.
        window: The window that it lies in.
    """

    typed = Signal()
    """What was typed, or how it is meant, is another now."""
    listened = Signal()
    """What was typed is to be heard in the sentence."""
    now_listened = Signal()
    """How it is said now is to be heard."""
    used = Signal()
    cleared = Signal()
    dictionary_wanted = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "Say as")
        self._colors = theme
        self.setFixedWidth(WIDTH + 2 * SHADOW)
        self.word = ElidedLabel(15, 600)
        self.now = ElidedLabel(13, 400, "second")
        self.now.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.listen_now = IconButton(theme, "play-fill", "Hear how it is said now", side=28, icon_side=14)
        self.kind = Segmented(theme, "What is typed", ((RESPELLING, "Respelling"), (IPA, "IPA")))
        self.field = AliasField(theme)
        self.fault = label("", 12)
        self.fault.setWordWrap(True)
        self.suggested = label("Suggestions", 12, 600, "second")
        self.suggestions = Suggestions(theme)
        self.where = Segmented(theme, "Where", (("here", "Here"), ("project", "This project"), ("always", "Always")))
        self.where.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dictionary = QPushButton("Dictionary")
        self.dictionary.setProperty("look", "plain")
        self.dictionary.setIconSize(QSize(16, 16))
        self.dictionary.setToolTip("Open the dictionary")
        self.clear = QPushButton("Clear")
        self.clear.setProperty("look", "plain")
        self.use = QPushButton("Use")
        self.use.setProperty("look", "main")
        self._lay_out()
        self.kind.show_value(RESPELLING)
        self.where.show_value("project")
        self._follow_controls()
        self._restyle()

    # --- what is typed

    @property
    def alias(self) -> str:
        """What was typed as an entry has it, IPA between slashes; "" for nothing."""
        text = " ".join(self.field.text().split())
        return f"/{text}/" if text and self._value(self.kind) == IPA else text

    @property
    def chosen_where(self) -> str:
        return self._value(self.where)

    def show_alias(self, alias: str) -> None:
        """Show *alias* as if it had been typed."""
        ipa = alias.startswith("/") and alias.endswith("/") and len(alias) > 2
        self.kind.show_value(IPA if ipa else RESPELLING)
        self._show_kind()
        self.field.setText(alias.strip("/") if ipa else alias)
        self.field.setCursorPosition(len(self.field.text()))
        self.field.selectAll()

    # --- what is told

    def show_now(self, ipa: str) -> None:
        """Show how the word is said now."""
        self.now.show_text(f"read now as  {ipa}" if ipa else "")

    def show_reading(self, ipa: str, unknown: str, fault: str) -> None:
        """Show what is made of what was typed, the signs that have no sound, and what is wrong with it."""
        self.field.show_reading(ipa, unknown)
        if self.fault.text() != fault:
            self.fault.setText(fault)
            self.fault.setVisible(bool(fault))
            self._fit()

    def show_places(self, count: int) -> None:
        """Show in how many places of the project the word is."""
        self.where.segments[1].setText(f"This project · {count}")
        self.where.segments[1].setAccessibleName(f"Where: this project, {count} places")

    def show_words(self, count: int | None) -> None:
        """Show how many words the dictionary has that is chosen; None while that is not known."""
        counted = "" if count is None else f" · {count:,} {'word' if count == 1 else 'words'}"
        self.dictionary.setText(f"Dictionary{counted}")

    def allow(self, use: str, clear: str) -> None:
        """Permit to use what was typed, and to clear, or show why not; "" if it is permitted."""
        allow(self.use, use, "Say it so (Enter)")
        allow(self.clear, clear, "Back to the engine’s own reading")

    # --- inside

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 8, 12, 12)
        inner.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.word)
        head.addWidget(self.now, 1)
        head.addWidget(self.listen_now)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.dictionary)
        foot.addStretch(1)
        foot.addWidget(self.clear)
        foot.addSpacing(8)
        foot.addWidget(self.use)
        self.use.setMinimumWidth(76)
        inner.addLayout(head)
        inner.addSpacing(8)
        inner.addWidget(self.kind)
        inner.addSpacing(12)
        inner.addWidget(self.field)
        inner.addWidget(self.fault)
        inner.addSpacing(16)
        inner.addWidget(self.suggested)
        inner.addSpacing(8)
        inner.addWidget(self.suggestions)
        inner.addSpacing(20)
        inner.addWidget(label("Where", 12, 600, "second"))
        inner.addSpacing(8)
        inner.addWidget(self.where)
        inner.addSpacing(16)
        inner.addLayout(foot)
        self.fault.hide()
        self.suggestions.setFixedWidth(WIDTH - 2 * INSET - 24)
        self.body.addLayout(inner)

    def _follow_controls(self) -> None:
        connect(self.field.textChanged, lambda _text: self.typed.emit())
        connect(self.kind.chosen, lambda _value: self._kind_chosen())
        connect(self.where.chosen, lambda _value: self.typed.emit())
        connect(self.field.confirmed, self.used.emit)
        connect(self.field.listen.clicked, lambda _on=False: self.listened.emit())
        connect(self.listen_now.clicked, lambda _on=False: self.now_listened.emit())
        connect(self.use.clicked, lambda _on=False: self.used.emit())
        connect(self.clear.clicked, lambda _on=False: self.cleared.emit())
        connect(self.dictionary.clicked, lambda _on=False: self.dictionary_wanted.emit())
        connect(self.suggestions.taken, self._take)
        connect(self.suggestions.grown, self._fit)
        connect(self._colors.changed, self._restyle)

    def enter(self) -> None:
        """Give the keyboard to the field."""
        super().enter()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    @asked_by_qt(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        key = isinstance(event, QKeyEvent) and self.is_open and isinstance(watched, QWidget) and self.part_of(watched)
        if key and isinstance(event, QKeyEvent) and event.key() in _ENTER and self._takes(event, watched):
            event.accept()
            if kind == QEvent.Type.KeyPress:
                (self.listened if event.modifiers() & Qt.KeyboardModifier.AltModifier else self.used).emit()
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent, watched: QObject) -> bool:
        """Whether Return or Alt+Return is its own, and no button's."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if modifiers == Qt.KeyboardModifier.AltModifier:
            return True
        return not modifiers and not isinstance(watched, QPushButton | IconButton)

    def _kind_chosen(self) -> None:
        self._show_kind()
        self.typed.emit()

    def _show_kind(self) -> None:
        self.field.setPlaceholderText(_HINTS[self._value(self.kind)])

    @called_by_qt
    def _take(self, alias: str) -> None:
        self.show_alias(alias)
        self.typed.emit()

    @staticmethod
    def _value(choice: Segmented) -> str:
        return next((each.value for each in choice.segments if each.isChecked()), "")

    @called_by_qt
    def _fit(self) -> None:
        if self.is_open:
            self.body.activate()
            self.resize(self.width(), self._fitting_size().height())

    @called_by_qt
    def _restyle(self) -> None:
        self.dictionary.setIcon(icon("book-open", self._colors.color("text_2")))
        self.fault.setStyleSheet(f"color: {self._colors.color('error').name()}; margin-top: 6px;")
