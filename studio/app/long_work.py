# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that takes long enough to show its progress and offer to cancel: exporting, and fetching the model."""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import count
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
    """Exports, one after the other in the order asked for, and one fetch at a time.

    Each tells how far it is as an activity, and its end as a notice.

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
        self._exports: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Lock()
        self._fetch: asyncio.Task[None] | None = None

    def export_wav(self, path: Path, document: Document, design: VoiceDesign, wav_format: WavFormat) -> None:
        """Export as soon as the exports before it are done; the text is that of now."""
        key = next(name for n in count() if (name := f"export {n}" if n else "export") not in self._exports)
        work = self._do_export(key, path, document, design, wav_format)
        self._exports[key] = self._tasks.spawn(key, work)

    @property
    def doubt(self) -> str:
        """What closing now would break off, in plain words; "" where nothing would."""
        count_now = len(self._exports)
        if not count_now:
            return ""
        exports = "An export is" if count_now == 1 else f"{count_now} exports are"
        return f"{exports} not done yet: closing now leaves no file of it. Stay to let it finish."

    def cancel_export(self, key: str = "export") -> None:
        """Cancel the export whose activity has that key, whether it runs or waits."""
        task = self._exports.get(key)
        if task is not None:
            task.cancel()

    def fetch_model(self) -> None:
        """Start the fetch, unless one is running."""
        if self._fetch is None:
            self._fetch = self._tasks.spawn("fetch the model", self._do_fetch())

    def cancel_fetch(self) -> None:
        if self._fetch is not None:
            self._fetch.cancel()

    async def _do_export(
        self, key: str, path: Path, document: Document, design: VoiceDesign, wav_format: WavFormat
    ) -> None:
        def told(text: str, share: float | None) -> None:
            self._activities.emit(Activity(key, text, share, partial(self.cancel_export, key)))

        self._notices.emit(Notice(key, ""))
        try:
            if self._turn.locked():
                told(f"Waiting to export {path.name}", None)
            async with self._turn:
                progress = partial(told, f"Exporting {path.name}")
                progress(0.0)
                client, status = self._link.client, self._link.state.status
                assert status is not None  # the link gave a client, so it is ready
                await export_wav(path, document, design, client, status, self._renderer, wav_format, progress)
        except StudioError as error:
            self._notices.emit(Notice(key, error.user_text))
        else:
            self._notices.emit(Notice(key, f"Exported to {path}.", "info"))
        finally:
            self._exports.pop(key, None)
            self._activities.emit(Activity(key, ""))

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
