# SPDX-License-Identifier: GPL-3.0-or-later
"""The browser's head: title and count, the order, the search, and the filters as chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.app.keeping.settings import VOICE_ORDERS, VOICE_SOURCES
from studio.ui.door import called_by_qt, connect
from studio.ui.languages import language_name
from studio.ui.theme import Theme, icon
from studio.ui.voices.filters import ALL_SOURCES, MINE, VoiceFilter
from studio.ui.voices.map.choice import LIST, shown_as_choice
from studio.ui.widgets.chips import Chip, ToggleChip
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import label
from studio.ui.widgets.search_field import SearchField

_SEXES = (("", "All"), ("female", "Female"), ("male", "Male"))
_TALL, _LOW = 56, 40
_CHIP_GAP = 6
_MARGIN = 16


class BrowserHead(QWidget):
    """Shows and changes how the voices are listed."""

    filtered = Signal()
    """The filter was changed."""
    ordered = Signal(str)
    """An order was chosen, also the one that there is."""
    add_requested = Signal()
    """Voices of files are to be added."""
    bring_back_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filter = VoiceFilter()
        self._order = "usual"
        self._deleted = ""
        self._title = label("Voices", 15, 600)
        self.count = label("", 13, 500, "second")
        self.clear_button = IconButton(theme, "x", "Clear search and filters", side=24, icon_side=14, role="text_2")
        self.sort = IconButton(theme, "sort-ascending", "Order and kinds of voices", role="text_2")
        self.sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.sort)
        self.menu.setToolTipsVisible(True)
        self.sort.setMenu(self.menu)
        self.shown_as = shown_as_choice(theme)
        self.shown_as.show_value(LIST)
        self.search = SearchField(theme, "Search voices", "Search by name or sound")
        self.language = Chip(theme, "Language")
        self.sex = Chip(theme, "Sex")
        self.sex.offer(list(_SEXES))
        self.search.setToolTip("Words of a name, a sound, a description, a language or a region")
        self.language.setToolTip("Only voices of one language")
        self.sex.setToolTip("Only voices of women or of men")
        self.stars = ToggleChip("", "Only voices with a star")
        self.stars.setIconSize(QSize(16, 16))
        self.stars.setFixedWidth(34)
        self.mine = ToggleChip("Mine", "Only voices of your own")
        # The chips go to a second line where there is no room for them in one.
        self.setMinimumWidth(1)
        self._lay_out()
        connect(self.search.textChanged, self._searched)
        connect(self.language.chosen, lambda tag: self._refine(replace(self._filter, language=tag)))
        connect(self.sex.chosen, lambda sex: self._refine(replace(self._filter, sex=sex)))
        connect(self.stars.clicked, lambda on: self._refine(replace(self._filter, stars=on)))
        connect(self.mine.clicked, lambda on: self._refine(replace(self._filter, source=MINE if on else ALL_SOURCES)))
        connect(self.clear_button.clicked, self.clear)
        connect(self.menu.aboutToShow, self._fill_menu)
        connect(theme.changed, self._paint)
        self._show()

    @property
    def filter(self) -> VoiceFilter:
        return self._filter

    @property
    def order(self) -> str:
        return self._order

    def show_look(self, order: str, wanted: VoiceFilter) -> None:
        """Show an order and a filter, whose words stay those of the search."""
        self._order = order
        self._filter = replace(wanted, words=self.search.text())
        self._show()

    def show_count(self, shown: int, known: int) -> None:
        """Show how many voices are listed, of how many."""
        self.count.setText(f"{shown} of {known}" if self._filter.on else str(known or ""))

    def show_title(self, shown: bool) -> None:
        """Show the title, or not where something else is in its place."""
        self._title.setVisible(shown)
        self._first.setFixedHeight(_TALL if shown else _LOW)

    def show_deleted(self, name: str) -> None:
        """Offer to bring back the voice of that *name*; "" for none."""
        self._deleted = name

    def offer_languages(self, tags: Sequence[str]) -> None:
        """Offer languages by their tags."""
        self.language.offer([("", "All"), *((tag, language_name(tag)) for tag in tags)])
        self.language.show_value(self._filter.language)
        self._place_chips()

    @called_by_qt
    def clear(self) -> None:
        """Search and filter nothing."""
        if self.clear_button.hasFocus():
            # Before it is hidden, since Qt would pass the keyboard to the next control.
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._filter = VoiceFilter()
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.search.takes_escape = False
        self._show()
        self.filtered.emit()

    @called_by_qt
    def _searched(self, words: str) -> None:
        self._filter = replace(self._filter, words=words)
        self.clear_button.setVisible(self._filter.on)
        self.filtered.emit()

    def _refine(self, wanted: VoiceFilter) -> None:
        self._filter = wanted
        self._show()
        self.filtered.emit()

    def _show(self) -> None:
        wanted = self._filter
        self.language.show_value(wanted.language)
        self.sex.show_value(wanted.sex)
        self.stars.setChecked(wanted.stars)
        self.mine.setChecked(wanted.source != ALL_SOURCES)
        named = dict(VOICE_SOURCES)[wanted.source if wanted.source != ALL_SOURCES else MINE]
        if self.mine.text() != named:
            self.mine.show_name(named)
        self.clear_button.setVisible(wanted.on)
        told = dict(VOICE_ORDERS)[self._order].lower()
        self.sort.setToolTip(f"Order and kinds of voices: {told}")
        self._paint()
        self._place_chips()

    @called_by_qt
    def _paint(self) -> None:
        name, role = ("star-fill", "accent_text") if self._filter.stars else ("star", "text_2")
        self.stars.setIcon(icon(name, self._theme.color(role)))
        self.sort.show_role("text_2" if self._order == "usual" else "accent_text")

    @called_by_qt
    def _fill_menu(self) -> None:
        menu = self.menu
        menu.clear()
        orders = QActionGroup(menu)
        for value, name in VOICE_ORDERS:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(value == self._order)
            action.setActionGroup(orders)
            connect(action.triggered, lambda _on=False, order=value: self._put_in_order(order))
        menu.addSeparator()
        sources = QActionGroup(menu)
        for value, name in VOICE_SOURCES:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(value == self._filter.source)
            action.setActionGroup(sources)
            connect(
                action.triggered, lambda _on=False, source=value: self._refine(replace(self._filter, source=source))
            )
        menu.addSeparator()
        clear = menu.addAction("Clear search and filters")
        clear.setEnabled(self._filter.on)
        clear.setToolTip("" if self._filter.on else "Nothing is filtered.")
        connect(clear.triggered, self.clear)
        menu.addSeparator()
        connect(menu.addAction("Add voices from files…").triggered, self.add_requested)
        if self._deleted:
            connect(menu.addAction(f"Bring back {self._deleted}").triggered, self.bring_back_requested)

    def _put_in_order(self, order: str) -> None:
        self._order = order
        self._show()
        self.ordered.emit(order)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        column.setSpacing(0)
        self._first = QWidget()
        self._first.setFixedHeight(_TALL)
        line = QHBoxLayout(self._first)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._title)
        line.addWidget(self.count)
        line.addWidget(self.clear_button)
        line.addStretch(1)
        line.addWidget(self.shown_as)
        line.addWidget(self.sort)
        column.addWidget(self._first)
        column.addWidget(self.search)
        column.addSpacing(12)
        self._rows = (QHBoxLayout(), QHBoxLayout())
        for row in self._rows:
            column.addLayout(row)
            row.setSpacing(_CHIP_GAP)
            row.addStretch(1)
        column.setSpacing(0)
        self._place_chips()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chips()

    def _place_chips(self) -> None:
        """Put the chips into a line, and those that it has no room for into a second one."""
        wide = self.width() - 2 * _MARGIN
        left, row = wide, 0
        places = [0, 0]
        for chip in (self.language, self.sex, self.stars, self.mine):
            width = min(chip.sizeHint().width(), chip.maximumWidth())
            if width > left and not row:
                left, row = wide, 1
            left -= width + _CHIP_GAP
            line = self._rows[row]
            if line.indexOf(chip) != places[row]:
                self._rows[1 - row].removeWidget(chip)
                line.insertWidget(places[row], chip)
            places[row] += 1
        self._rows[1].setContentsMargins(0, _CHIP_GAP if places[1] else 0, 0, 0)
