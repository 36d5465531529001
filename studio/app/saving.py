# SPDX-License-Identifier: GPL-3.0-or-later
"""Saves the document within a second of each change, off the GUI thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from studio.core.document import Document
from studio.core.errors import SaveFailed
from studio.project.store import DocumentStore

SAVE_AFTER_S = 0.4
RETRY_AFTER_S = 5.0


class Autosave:
    """Writes the newest document soon after it changed.

    Args:
        store: Where it goes.
        current: Gives the newest document.
        failed: Told when a save failed, and with None once one succeeded again.
    """

    def __init__(
        self, store: DocumentStore, current: Callable[[], Document], failed: Callable[[SaveFailed | None], None]
    ) -> None:
        self._store = store
        self._current = current
        self._failed = failed
        self._saved: Document | None = current()
        self._dirty = asyncio.Event()
        self._broken = False

    def touch(self) -> None:
        """The document has changed."""
        self._dirty.set()

    async def run(self) -> None:
        """Save until cancelled."""
        while True:
            await self._dirty.wait()
            await asyncio.sleep(RETRY_AFTER_S if self._broken else SAVE_AFTER_S)
            self._dirty.clear()
            await self.save()

    async def save(self) -> None:
        """Save now, if there is something new."""
        document = self._current()
        if document is self._saved:
            return
        try:
            await asyncio.get_running_loop().run_in_executor(None, self._store.save, document)
        except SaveFailed as error:
            self._broken = True
            self._dirty.set()
            self._failed(error)
            return
        self._saved = document
        if self._broken:
            self._broken = False
            self._failed(None)
