# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening of the sheets, each with its presenter. One that is shown already stays."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction

from studio.app.projects.importing import Offer
from studio.app.studio import Studio
from studio.ui.door import soon
from studio.ui.files import FileDialogs
from studio.ui.keys import ActionKeys
from studio.ui.sheets.dictionary.panel import DictionarySheet
from studio.ui.sheets.dictionary.presenter import DictionaryPresenter
from studio.ui.sheets.importing.panel import ImportSheet
from studio.ui.sheets.importing.presenter import ImportPresenter, make_import_sheet
from studio.ui.sheets.pauses.panel import PausesSheet
from studio.ui.sheets.pauses.presenter import PausesPresenter
from studio.ui.sheets.settings.panel import SettingsSheet
from studio.ui.sheets.settings.presenter import SettingsPresenter
from studio.ui.sheets.speakers.panel import SpeakersSheet
from studio.ui.sheets.speakers.presenter import SpeakersPresenter
from studio.ui.sheets.stage import Stage
from studio.ui.sheets.start.panel import StartSheet
from studio.ui.sheets.start.presenter import StartPresenter, make_start_sheet
from studio.ui.sheets.versions.panel import VersionsSheet
from studio.ui.sheets.versions.presenter import VersionsPresenter
from studio.ui.theme import Theme


class Sheets:
    """Opens sheets on the stage.

    Args:
        stage: Shows them.
        theme: The colours.
        studio: The rooms that they show.
        files: Asks for files.
        actions: The actions of the table.
        keys: Their keys.
    """

    def __init__(
        self,
        stage: Stage,
        theme: Theme,
        studio: Studio,
        files: FileDialogs,
        actions: Mapping[str, QAction],
        keys: ActionKeys,
    ) -> None:
        self._stage = stage
        self._theme = theme
        self._studio = studio
        self._files = files
        self._actions = actions
        self._keys = keys
        self._settings_come = False

    def open_settings(self) -> None:
        """Open the settings a moment later."""
        if self._settings_come or isinstance(self._stage.sheet, SettingsSheet):
            return
        self._settings_come = True
        sheet = SettingsSheet(self._theme, self._stage)
        SettingsPresenter(sheet, self._studio, self._keys)
        # A moment later, so that the window does not stand still for as long as both take.
        soon(sheet, lambda: self._show_settings(sheet))

    def _show_settings(self, sheet: SettingsSheet) -> None:
        self._settings_come = False
        self._stage.open(sheet)

    def open_start(self) -> None:
        """Open the projects."""
        if not isinstance(self._stage.sheet, StartSheet):
            sheet = make_start_sheet(self._theme, leaves=not self._studio.projects.none_open, stage=self._stage)
            StartPresenter(sheet, self._studio, self._actions, self._keys)
            self._stage.open(sheet)

    def find_project(self) -> None:
        """Open the projects with the keyboard in their search."""
        self.open_start()
        sheet = self._stage.sheet
        if isinstance(sheet, StartSheet):
            sheet.focus_search()

    def open_dictionary(self, always: bool = False) -> None:
        """Open the project's dictionary, or the one that is used *always*."""
        if not isinstance(self._stage.sheet, DictionarySheet):
            sheet = DictionarySheet(self._theme, self._stage)
            sheet.show_which(always)
            DictionaryPresenter(sheet, self._studio, self._files.read_words, self._files.write_words)
            self._stage.open(sheet)

    def open_help(self) -> None:
        """Open the help; if it is shown, give its search the keyboard."""
        # Loaded when it is first asked for, so that the window opens sooner.
        from studio.ui.sheets.help.panel import HelpSheet
        from studio.ui.sheets.help.presenter import HelpPresenter

        sheet = self._stage.sheet
        if isinstance(sheet, HelpSheet):
            sheet.focus_search()
            return
        sheet = HelpSheet(self._theme, self._stage)
        HelpPresenter(sheet, self._studio.help, self._keys)
        self._stage.open(sheet)

    def open_versions(self) -> None:
        """Open the versions of the project."""
        if not isinstance(self._stage.sheet, VersionsSheet):
            sheet = VersionsSheet(self._theme, self._stage)
            VersionsPresenter(sheet, self._studio.projects)
            self._stage.open(sheet)

    def open_speakers(self) -> None:
        """Open the search for speakers in the text."""
        if not isinstance(self._stage.sheet, SpeakersSheet):
            sheet = SpeakersSheet(self._theme, self._stage)
            SpeakersPresenter(sheet, self._studio)
            self._stage.open(sheet)

    def open_import(self, offer: Offer | None) -> None:
        """Open what is offered to be imported; None for nothing."""
        if offer is not None and not isinstance(self._stage.sheet, ImportSheet):
            sheet = make_import_sheet(self._theme, self._stage)
            ImportPresenter(sheet, self._studio)
            self._stage.open(sheet)

    def open_pauses(self) -> None:
        """Open the pauses between paragraphs."""
        if not isinstance(self._stage.sheet, PausesSheet):
            sheet = PausesSheet(self._theme, self._stage)
            PausesPresenter(sheet, self._studio)
            self._stage.open(sheet)
