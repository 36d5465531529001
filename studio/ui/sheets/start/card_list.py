# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of projects: the newest as cards, three across or two, and earlier ones as rows; worked by pointer, keys and
menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QMenu, QStyle

from studio.ui.columns.side import LEFT
from studio.ui.door import called_by_qt, connect
from studio.ui.sheets.sheet import WIDE
from studio.ui.sheets.start.card import CARD_ROLE, GAP, Card, CardDelegate, play_place, title_place
from studio.ui.theme import Theme
from studio.ui.widgets.line_field import LineField

_MARGIN = 24
_AS_CARDS = 6
_EARLIER = "Earlier"
_MOST_NAME_CHARS = 120
_THREE_FROM = WIDE - LEFT.usual_px
_KEYS = "Space plays the project, Return opens it, F2 renames it, Delete puts it into the bin."


class CardList(QListView):
    """Signals carry a project's path, as text, but for that of playing, which is about the current one."""

    open_requested = Signal(str)
    play_requested = Signal()
    rename_requested = Signal(str, str)
    duplicate_requested = Signal(str)
    delete_requested = Signal(str)
    forget_requested = Signal(str)
    current_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = QStandardItemModel(self)
        self._delegate = CardDelegate(theme, self)
        self._renaming = ""
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSpacing(0)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Recent projects")
        self.setAccessibleDescription(_KEYS)
        self.name_field = LineField("New name of the project", self.viewport())
        self.name_field.setMaxLength(_MOST_NAME_CHARS)
        self.name_field.hide()
        connect(self.name_field.confirmed, self._confirm_rename)
        connect(self.name_field.cancelled, self.cancel_rename)
        connect(self.name_field.left, self._end_rename)
        connect(self.verticalScrollBar().valueChanged, self._place_field)
        connect(self.selectionModel().currentChanged, self._current_changed)
        connect(theme.changed, self.viewport().update)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show *cards*; the current one stays, or that which is in its place by now is. A name that is being written
        stays, too, while its card does."""
        before, row_before = self.current, max(self.currentIndex().row(), 0)
        if self._renaming not in [str(card.path) for card in cards]:
            self.cancel_rename()
        self._rows.clear()
        for number, card in enumerate(cards):
            if number == _AS_CARDS:
                heading = QStandardItem(_EARLIER)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self._rows.appendRow(heading)
            row = QStandardItem(card.title)
            row.setEditable(False)
            row.setData(replace(card, small=number >= _AS_CARDS), CARD_ROLE)
            row.setAccessibleText(card.spoken)
            self._rows.appendRow(row)
        paths = [card.path for card in cards]
        number_before = row_before - (row_before > _AS_CARDS)
        at = paths.index(before.path) if before is not None and before.path in paths else number_before
        at = min(at, len(cards) - 1)
        if cards:
            self.setCurrentIndex(self._rows.index(at + (at >= _AS_CARDS), 0))
        self._place_field()
        self.current_changed.emit()

    @property
    def current(self) -> Card | None:
        card = self.currentIndex().data(CARD_ROLE)
        return card if isinstance(card, Card) else None

    def show_playing(self, playing: bool) -> None:
        """Show whether the current project is heard."""
        if playing != self._delegate.playing:
            self._delegate.playing = playing
            self.viewport().update()

    def begin_rename(self) -> None:
        """Open the field over the current card's title."""
        card = self.current
        if card is not None:
            self._renaming = str(card.path)
            self.name_field.setText(card.title)
            self.scrollTo(self.currentIndex())
            self._place_field()
            self.name_field.show()
            self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name_field.selectAll()

    @called_by_qt
    def cancel_rename(self) -> None:
        """Close the field without renaming."""
        self.close_field()

    def close_field(self) -> bool:
        """Close the field without renaming; False if it is not open."""
        open_now, self._renaming = bool(self._renaming), ""
        if open_now:
            self._end_rename()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return open_now

    @called_by_qt
    def _confirm_rename(self) -> None:
        # Before the field is hidden, since Qt would pass the keyboard to the next control.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._end_rename()

    @called_by_qt
    def _end_rename(self) -> None:
        path, self._renaming = self._renaming, ""
        name = self.name_field.text().strip()
        self.name_field.hide()
        card = self.current
        if path and name and (card is None or name != card.title):
            self.rename_requested.emit(path, name)

    @called_by_qt
    def _place_field(self) -> None:
        card = self.current
        if self._renaming and card is not None:
            self.name_field.setGeometry(title_place(self.visualRect(self.currentIndex()), card).adjusted(-8, 0, 8, 0))

    @called_by_qt
    def _current_changed(self) -> None:
        self.current_changed.emit()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        across = 3 if self.width() >= _THREE_FROM and self.window().width() >= WIDE else 2
        self.setViewportMargins(_MARGIN - GAP // 2, 0, 0, 0)
        # Qt keeps room for a scroll bar, also where there is none.
        inside = self.maximumViewportSize().width() - self._bar_width() - 1
        room = min(self.width() - 2 * _MARGIN + GAP, inside)
        self._delegate.across = across
        self._delegate.width = room // across - GAP
        super().resizeEvent(event)
        self.doItemsLayout()
        self._place_field()

    def _bar_width(self) -> int:
        bar = self.verticalScrollBar()
        return max(bar.sizeHint().width(), self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, bar))

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_play(event):
            self.play_requested.emit()
        else:
            super().mousePressEvent(event)

    def _on_play(self, event: QMouseEvent) -> bool:
        """Whether the pointer is on the play button, which the current card has."""
        index, card = self.currentIndex(), self.current
        if card is None or card.state == "gone":
            return False
        return play_place(self.visualRect(index), card).contains(event.position().toPoint())

    @called_by_qt
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._on_play(event):
            self.mousePressEvent(event)
            return
        card = self.indexAt(event.position().toPoint()).data(CARD_ROLE)
        if event.button() == Qt.MouseButton.LeftButton and isinstance(card, Card):
            self.open_requested.emit(str(card.path))
        else:
            super().mouseDoubleClickEvent(event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.current
        if card is None:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit(str(card.path))
        elif event.key() == Qt.Key.Key_F2:
            self.begin_rename()
        elif event.key() == Qt.Key.Key_Delete and not event.isAutoRepeat():
            self.delete_requested.emit(str(card.path))
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        if isinstance(index.data(CARD_ROLE), Card):
            self.setCurrentIndex(index)
            place = self.viewport().mapToGlobal(self.visualRect(index).center()) if keyboard else event.globalPos()
            self.menu_for(index.data(CARD_ROLE)).popup(place)

    def menu_for(self, card: Card) -> QMenu:
        """The menu of what can be done with *card*'s project."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        path, gone = str(card.path), card.state == "gone"
        for text, act in (
            ("Open", lambda: self.open_requested.emit(path)),
            ("Play or pause", self.play_requested.emit),
            ("Rename…", lambda: self.begin_rename()),
            ("Duplicate", lambda: self.duplicate_requested.emit(path)),
            ("Put into the bin", lambda: self.delete_requested.emit(path)),
        ):
            entry = menu.addAction(text)
            entry.setEnabled(not gone)
            connect(entry.triggered, act)
        menu.addSeparator()
        connect(menu.addAction("Take off the list").triggered, lambda: self.forget_requested.emit(path))
        return menu
