# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of voices in its panel: header, search and legend above, the heard sentence below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.app.voices.voice_map import VoiceMap
from studio.core.voices import Voice
from studio.ui.door import called_by_qt, connect
from studio.ui.theme import Theme
from studio.ui.voices.map.card import MapCard
from studio.ui.voices.map.choice import shown_as_choice
from studio.ui.voices.map.legend import Legend
from studio.ui.voices.map.sentence import SentenceLine
from studio.ui.voices.map.view import VoiceMapView
from studio.ui.widgets.icon_button import IconButton
from studio.ui.widgets.labels import ElidedLabel, label
from studio.ui.widgets.search_field import SearchField

_SEARCH = 248


class VoiceMapPanel(QWidget):
    """Takes the place of the left column and the text, while voices are shown as a map."""

    list_requested = Signal()
    filtered = Signal()
    """Other words are sought, or other kinds shown."""

    def __init__(self, theme: Theme, voice_map: VoiceMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._voices: dict[str, Voice] = {}
        self._blocker = ""
        self.count = label("", 13, 500, "second")
        self.shown_as = shown_as_choice(theme)
        self.whole = IconButton(theme, "corners-out", "Show the whole map")
        self.less = IconButton(theme, "magnifying-glass-minus", "Smaller")
        self.more = IconButton(theme, "magnifying-glass-plus", "Larger")
        self.search = SearchField(theme, "Search voices on the map", "Search by name or sound")
        self.legend = Legend(theme)
        self.view = VoiceMapView(theme, voice_map)
        self.not_here = ElidedLabel(12, 400, "second")
        self.sentence = SentenceLine(theme)
        self.card = MapCard(theme, self.view)
        self._lay_out()
        self._wire()

    def show_voices(self, voices: Sequence[Voice], count: str, without_place: int, blocker: str) -> None:
        """Tell how many voices there are, and how many have no place; *blocker* is why none can be added to the mix."""
        self._voices = {voice.id: voice for voice in voices}
        self._blocker = blocker
        self.count.setText(count)
        self.not_here.show_text(f"Not on the map · {without_place}" if without_place else "")

    def close_innermost(self) -> bool:
        """Empty the search if it has the keyboard; False if it has not."""
        if self.search.hasFocus() and self.search.text():
            self.search.clear()
            return True
        return False

    def begin(self) -> None:
        """Give the keyboard to the map."""
        self.shown_as.show_value("map")
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the legend below the search where both have no room in a line."""
        super().resizeEvent(event)
        room = event.size().width() - _SEARCH - 3 * 16
        place = self._line if self.legend.sizeHint().width() <= room else self._below
        if place.indexOf(self.legend) < 0:
            place.insertWidget(1 if place is self._line else 0, self.legend, 1)

    @called_by_qt
    def _hovered(self, voice_id: str) -> None:
        voice, mark = self._voices.get(voice_id), self.view.room_of(voice_id)
        if voice is None or mark is None:
            self.card.go()
        else:
            self.card.show_voice(voice, mark, self._blocker)

    @called_by_qt
    def _chosen(self, shown_as: str) -> None:
        if shown_as == "list":
            self.list_requested.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(8)
        head.addWidget(label("Voices", 15, 600))
        head.addWidget(self.count)
        head.addSpacing(12)
        head.addWidget(self.shown_as)
        head.addSpacing(12)
        head.addWidget(self.not_here)
        head.addStretch(1)
        for button in (self.whole, self.less, self.more):
            head.addWidget(button)
        column.addLayout(head)
        self._line, self._below = QHBoxLayout(), QHBoxLayout()
        for line in (self._line, self._below):
            line.setContentsMargins(16, 0, 16, 4)
            line.setSpacing(16)
            column.addLayout(line)
        self.search.setFixedWidth(_SEARCH)
        self._line.addWidget(self.search)
        self._line.addWidget(self.legend, 1)
        self._line.addStretch(0)
        self.notices = QVBoxLayout()
        self.notices.setSpacing(0)
        self.notices.addWidget(self.view, 1)
        column.addLayout(self.notices, 1)
        column.addWidget(self.sentence)

    def _wire(self) -> None:
        connect(self.whole.clicked, self.view.show_all)
        connect(self.less.clicked, self.view.zoom_out)
        connect(self.more.clicked, self.view.zoom_in)
        connect(self.shown_as.chosen, self._chosen)
        connect(self.search.textChanged, lambda _text: self.filtered.emit())
        connect(self.legend.changed, self.filtered)
        connect(self.view.hovered, self._hovered)
