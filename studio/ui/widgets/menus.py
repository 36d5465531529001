# SPDX-License-Identifier: GPL-3.0-or-later
"""Menus that are filled again and again."""

from __future__ import annotations

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu


def empty(menu: QMenu) -> None:
    """Take everything out of *menu*; Qt's clear leaves its submenus and groups behind, invisible."""
    menu.clear()
    for child in menu.children():
        if isinstance(child, QMenu | QActionGroup):
            child.deleteLater()
