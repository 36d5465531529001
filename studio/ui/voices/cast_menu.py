# SPDX-License-Identifier: GPL-3.0-or-later
"""The menu of a speaker of the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from studio.core.hues import HUE_NAMES, HUES
from studio.ui.door import connect
from studio.ui.voices.model import CastRow

Ask = Callable[[str, str], None]
"""What is asked for, and its value: "show", "hear", "rename" and "delete" have none, "hue" a colour, "merge" the id of
another speaker."""


def menu_for_speaker(speaker: CastRow, others: Sequence[CastRow], ask: Ask, parent: QWidget) -> QMenu:
    """The menu of actions for *speaker*; *others* are the rest of the cast."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for text, what in (("Show the design", "show"), ("Listen", "hear"), ("Rename…", "rename")):
        connect(menu.addAction(text).triggered, lambda _on=False, what=what: ask(what, ""))
    hues = menu.addMenu("Colour")
    for hue, name in zip(HUES, HUE_NAMES, strict=True):
        action = hues.addAction(_disc(hue), name)
        action.setCheckable(True)
        action.setChecked(hue == speaker.hue.upper())
        connect(action.triggered, lambda _on=False, hue=hue: ask("hue", hue))
    menu.addSeparator()
    merge = menu.addMenu("Make one with")
    for other in others:
        connect(merge.addAction(other.name).triggered, lambda _on=False, into=other.speaker_id: ask("merge", into))
    connect(menu.addAction("Delete…" if speaker.lines else "Delete").triggered, lambda: ask("delete", ""))
    return menu


def _disc(hue: str) -> QIcon:
    picture = QPixmap(26, 26)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(hue))
    painter.drawEllipse(0, 0, 13, 13)
    painter.end()
    return QIcon(picture)
