# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the sheet of the dictionaries and the studio."""

from __future__ import annotations

from collections.abc import Callable

from shiboken6 import isValid

from studio.app.studio import Studio
from studio.core.dictionary import Entry
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.languages import language_name
from studio.ui.sheets.dictionary.entry_list import MOST_SHOWN
from studio.ui.sheets.dictionary.panel import DictionarySheet
from studio.ui.sheets.sheet import MainAction
from studio.ui.widgets.usable import allow

_ANY = "any"
_UNKNOWN = "The words for always are known once the engine is ready."


class DictionaryPresenter(Following):
    """Shows the words, and changes them. It ends with the sheet.

    Args:
        sheet: The sheet.
        studio: The studio.
        read, write: Ask for a file to read words from, or to write them to, of the dictionary for always or not.
    """

    def __init__(
        self,
        sheet: DictionarySheet,
        studio: Studio,
        read: Callable[[bool], object],
        write: Callable[[bool], object],
    ) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._studio = studio
        self._shown = sheet.always
        self._unfinished: dict[bool, Entry | None] = {}
        """What is typed in the new row of the dictionary that is not shown now."""
        connect(sheet.sought, self._show)
        connect(sheet.closed, self._end)
        connect(sheet.list.edited, self._edit)
        connect(sheet.list.deleted, self._delete)
        connect(sheet.list.moved, self._show_buttons)
        connect(sheet.delete.clicked, lambda _on=False: self._delete(sheet.list.current))
        connect(sheet.listen.clicked, lambda _on=False: self._listen())
        connect(sheet.importing.clicked, lambda _on=False: read(sheet.always))
        connect(sheet.exporting.clicked, lambda _on=False: write(sheet.always))
        self.follow(studio.dictionaries.changed, lambda _none: self._show())
        self.follow(studio.projects.changed, lambda _none: self._show_buttons())
        self._show()

    @called_by_qt
    def _end(self) -> None:
        self.close()

    @called_by_qt
    def _show(self) -> None:
        sheet = self._sheet
        entries = self._studio.dictionaries.entries(always=sheet.always)
        tags = sorted({entry.language for entry in entries}, key=lambda tag: language_name(tag) if tag else "")
        sheet.language.offer([("", "All languages"), *((tag or _ANY, _name(tag)) for tag in tags)])
        chosen = sheet.language.value
        sought = sheet.search.text().strip().casefold()
        found = [
            entry
            for entry in entries
            if (not chosen or (entry.language or _ANY) == chosen)
            and (sought in entry.text.casefold() or sought in entry.alias.casefold())
        ]
        if sheet.always != self._shown:
            self._unfinished[self._shown], self._shown = sheet.list.take_new(), sheet.always
        sheet.list.show_entries(found)
        if (typed := self._unfinished.pop(sheet.always, None)) is not None:
            sheet.list.give_back(typed)
        unknown = sheet.always and not self._studio.dictionaries.known
        sheet.count.setText(_UNKNOWN if unknown else _counted(len(found), len(entries)))
        self._show_buttons()

    @called_by_qt
    def _show_buttons(self) -> None:
        sheet = self._sheet
        blocker = self._studio.marking.blocker()
        none = "" if sheet.list.current is not None else "Choose a word first."
        allow(sheet.delete, blocker or none, "Delete the chosen word (Delete); undo brings it back")
        allow(sheet.listen, self._studio.engine.blocker() or none, "Hear the chosen word")
        allow(sheet.importing, blocker, "Add the words of a CSV or PLS file")
        dictionaries = self._studio.dictionaries
        none = _UNKNOWN if sheet.always and not dictionaries.known else "There are no words yet."
        empty = "" if dictionaries.entries(always=sheet.always) else none
        allow(sheet.exporting, empty, "Write the words to a CSV or PLS file")
        sheet.main = MainAction("Add a word", sheet.list.begin_new, blocker, "Adds a row to type a word in")
        sheet.main_changed.emit()

    @called_by_qt
    def _edit(self, before: Entry | None, after: Entry) -> None:
        def failed() -> None:
            # The sheet may be gone by then.
            if isValid(self._sheet) and self._sheet.always == always:
                self._not_kept(before, after)
            elif before is None:
                self._unfinished[always] = after

        always = self._sheet.always
        if before == after or self._studio.marking.blocker():
            failed()
        else:
            self._studio.pronouncing.put(after, always=always, instead=before, failed=failed)

    def _not_kept(self, before: Entry | None, after: Entry) -> None:
        """Show what is kept, and of a new word, which nobody should have to type again, what was typed."""
        if before is None:
            self._sheet.list.give_back(after)
        else:
            self._show()

    @called_by_qt
    def _delete(self, entry: Entry | None) -> None:
        if entry is not None and not self._studio.marking.blocker():
            self._studio.dictionaries.remove(entry, always=self._sheet.always)

    def _listen(self) -> None:
        entry = self._sheet.list.current
        if entry is not None:
            self._studio.pronouncing.hear_entry(entry)


def _name(tag: str) -> str:
    return language_name(tag) if tag else "Every language"


def _counted(found: int, entries: int) -> str:
    if not entries:
        return "No words yet. Ctrl+Shift+A in the text says the word at the caret otherwise."
    said = (
        f"{found:,} of {entries:,} words" if found < entries else f"{entries:,} {'word' if entries == 1 else 'words'}"
    )
    more = f"  ·  the first {MOST_SHOWN:,} are shown: search for the others" if found > MOST_SHOWN else ""
    return said + more
