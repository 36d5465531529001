# SPDX-License-Identifier: GPL-3.0-or-later
"""The field for an alias: what is typed, its sounds at the right, and signs without a sound underlined."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QHBoxLayout

from studio.core.dictionary import LONGEST_TEXT
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme, font
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.line_field import LineField

_MOST_READING = 150


class AliasField(LineField):
    """Tell it what the engine makes of its text.

    Args:
        theme: The colours.

    Attributes:
        listen: The button that plays it.
        reading: The sounds of what was typed.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__("How it is said")
        self._theme = theme
        self._unknown = ""
        self.takes_escape = False
        self.setMaxLength(LONGEST_TEXT)
        self.setFixedHeight(36)
        self.setFont(font(15))
        self.reading = label("", 12, 400, "second", self)
        name = "Listen in the sentence"
        self.listen = IconButton(theme, "play-fill", name, side=28, icon_side=14, role="accent_line")
        self.listen.setToolTip(f"{name} (Alt+Enter)")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 4, 0)
        line.setSpacing(4)
        line.addStretch(1)
        line.addWidget(self.reading)
        line.addWidget(self.listen)
        connect(theme.changed, self._underline)

    def show_reading(self, ipa: str, unknown: str = "") -> None:
        """Show what is made of the text: its sounds, and the signs that have none."""
        shown = self.fontMetrics().elidedText(ipa, Qt.TextElideMode.ElideRight, _MOST_READING)
        self.reading.setText(shown)
        self.reading.setAccessibleName(f"Sounds: {ipa}" if ipa else "")
        self.setTextMargins(0, 0, self.reading.sizeHint().width() + self.listen.width() + 12, 0)
        if unknown != self._unknown:
            self._unknown = unknown
            self._underline()

    @called_by_qt
    def _underline(self) -> None:
        """Underline the unknown signs. A line edit has formats for what an input method tells it, and for nothing
        else."""
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(self._theme.color("error"))
        look.setForeground(self._theme.color("error"))
        kind = QInputMethodEvent.AttributeType.TextFormat
        caret = self.cursorPosition()
        formats = [
            QInputMethodEvent.Attribute(kind, place - caret, 1, look)
            for place, sign in enumerate(self.text())
            if sign in self._unknown
        ]
        QApplication.sendEvent(self, QInputMethodEvent("", formats))
