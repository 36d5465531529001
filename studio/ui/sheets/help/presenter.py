# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter of the help: it follows the keys, and opens links that lead elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.keys import ActionKeys
from studio.ui.sheets.help.panel import HelpSheet


class HelpPresenter(Following):
    """Ends with the sheet.

    Args:
        sheet: The sheet.
        keys: The actions' keys.
        open_link: Opens an address in the person's browser.
    """

    def __init__(
        self, sheet: HelpSheet, keys: ActionKeys, open_link: Callable[[QUrl], object] = QDesktopServices.openUrl
    ) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._keys = keys
        connect(sheet.link_requested, open_link)
        connect(keys.changed, self._show_keys)
        self._show_keys()

    @called_by_qt
    def _show_keys(self) -> None:
        self._sheet.show_keys(self._keys.all)
