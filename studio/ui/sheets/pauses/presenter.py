# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the sheet of pauses and the studio."""

from __future__ import annotations

from studio.app.studio import Studio
from studio.core.pauses import PAUSE_NAMES
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.sheets.pauses.panel import PausesSheet

_MISSING = {
    "sentence_s": "No paragraph has two sentences.",
    "paragraph_s": "No speaker has two paragraphs in a row.",
    "speaker_s": "No two speakers follow each other.",
    "chapter_s": "The text has no chapters.",
}


class PausesPresenter(Following):
    """Shows the pauses, changes them at once, and plays one. It ends with the sheet."""

    def __init__(self, sheet: PausesSheet, studio: Studio) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._studio = studio
        connect(sheet.chosen, studio.pauses.set)
        connect(sheet.listen_requested, studio.pauses.hear)
        connect(sheet.closed, self._end)
        self.follow(studio.editing.changed, lambda _project: self._show())
        self._show()

    @called_by_qt
    def _end(self) -> None:
        self.close()

    def _show(self) -> None:
        pauses = self._studio.pauses
        missing = {name: _MISSING[name] for name in PAUSE_NAMES if pauses.place(name) is None}
        self._sheet.show_pauses(pauses.now, missing)
