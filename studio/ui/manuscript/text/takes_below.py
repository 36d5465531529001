# SPDX-License-Identifier: GPL-3.0-or-later
"""The lists of takes that are open below the text of their paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.ui.door import connect, guarded
from studio.ui.manuscript.margin.margin import MarginColumn
from studio.ui.manuscript.takes.takes import TakesList, TakesView
from studio.ui.manuscript.text.pointer import ReadText
from studio.ui.theme import Theme

_WIDER = 8


class TakesBelow(QObject):
    """Makes the lists and puts them into the room that the layout keeps for them.

    Attributes:
        rows: Numbers of the paragraphs in the view whose lists are open.
    """

    asked = Signal(str, str, str)
    """What a list asks for: the paragraph's id, and see TakesList.asked."""
    named = Signal(str, str, str)
    """A take was named: the paragraph's id, the take's, and the name."""

    def __init__(self, theme: Theme, text: ReadText, margin: MarginColumn) -> None:
        super().__init__(text)
        self._theme = theme
        self._text = text
        self._margin = margin
        self._lists: dict[str, TakesList] = {}
        self.rows: list[int] = []

    @property
    def opened(self) -> tuple[str, ...]:
        """Ids of the paragraphs whose lists are open."""
        return tuple(self._lists)

    @property
    def in_hand(self) -> str:
        """The paragraph's id of the list that has the keyboard; "" for none."""
        return next((paragraph_id for paragraph_id, shown in self._lists.items() if shown.hasFocus()), "")

    def of(self, paragraph_id: str) -> TakesList | None:
        """The open list of a paragraph's takes."""
        return self._lists.get(paragraph_id)

    def show(self, views: Sequence[TakesView]) -> None:
        """Show these lists, and no others."""
        wanted = {view.paragraph_id: view for view in views}
        for paragraph_id in [each for each in self._lists if each not in wanted]:
            gone = self._lists.pop(paragraph_id)
            if gone.hasFocus():
                self._text.setFocus(Qt.FocusReason.OtherFocusReason)
            gone.hide()
            gone.deleteLater()
        for paragraph_id, view in wanted.items():
            if paragraph_id not in self._lists:
                self._lists[paragraph_id] = self._made(paragraph_id)
            self._lists[paragraph_id].use_scale(self._margin.scale)
            self._lists[paragraph_id].show_view(view)
        self._keep_room()
        self._text.viewport().update()

    def use_scale(self, scale: float) -> None:
        """Draw the lists as much larger than designed, see `scale_of`."""
        for shown in self._lists.values():
            shown.use_scale(scale)
        self._keep_room()

    def place(self, seen: Sequence[int]) -> None:
        """Put the lists below the text of their paragraphs; *seen* are the numbers of those in the view."""
        text, placed = self._text, set[str]()
        self.rows = [number for number in seen if text.rows[number].id in self._lists]
        for number in self.rows:
            area = text.block_area(text.document().findBlockByNumber(number))
            shown = self._lists[text.rows[number].id]
            top = area.bottom() - text.lines.measures.gap_below(number) - shown.high
            shown.setGeometry(QRectF(area.left() - _WIDER, top, area.width() + 2 * _WIDER, shown.high).toRect())
            shown.show()
            placed.add(text.rows[number].id)
        for paragraph_id, shown in self._lists.items():
            if paragraph_id not in placed:
                shown.hide()

    def _made(self, paragraph_id: str) -> TakesList:
        made = TakesList(self._theme, self._text.viewport())
        QWidget.setTabOrder(self._margin, made)
        connect(made.asked, guarded(partial(self.asked.emit, paragraph_id)))
        connect(made.named, guarded(partial(self.named.emit, paragraph_id)))
        return made

    def _keep_room(self) -> None:
        self._text.lines.open_below({paragraph_id: shown.high for paragraph_id, shown in self._lists.items()})
