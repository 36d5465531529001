# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of the local engine: whether it can speak, restarting it, fetching its model."""

from __future__ import annotations

import asyncio
from functools import partial

from studio.app.keeping.keeping import Keeping
from studio.app.link.engine_link import EngineLink
from studio.app.link.model_fetch import fetch_model
from studio.app.playback.playback import Playback
from studio.app.takes.renderer import Renderer
from studio.app.voices.voices import Voices
from studio.app.work.state import Activity, EngineState, Notice
from studio.app.work.work import Work
from studio.core.errors import StudioError
from studio.core.observe import Signal


class Engine:
    """Tells the engine's state, and asks for its voices each time it is ready.

    Args:
        link: Keeps the engine running.
        voices: Refreshed once the engine runs.
        playback: Goes on by itself when an engine broke off.
        renderer: Measures how soon the engine speaks.
        keeping: Tells whether the model may be fetched here.
        work: Owner of the tasks; reports failures.

    Attributes:
        changed: Emits the engine's state when it has changed.
        able: Emits when the engine is ready and its voices are known.
    """

    def __init__(
        self,
        link: EngineLink,
        voices: Voices,
        playback: Playback,
        renderer: Renderer,
        keeping: Keeping,
        work: Work,
    ) -> None:
        self._link = link
        self._voices = voices
        self._playback = playback
        self._renderer = renderer
        self._keeping = keeping
        self._work = work
        self._fetch: asyncio.Task[None] | None = None
        self.changed: Signal[EngineState] = link.changed
        self.able: Signal[None] = Signal()
        link.changed.connect(self._tell)

    @property
    def state(self) -> EngineState:
        return self._link.state

    @property
    def first_sound_s(self) -> float | None:
        """Seconds from the newest request for speech to its first sound; None before the first."""
        return self._renderer.first_sound_s

    @property
    def fetching(self) -> bool:
        """Whether the speech model is being fetched."""
        return self._fetch is not None

    @property
    def starting(self) -> bool:
        """Whether it cannot speak yet but will."""
        return self.state.phase != "failed" and not (self._link.ready and self._voices.all)

    def blocker(self) -> str:
        """Why the engine cannot speak now; "" if it can."""
        if self.state.phase == "failed":
            return self.state.message
        return "The engine is still starting." if self.starting else ""

    def restart(self) -> None:
        """End the engine if it runs, and start it."""
        self._work.begin("start the engine", self._link.restart())

    def fetch_model(self) -> None:
        """Fetch the speech model, then start the engine with it. Progress is shown as an activity."""
        self._keeping.changing(self._begin_fetch)

    def cancel_fetch(self) -> None:
        """End the fetch; the files fetched so far are kept for the next one."""
        if self._fetch is not None:
            self._fetch.cancel()

    def _begin_fetch(self) -> None:
        if self._fetch is None:
            self._fetch = self._work.tasks.spawn("fetch the model", self._do_fetch())

    async def _do_fetch(self) -> None:
        activities, notices = self._work.activities, self._work.notices

        def progress(text: str, share: float | None) -> None:
            activities.emit(Activity("model", text, share, self.cancel_fetch))

        notices.withdraw("model")
        progress("Fetching the voice model", None)
        try:
            await fetch_model(progress)
        except StudioError as error:
            notices.emit(Notice("model", error.user_text, "error", self._begin_fetch, "Try again"))
            return
        finally:
            self._fetch = None
            activities.emit(Activity("model", ""))
        await self._link.restart()

    def _tell(self, state: EngineState) -> None:
        if state.phase == "restarting":
            text = "The engine stopped and is being started again."
            if self._playback.active:
                text += " What is being played goes on by itself."
            holds = partial(self._is_in, "restarting")
            self._work.notices.emit(Notice("engine", text, "info", holds=holds))
        elif state.phase == "failed":
            holds = partial(self._is_in, "failed")
            self._work.notices.emit(Notice("engine", state.message, "error", self.restart, "Try again", holds=holds))
        elif state.ready and state.status is not None:
            self._tell_about_model(state)
            self._work.begin("list the voices", self._ready())

    def _tell_about_model(self, state: EngineState) -> None:
        assert state.status is not None
        for number, text in enumerate(state.status.notices):
            fetchable = state.status.fetchable_model and number == 0
            self._work.notices.emit(
                Notice(
                    f"engine notice {number}",
                    text,
                    "info",
                    self.fetch_model if fetchable else None,
                    "Fetch the voice model" if fetchable else "",
                    holds=partial(self._says, text),
                )
            )

    def _is_in(self, phase: str) -> bool:
        return self.state.phase == phase

    def _says(self, text: str) -> bool:
        return self.state.status is not None and text in self.state.status.notices

    async def _ready(self) -> None:
        self._link.client.warm()
        await self._voices.refresh()
        self.able.emit(None)
