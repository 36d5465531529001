# SPDX-License-Identifier: GPL-3.0-or-later
"""The middle panel: header with the menu, the bar that finds, the text, and the selection's bar over it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.ui.door import called_by_qt, connect
from studio.ui.manuscript.finding.find_bar import FindBar
from studio.ui.manuscript.marking.selection_bar import SelectionBar
from studio.ui.manuscript.text.editor import ManuscriptEditor
from studio.ui.theme import Theme
from studio.ui.theme.icons import icon
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import ElidedLabel

_LEAST_TITLE = 180


class ManuscriptPanel(QWidget):
    """Header and editor; the header's buttons are filled in by the actions' table."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chapter = self._words = ""
        self.title = ElidedLabel(15, 600, least=_LEAST_TITLE)
        self.title.show_text("Untitled")
        self.projects = IconButton(theme, "caret-down", "Projects", side=28, icon_side=14, role="text_2")
        self.figures = ElidedLabel(13, 400, "second", gone_below=60)
        self.render_changed = QPushButton()
        self.render_changed.setProperty("look", "outline")
        self.render_changed.setIconSize(QSize(16, 16))
        self.render_changed.hide()
        self.undo = IconButton(theme, "arrow-u-up-left", "Undo")
        self.redo = IconButton(theme, "arrow-u-up-right", "Redo")
        self.find_button = IconButton(theme, "magnifying-glass", "Find in the text")
        self.more = IconButton(theme, "dots-three", "More")
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.editor = ManuscriptEditor(theme)
        self.selection_bar = SelectionBar(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        column.addLayout(head)
        head.setContentsMargins(24, 0, 16, 0)
        head.setSpacing(4)
        self.title.setFixedHeight(56)
        head.addWidget(self.title)
        head.addWidget(self.projects)
        head.addSpacing(4)
        head.addWidget(self.figures)
        head.addStretch(1)
        head.addWidget(self.render_changed)
        head.addSpacing(8)
        for button in (self.undo, self.redo):
            head.addWidget(button)
        head.addSpacing(8)
        for button in (self.find_button, self.more):
            head.addWidget(button)
        self.find_bar = FindBar(theme)
        column.addWidget(self.find_bar)
        column.addWidget(self.editor, 1)
        self.selection_bar.raise_()
        connect(theme.changed, self._restyle)
        self._restyle()

    def close_innermost(self) -> bool:
        """Leave the selection's bar, or close it; False if it is not open."""
        bar = self.selection_bar
        if bar.isHidden():
            return False
        if bar.in_hand():
            bar.left.emit()
        else:
            bar.hide()
        return True

    @called_by_qt
    def _restyle(self) -> None:
        self.render_changed.setIcon(icon("arrows-clockwise", self._theme.color("accent_text")))

    def show_changed(self, count: int) -> None:
        """Offer to render *count* paragraphs; nothing for 0."""
        self.render_changed.setVisible(count > 0)
        self.render_changed.setText(f"Render {count:,} changed".replace(",", "\u202f"))

    def show_chapter(self, chapter: str) -> None:
        """Show which chapter is at hand, such as "Chapter 2 of 6", before the words; "" for none."""
        self._chapter = chapter
        self._show_words()

    def show_figures(self, words: int, length: str, estimated: bool) -> None:
        """Show the number of words and their duration, such as "1:48" ("" if unknown)."""
        said = f"{words:,} {'word' if words == 1 else 'words'}".replace(",", "\u202f")
        self._words = f"{said}  ·  {'about ' if estimated else ''}{length}" if length and words else said
        self._show_words()

    def show_selected(self, words: int, whole: int, length: str) -> None:
        """Show how many of the *whole* number of words are selected, and their *length* in words."""
        said = f"{words:,} of {whole:,} {'word' if whole == 1 else 'words'}".replace(",", "\u202f")
        self._words = f"{said}  ·  {length}" if words else said
        self._show_words()

    def _show_words(self) -> None:
        self.figures.show_text("  ·  ".join(filter(None, (self._chapter, self._words))))
