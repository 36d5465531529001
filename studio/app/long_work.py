# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that takes long enough to show its progress and offer to cancel: exporting, and fetching the model."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from studio.app.engine_link import EngineLink
from studio.app.export import FileFormat, export
from studio.app.model_fetch import fetch_model
from studio.app.render import Renderer
from studio.app.state import Activity, Notice
from studio.app.tasks import Supervisor
from studio.app.voices import Voices
from studio.app.waiting import until
from studio.client.speech.client import AsyncSpeechClient
from studio.core.document import Document, VoiceDesign
from studio.core.errors import EngineUnavailable, StudioError
from studio.core.observe import Signal

Spoken = Callable[[VoiceDesign], VoiceDesign]
"""Gives a design as the engine that runs can speak it."""


class LongWork:
    """Exports, one after the other in the order asked for, and one fetch at a time.

    Each tells how far it is as an activity, and its end as a notice.

    Args:
        link: The engine; started afresh once a model was fetched.
        voices: Known soon after the engine is ready, and not before.
        renderer: Fills takes.
        tasks: Owner of the tasks.
        activities, notices: Where progress and ends are told.
    """

    def __init__(
        self,
        link: EngineLink,
        voices: Voices,
        renderer: Renderer,
        tasks: Supervisor,
        activities: Signal[Activity],
        notices: Signal[Notice],
    ) -> None:
        self._link = link
        self._voices = voices
        self._renderer = renderer
        self._tasks = tasks
        self._activities = activities
        self._notices = notices
        self._exports: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Lock()
        self._fetch: asyncio.Task[None] | None = None

    def export(self, path: Path, document: Document, spoken: Spoken, file_format: FileFormat) -> None:
        """Export as soon as the exports before it are done and the engine is ready; the text is that of now."""
        key = next(name for n in count() if (name := f"export {n}" if n else "export") not in self._exports)
        work = self._do_export(key, path, document, spoken, file_format)
        self._exports[key] = self._tasks.spawn(key, work)

    @property
    def doubt(self) -> str:
        """What closing now would break off, in plain words; "" where nothing would."""
        count_now = len(self._exports)
        if not count_now:
            return ""
        if count_now == 1:
            return "An export is not done yet: closing now leaves no file of it. Stay to let it finish."
        return f"{count_now} exports are not done yet: closing now leaves no file of them. Stay to let them finish."

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
        self, key: str, path: Path, document: Document, spoken: Spoken, file_format: FileFormat
    ) -> None:
        task = asyncio.current_task()

        def cancel() -> None:
            # Not by the key: once this one has ended, another may have it.
            if task is not None:
                task.cancel()

        def told(text: str, share: float | None, waiting: bool = False) -> None:
            self._activities.emit(Activity(key, text, share, cancel, waiting))

        self._notices.emit(Notice(key, ""))
        try:
            if self._turn.locked():
                told(f"Waiting to export {path.name}", None, waiting=True)
            async with self._turn:
                if not self._can_speak:
                    told(f"Exporting {path.name} as soon as the engine is ready", None)
                await until(
                    lambda: self._can_speak or self._link.state.phase == "failed",
                    self._link.changed,
                    self._voices.changed,
                )
                await self._export(path, document, spoken, file_format, partial(told, f"Exporting {path.name}"))
        except StudioError as error:
            again = partial(self.export, path, document, spoken, file_format)
            text = f"{path.name} was not exported. {error.user_text}"
            self._notices.emit(Notice(key, text, "error", again, "Export again"))
        else:
            self._notices.emit(Notice(key, f"Exported to {path}.", "info"))
        finally:
            self._exports.pop(key, None)
            self._activities.emit(Activity(key, ""))

    @property
    def _can_speak(self) -> bool:
        return self._link.ready and bool(self._voices.all)

    async def _export(
        self, path: Path, document: Document, spoken: Spoken, file_format: FileFormat, progress: Callable[[float], None]
    ) -> None:
        progress(0.0)
        client, began = self._link.client, self._link.state.status
        assert began is not None  # the link gave a client, so it is ready

        async def again(broken: AsyncSpeechClient) -> AsyncSpeechClient:
            client = await self._link.again(broken)
            status = self._link.state.status
            if status is None or (status.engine, status.sample_rate_hz) != (began.engine, began.sample_rate_hz):
                raise EngineUnavailable("The engine came back as another one: export the text again.")
            return client

        design = spoken(document.design)
        await export(path, document, design, client, began, self._renderer, file_format, progress, again)

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
