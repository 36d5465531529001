# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the sheet of importing and the studio."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from studio.app.projects.importing import SWITCHES, Offer, length_s
from studio.app.studio import Studio
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.pictures import cover_of
from studio.ui.sheets.importing.chapter_list import ChapterRow
from studio.ui.sheets.importing.panel import ImportSheet
from studio.ui.theme import Theme
from studio.ui.transport.clock import clock


def make_import_sheet(theme: Theme, stage: QWidget) -> ImportSheet:
    """The sheet with the switches of the table."""
    return ImportSheet(theme, [(each.name, each.title, each.about) for each in SWITCHES], stage)


class ImportPresenter(Following):
    """Shows the offered book, and closes the sheet when it was taken. It ends with the sheet."""

    def __init__(self, sheet: ImportSheet, studio: Studio) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._importing = studio.importing
        connect(sheet.import_requested, self._take)
        connect(sheet.switched, self._importing.switch)
        connect(sheet.closed, self._end)
        self.follow(self._importing.changed, self._show)
        self.follow(studio.projects.opened, lambda _place: sheet.close_requested.emit())
        self._show(self._importing.offer)

    @called_by_qt
    def _end(self) -> None:
        self.close()
        self._importing.leave()

    @called_by_qt
    def _take(self) -> None:
        self._importing.take(self._sheet.list.chosen, cover_of)

    def _show(self, offer: Offer | None) -> None:
        if offer is None:
            return
        book = offer.book
        rows = [
            ChapterRow(chapter.title, _words(chapter.words), f"\u2248 {clock(length_s(chapter), tenths=False)}")
            for chapter in book.chapters
        ]
        count = len(rows)
        whole_s = sum(map(length_s, book.chapters))
        said = f"{count} chapter{'' if count == 1 else 's'} · {_words(book.words)} · about {_long(whole_s)}"
        self._sheet.show_book(offer.title, f"{book.author} · {said}" if book.author else said, rows, offer.switches)


def _words(count: int) -> str:
    return f"{count:,} word{'' if count == 1 else 's'}".replace(",", "\u202f")


def _long(seconds: float) -> str:
    """A length such as "2:10" or "8:41 h"."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d} h" if minutes >= 60 else clock(seconds, tenths=False)
