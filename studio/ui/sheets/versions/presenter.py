# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter between the sheet of versions and the studio."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from shiboken6 import isValid

from studio.app.projects.projects import Projects
from studio.core.word_diff import ComparedParagraph
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.sheets.sheet import MainAction
from studio.ui.sheets.start.words import when
from studio.ui.sheets.versions.panel import VersionsSheet
from studio.ui.sheets.versions.version_list import VersionRow


class VersionsPresenter(Following):
    """Shows the versions kept of the open project, and brings one back. It ends with the sheet."""

    def __init__(self, sheet: VersionsSheet, projects: Projects) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._projects = projects
        connect(sheet.list.wanted, self._compare)
        connect(sheet.list.back_requested, self._bring_back)
        connect(sheet.closed, self._end)
        self.follow(projects.changed, lambda _none: self._show())
        self._show()

    @called_by_qt
    def _end(self) -> None:
        self.close()

    def _show(self) -> None:
        now = datetime.now()
        rows = [
            VersionRow(each.number, each.name or f"Version {each.number}", when(each.made_s, now))
            for each in self._projects.versions
        ]
        self._sheet.show_rows(rows)
        self._show_action()
        if not rows:
            self._sheet.show_compared(())

    @called_by_qt
    def _compare(self, number: int) -> None:
        self._show_action()
        self._projects.compare_version(number, partial(self._show_compared, number))

    def _show_compared(self, number: int, compared: tuple[ComparedParagraph, ...]) -> None:
        # The sheet may have been closed while it was compared, or another one chosen.
        if isValid(self._sheet) and self._sheet.list.current == number:
            self._sheet.show_compared(compared)

    def _show_action(self) -> None:
        reason = "" if self._sheet.list.current is not None else "There is no version yet."
        tip = "Makes the project what it was in this version; undo takes that back."
        self._sheet.main = MainAction("Bring back", self._bring_back, reason, tip)
        self._sheet.main_changed.emit()

    @called_by_qt
    def _bring_back(self) -> None:
        number = self._sheet.list.current
        if number is not None:
            self._projects.bring_back(number)
            self._sheet.close_requested.emit()
