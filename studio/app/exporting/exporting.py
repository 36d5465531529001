# SPDX-License-Identifier: GPL-3.0-or-later
"""Exporting the transcript into files, one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from weakref import WeakSet

from studio.app.design.casting import casting_of
from studio.app.exporting.cue_fitting import export_fitted, unfitting
from studio.app.exporting.export import SpeechSource, export
from studio.app.exporting.export_formats import FileFormat
from studio.app.keeping.keeping import Keeping
from studio.app.link.engine_link import EngineLink
from studio.app.playback.items import read_between
from studio.app.takes.filling import Client
from studio.app.takes.renderer import Renderer
from studio.app.text.editing import Editing
from studio.app.voices.designing import Designing
from studio.app.voices.voices import Voices
from studio.app.work.state import Activity, Notice
from studio.app.work.waiting import until
from studio.app.work.work import Work
from studio.client.speech.client import AsyncSpeechClient
from studio.client.status import EngineStatus
from studio.core.errors import EngineUnavailable, StudioError
from studio.core.files import with_suffix
from studio.core.project import Project


@dataclass(slots=True, eq=False, weakref_slot=True)
class _Order:
    """What is exported, and to which file.

    Attributes:
        fitted: Whether it is fitted to its cues, or one paragraph comes after the other.
        renderer: Knows the takes of the project.
        source: The speech, once the export has begun.
    """

    path: Path
    project: Project
    file_format: FileFormat
    fitted: bool
    renderer: Renderer
    source: SpeechSource | None = None


class Exporting:
    """Exports in the order asked for. Each tells how far it is as an activity, and its end as a notice.

    Args:
        editing: Has the text.
        designing: Says how the engine that runs can speak it.
        link: The engine.
        voices: Known soon after the engine is ready, and not before.
        renderer: Fills takes of the open project.
        keeping: Remembers the folder.
        work: Owner of the tasks; told how far they are.

    Attributes:
        failures: How many exports have failed.
    """

    def __init__(
        self,
        editing: Editing,
        designing: Designing,
        link: EngineLink,
        voices: Voices,
        renderer: Renderer,
        keeping: Keeping,
        work: Work,
    ) -> None:
        self._editing = editing
        self._designing = designing
        self._link = link
        self._voices = voices
        self._renderer = renderer
        self._keeping = keeping
        self._work = work
        self.failures = 0
        self._exports: dict[str, asyncio.Task[None]] = {}
        # Also those that have failed, as long as they are offered again.
        self._orders: WeakSet[_Order] = WeakSet()
        self._turn = asyncio.Lock()

    @property
    def doubt(self) -> str:
        """A text about exports that closing now would break off; "" for none."""
        count_now = len(self._exports)
        if not count_now:
            return ""
        if count_now == 1:
            return "An export is not done yet: closing now leaves no file of it. Stay to let it finish."
        return f"{count_now} exports are not done yet: closing now leaves no file of them. Stay to let them finish."

    def fit_blocker(self) -> str:
        """Why the text cannot be fitted to its cues; "" if it can."""
        if any(each.cue_s is not None for each in self._editing.project.paragraphs):
            return ""
        return "The text has no times to fit to: open subtitles (.srt, .vtt)."

    def export(self, path: Path, file_format: FileFormat, fitted: bool = False) -> None:
        """Export the present text as soon as earlier exports are done and the engine is ready.

        The file's name ends as those of its format do; where that ending is missing, it is added.

        Args:
            fitted: Whether each cue begins at its time and is spoken in its length, see `cue_fitting`.
        """
        self._keeping.remember(export_folder=str(path.parent))
        path = with_suffix(path, file_format.exporter.suffix)
        order = _Order(path, self._editing.project, file_format, fitted, self._renderer)
        self._orders.add(order)
        self._begin(order)

    def leave(self, left: Callable[[Project], Renderer]) -> None:
        """Have the exports of the open project go on with the takes that it has now, as another one is opened; *left*
        makes what renders it from then on."""
        for order in self._orders:
            if order.renderer is self._renderer:
                order.renderer = left(order.project)
                if order.source is not None:
                    order.source.renderer = order.renderer

    def cancel(self, key: str = "export") -> None:
        """Cancel the running or waiting export whose activity has that key."""
        task = self._exports.get(key)
        if task is not None:
            task.cancel()

    def _begin(self, order: _Order) -> None:
        key = next(name for n in count() if (name := f"export {n}" if n else "export") not in self._exports)
        self._exports[key] = self._work.tasks.spawn(key, self._do(key, order))

    async def _do(self, key: str, order: _Order) -> None:
        task = asyncio.current_task()
        activities, notices, name = self._work.activities, self._work.notices, order.path.name

        def cancel() -> None:
            # By the task and not by the key, which another export may have once this one has ended.
            if task is not None:
                task.cancel()

        def told(text: str, share: float | None, waiting: bool = False) -> None:
            activities.emit(Activity(key, text, share, cancel, waiting))

        notices.withdraw(key)
        try:
            if self._turn.locked():
                told(f"Waiting to export {name}", None, waiting=True)
            async with self._turn:
                await _known(order)
                if not (self._can_speak or self._kept_rate_hz(order)):
                    told(f"Exporting {name} as soon as the engine is ready", None)
                await until(
                    lambda: self._can_speak or self._link.state.phase == "failed" or bool(self._kept_rate_hz(order)),
                    self._link.changed,
                    self._voices.changed,
                )
                unfit = await self._export(order, partial(told, f"Exporting {name}"))
        except StudioError as error:
            self.failures += 1
            again = partial(self._begin, order)
            text = f"{name} was not exported. {error.user_text}"
            notices.emit(Notice(key, text, "error", again, "Export again"))
        else:
            notices.emit(Notice(key, " ".join((f"Exported to {order.path}.", *(f"{each}." for each in unfit))), "info"))
        finally:
            self._exports.pop(key, None)
            activities.emit(Activity(key, ""))

    @property
    def _can_speak(self) -> bool:
        return self._link.ready and bool(self._voices.all)

    def _kept_rate_hz(self, order: _Order) -> int:
        """Samples a second of what is kept of all of the project, which needs no engine; 0 if it is not, or if it is
        spoken anew."""
        if order.fitted:
            return 0
        project = order.project
        status = self._link.state.status
        reader = self._designing.reader(project)
        paragraphs = read_between(self._designing.as_spoken(project))
        return order.renderer.kept_rate_hz(paragraphs, reader, status.engine if status is not None else "")

    async def _export(self, order: _Order, progress: Callable[[float], None]) -> tuple[str, ...]:
        """Export, and return what does not fit to its cue."""
        progress(0.0)
        began = self._link.state.status or EngineStatus("", "starting")
        spoken = partial(self._designing.spoken_in, order.project)
        project, design = self._designing.as_spoken(order.project), spoken(order.project.design)
        client = self._link.client if self._link.ready or not self._kept_rate_hz(order) else None

        async def again(broken: Client) -> AsyncSpeechClient:
            client = await self._link.again(broken)
            status = self._link.state.status
            if status is None or (status.engine, status.sample_rate_hz) != (began.engine, began.sample_rate_hz):
                raise EngineUnavailable("The engine came back as another one: export the text again.")
            return client

        casting = casting_of(spoken)
        reader = casting(project, design)
        rate_hz = order.renderer.best_rate_hz(read_between(project), reader, began.engine, began.sample_rate_hz)
        source = SpeechSource(order.renderer, client, replace(began, sample_rate_hz=rate_hz), again)
        order.source = source
        if order.fitted:
            fitted = await export_fitted(order.path, project, design, source, order.file_format, progress, casting)
            return unfitting(fitted)
        await export(order.path, project, design, source, order.file_format, progress, casting)
        return ()


async def _known(order: _Order) -> None:
    """Wait until the takes of the project are known, also where it is left before they are."""
    asked: Renderer | None = None
    while asked is not order.renderer:
        asked = order.renderer
        await asked.known()
