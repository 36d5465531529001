# SPDX-License-Identifier: GPL-3.0-or-later
"""Qt's application with all loaded that the program loads before its window is shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from studio.ui.main import make_application
from studio.ui.main_window import MainWindow
from studio.ui.theme import Theme


def loaded_application() -> QApplication:
    """The application, after one window was built and taken down: imports, fonts and icons that belong to the start
    count for no test's calls."""
    made = make_application()
    theme = Theme(made, "light")
    window = MainWindow(made, theme)
    made.styleHints().colorSchemeChanged.disconnect(theme.follow)
    for each in (window, theme):
        each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return made
