# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from studio.ui.sheets.dictionary.panel import DictionarySheet
from studio.ui.theme import Theme

pytestmark = pytest.mark.display


def test_the_menu_of_a_narrow_window_does_what_the_left_column_does(theme: Theme, holder: QWidget) -> None:
    sheet = DictionarySheet(theme, holder)
    sought: list[bool] = []
    sheet.sought.connect(lambda: sought.append(sheet.always))
    for action in sheet.menu.actions()[:2]:
        action.trigger()
    assert sought[-1:] == [True]
    assert [action.text() for action in sheet.menu.actions()] == ["This project", "Always", "", "Import…", "Export…"]
    sheet.show_which(False)
    assert not sheet.always
