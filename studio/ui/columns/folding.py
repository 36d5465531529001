# SPDX-License-Identifier: GPL-3.0-or-later
"""A column that folds to a narrow strip, and opens again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from studio.ui.columns.side import FOLDED_PX
from studio.ui.door import connect
from studio.ui.theme import Theme
from studio.ui.widgets.icon_button import IconButton

_HEAD = 56


class Strip(QWidget):
    """What a folded column shows: the button that opens it and, below that, perhaps more.

    Args:
        theme: The colours.
        icon_name: The button's icon.
        name: What the button does.
        body: What is below it.
    """

    open_requested = Signal()

    def __init__(self, theme: Theme, icon_name: str, name: str, body: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = name
        self.opener = IconButton(theme, icon_name, name)
        column = QVBoxLayout(self)
        column.setContentsMargins((FOLDED_PX - 32) // 2, (_HEAD - 32) // 2, 0, 0)
        column.setSpacing((_HEAD - 32) // 2)
        column.addWidget(self.opener)
        if body is None:
            column.addStretch(1)
        else:
            around = QVBoxLayout()
            column.addLayout(around, 1)
            around.setContentsMargins(-column.contentsMargins().left(), 0, 0, 0)
            around.addWidget(body)
        connect(self.opener.clicked, self.open_requested)

    def show_key(self, key: str) -> None:
        """Tell the key that does the same; "" for none."""
        self.opener.setToolTip(f"{self._name} ({key})" if key else self._name)


class FoldingPanel(QStackedWidget):
    """Shows the *whole* panel, or the strip that *make_strip* makes when the panel is folded first."""

    open_requested = Signal()
    turned = Signal()
    """It was folded or opened."""

    def __init__(self, whole: QWidget, make_strip: Callable[[], Strip]) -> None:
        super().__init__()
        self._whole = whole
        self._make_strip = make_strip
        self._strip: Strip | None = None
        self._key = ""
        self.addWidget(whole)

    @property
    def strip(self) -> Strip | None:
        """What is shown while it is folded; None before that was ever the case."""
        return self._strip

    @property
    def folded(self) -> bool:
        return self._strip is not None and self.currentWidget() is self._strip

    def fold(self, folded: bool) -> None:
        """Show the strip, or the whole panel. The keyboard goes along."""
        if folded == self.folded:
            return
        if self._strip is None:
            self._strip = self._make_strip()
            self._strip.show_key(self._key)
            self.addWidget(self._strip)
            connect(self._strip.open_requested, self.open_requested)
        self.setCurrentWidget(self._strip if folded else self._whole)
        self.turned.emit()

    def show_key(self, key: str) -> None:
        """Tell the key that folds and opens it; "" for none."""
        self._key = key
        if self._strip is not None:
            self._strip.show_key(key)
