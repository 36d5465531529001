# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that takes long enough to show its progress and offer to cancel: exporting, and fetching the model."""

from __future__ import annotations

import asyncio
from pathlib import Path

from studio.app.engine_link import EngineLink
from studio.app.export import export_wav
from studio.app.model_fetch import fetch_model
from studio.app.render import Renderer
from studio.app.state import Activity, Notice
from studio.app.tasks import Supervisor
from studio.core.document import Document, VoiceDesign
from studio.core.errors import StudioError
from studio.core.observe import Signal
from studio.export.wav import WavFormat


class LongWork:
    """One export and one fetch at a time; each tells how far it is as an activity, and its end as a notice.

    Args:
        link: The engine; started afresh once a model was fetched.
        renderer: Fills takes.
        tasks: Owner of the tasks.
        activities, notices: Where progress and ends are told.
    """

    def __init__(
        self,
        link: EngineLink,
        renderer: Renderer,
        tasks: Supervisor,
        activities: Signal[Activity],
        notices: Signal[Notice],
    ) -> None:
        self._link = link
        self._renderer = renderer
        self._tasks = tasks
        self._activities = activities
        self._notices = notices
        self._export: asyncio.Task[None] | None = None
        self._fetch: asyncio.Task[None] | None = None

    def export_wav(self, path: Path, document: Document, design: VoiceDesign, wav_format: WavFormat) -> None:
        """Start the export, unless one is running."""
        if self._export is None:
            self._export = self._tasks.spawn("export", self._do_export(path, document, design, wav_format))

    def cancel_export(self) -> None:
        if self._export is not None:
            self._export.cancel()

    def fetch_model(self) -> None:
        """Start the fetch, unless one is running."""
        if self._fetch is None:
            self._fetch = self._tasks.spawn("fetch the model", self._do_fetch())

    def cancel_fetch(self) -> None:
        if self._fetch is not None:
            self._fetch.cancel()

    async def _do_export(self, path: Path, document: Document, design: VoiceDesign, wav_format: WavFormat) -> None:
        def progress(share: float) -> None:
            self._activities.emit(Activity("export", f"Exporting {path.name}", share, self.cancel_export))

        self._notices.emit(Notice("export", ""))
        progress(0.0)
        try:
            client, status = self._link.client, self._link.state.status
            assert status is not None  # the link gave a client, so it is ready
            await export_wav(path, document, design, client, status, self._renderer, wav_format, progress)
        except StudioError as error:
            self._notices.emit(Notice("export", error.user_text))
        else:
            self._notices.emit(Notice("export", f"Exported to {path}.", "info"))
        finally:
            self._export = None
            self._activities.emit(Activity("export", ""))

    async def _do_fetch(self) -> None:
        def progress(text: str, share: float | None) -> None:
            self._activities.emit(Activity("model", text, share, self.cancel_fetch))

        self._notices.emit(Notice("model", ""))
        progress("Fetching the voice model", None)
        try:
            await fetch_model(progress)
        except StudioError as error:
            self._notices.emit(Notice("model", error.user_text, "error", self.fetch_model, "Try again"))
            return
        finally:
            self._fetch = None
            self._activities.emit(Activity("model", ""))
        await self._link.restart()
