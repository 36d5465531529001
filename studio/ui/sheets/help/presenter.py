# SPDX-License-Identifier: GPL-3.0-or-later
"""The presenter of the help: it follows the keys, has the pages read, and opens links that lead elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from studio.app.help import Help
from studio.ui.door import called_by_qt, connect
from studio.ui.following import Following
from studio.ui.keys import ActionKeys
from studio.ui.sheets.help.panel import HelpSheet


class HelpPresenter(Following):
    """Ends with the sheet.

    Args:
        sheet: The sheet.
        help_room: Has the pages.
        keys: The actions' keys.
        open_link: Opens an address in the person's browser.
    """

    def __init__(
        self,
        sheet: HelpSheet,
        help_room: Help,
        keys: ActionKeys,
        open_link: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._keys = keys
        connect(sheet.link_requested, open_link)
        connect(keys.changed, self._show_keys)
        connect(sheet.closed, self._end)
        self._show_keys()
        self._help = help_room
        self.follow(help_room.changed, lambda _none: self._show_pages())
        help_room.load()
        if help_room.pages:
            self._show_pages()

    def _show_pages(self) -> None:
        self._sheet.show_pages(self._help.pages)

    @called_by_qt
    def _end(self) -> None:
        self.close()

    @called_by_qt
    def _show_keys(self) -> None:
        self._sheet.show_keys(self._keys.all)
