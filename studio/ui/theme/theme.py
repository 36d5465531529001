# SPDX-License-Identifier: GPL-3.0-or-later
"""The present theme: its palette, and a signal of its change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from studio.ui.door import called_by_qt, connect
from studio.ui.theme.fonts import base_font
from studio.ui.theme.palette import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Palette
from studio.ui.theme.sheet import style_sheet

ENVIRONMENT_NAME = "SPEECH_STUDIO_THEME"
_PALETTES = {
    ("light", False): LIGHT,
    ("light", True): LIGHT_CONTRAST,
    ("dark", False): DARK,
    ("dark", True): DARK_CONTRAST,
}


class Theme(QObject):
    """Holds the palette and styles the application. It follows the system's scheme unless one was chosen.

    Attributes:
        still: Whether what only moves to be seen keeps still.

    Args:
        app: The application to style.
        setting: "light", "dark", or "" for the system's scheme; SPEECH_STUDIO_THEME in the environment goes before it.
    """

    changed = Signal()

    def __init__(self, app: QApplication, setting: str = "") -> None:
        super().__init__(app)
        self._app = app
        self._asked = os.environ.get(ENVIRONMENT_NAME, "") or setting
        self._contrast = False
        self.palette: Palette = self._wanted()
        self.still = False
        self._dress()
        connect(app.styleHints().colorSchemeChanged, self.follow)

    def use(self, asked: str) -> None:
        """Choose "light", "dark" or "" (the system's scheme)."""
        self._asked = asked
        self.follow()

    def lessen_motion(self, still: bool) -> None:
        """Keep still, or move again, what only moves to be seen."""
        if still != self.still:
            self.still = still
            self.changed.emit()

    def color(self, name: str) -> QColor:
        """The palette's colour named *name*."""
        return QColor(getattr(self.palette, name))

    def hue(self, hue: str) -> QColor:
        """A voice's hue for text: pure in light, mixed with 42 % white in dark."""
        color = QColor(hue)
        if self.palette.name == "light":
            return color
        return mixed(color, QColor("#FFFFFF"), 0.42)

    def heighten_contrast(self, high: bool) -> None:
        """Have text, edges and waves stand out more, or as usual."""
        self._contrast = high
        self.follow()

    def _wanted(self) -> Palette:
        system = "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
        return _PALETTES[self._asked if self._asked in ("light", "dark") else system, self._contrast]

    @called_by_qt
    def follow(self) -> None:
        """Apply the palette that is wanted now."""
        wanted = self._wanted()
        if wanted is not self.palette:
            self.palette = wanted
            self._dress()
            self.changed.emit()

    @contextmanager
    def sheet_put_off(self) -> Iterator[None]:
        """Within, widgets are made without the style sheet, and get it all at once at the end: what gets another
        parent is styled anew with all that is in it."""
        self._app.setStyleSheet("")
        try:
            yield
        finally:
            self._app.setStyleSheet(style_sheet(self.palette))

    def _dress(self) -> None:
        # Removing the sheet first is three times as fast as replacing it. Replacing also crashes if a widget that was
        # never shown has been deleted since the sheet was last removed.
        self._app.setStyleSheet("")
        self._app.setFont(base_font())
        self._app.setPalette(_qt_palette(self.palette))
        self._app.setStyleSheet(style_sheet(self.palette))


def mixed(color: QColor, other: QColor, part: float) -> QColor:
    """*color* mixed with the share *part* (0 to 1) of *other*."""
    return QColor.fromRgbF(
        color.redF() * (1 - part) + other.redF() * part,
        color.greenF() * (1 - part) + other.greenF() * part,
        color.blueF() * (1 - part) + other.blueF() * part,
    )


def _qt_palette(palette: Palette) -> QPalette:
    made = QPalette(QColor(palette.panel))
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, palette.panel),
        (roles.Base, palette.page),
        (roles.WindowText, palette.text),
        (roles.Text, palette.text),
        (roles.ButtonText, palette.text),
        (roles.PlaceholderText, palette.text_2),
        (roles.Highlight, palette.selection),
        (roles.HighlightedText, palette.text),
        (roles.ToolTipBase, palette.notice),
        (roles.ToolTipText, palette.text),
    ):
        made.setColor(role, QColor(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.disabled))
    return made
