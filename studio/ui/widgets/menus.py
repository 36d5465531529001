# SPDX-License-Identifier: GPL-3.0-or-later
"""Emptying of menus that are filled repeatedly."""

from __future__ import annotations

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu


def empty(menu: QMenu) -> None:
    """Remove all entries of *menu*. Qt's clear would keep its submenus and groups, invisible."""
    menu.clear()
    for child in menu.children():
        if isinstance(child, QMenu | QActionGroup):
            child.deleteLater()
