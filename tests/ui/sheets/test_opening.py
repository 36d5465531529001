# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets that are opened by actions."""

from __future__ import annotations

import pytest

from studio.ui.sheets.dictionary.panel import DictionarySheet
from studio.ui.sheets.help.panel import HelpSheet
from studio.ui.sheets.pauses.panel import PausesSheet
from studio.ui.sheets.settings.panel import SettingsSheet
from studio.ui.sheets.sheet import Sheet
from studio.ui.sheets.speakers.panel import SpeakersSheet
from studio.ui.sheets.start.panel import StartSheet
from studio.ui.sheets.versions.panel import VersionsSheet
from tests.ui.conftest import InWindow, Open

pytestmark = pytest.mark.display


OPENED: dict[str, type[Sheet]] = {
    "settings": SettingsSheet,
    "projects": StartSheet,
    "dictionary": DictionarySheet,
    "help": HelpSheet,
    "versions": VersionsSheet,
    "find_speakers": SpeakersSheet,
    "pauses": PausesSheet,
}


def test_each_sheet_is_opened_once_and_shows_the_text_again_when_closed(in_window: InWindow) -> None:
    async def body(it: Open) -> None:
        stage = it.window.stage
        for action, kind in OPENED.items():
            it.presenter.actions[action].trigger()
            it.presenter.actions[action].trigger()
            await it.until(lambda kind=kind: isinstance(stage.sheet, kind), action)  # type: ignore[misc]
            shown = stage.sheet
            it.presenter.actions[action].trigger()
            await it.settled()
            assert stage.sheet is shown, action
            stage.close_sheet()
            assert stage.sheet is None, action

    in_window(body)
