# SPDX-License-Identifier: GPL-3.0-or-later
"""Rendering ahead of what is heard: of what is played, and of what that is to go over to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from studio.app.design.casting import Reader
from studio.app.link.engine_link import EngineLink
from studio.app.playback.course import Course
from studio.app.playback.session import Session
from studio.app.playback.speaking import Speaking
from studio.app.playback.splicing import SplicedTake
from studio.app.playback.tuner import Tuner
from studio.app.takes.filling import Client
from studio.app.takes.playlist import Playlist
from studio.app.takes.renderer import Renderer
from studio.app.work.tasks import Supervisor
from studio.audio.player import Player
from studio.core.errors import StudioError
from studio.core.observe import Signal


class Ahead:
    """Renders one course at a time, the newest.

    Args:
        player: Tells which place is heard.
        link: The engine.
        renderer: Fills the takes.
        tasks: Owner of the task that renders.
        speaking: Knows the engine that began.
        tuner: Knows what was asked for in other designs.
        heard: Gives what is heard.

    Attributes:
        ended: Emits when all is rendered, or nothing more is.
        failed: Emits why it could not be rendered.
        skipped: Emits the words of an item that were not spoken.
    """

    def __init__(
        self,
        player: Player,
        link: EngineLink,
        renderer: Renderer,
        tasks: Supervisor,
        speaking: Speaking,
        tuner: Tuner,
        heard: Callable[[], Session | None],
    ) -> None:
        self._player = player
        self._link = link
        self._renderer = renderer
        self._tasks = tasks
        self._speaking = speaking
        self._tuner = tuner
        self._heard = heard
        self._task: asyncio.Task[None] | None = None
        self.ended: Signal[None] = Signal()
        self.failed: Signal[StudioError] = Signal()
        self.skipped: Signal[Sequence[str]] = Signal()

    @property
    def active(self) -> bool:
        """Whether it renders, or waits to render."""
        return self._task is not None

    def course(self, playlist: Playlist, reader: Reader, first: int = 0) -> Course:
        """The course of rendering *playlist* from item *first* on."""
        spoke, heard_s = self._speaking.status, self._player.position_s
        made = Course(playlist, reader, self._renderer, self._link, spoke, heard_s, first)
        made.skipped.connect(self.skipped.emit)
        return made

    def course_of(self, session: Session, at_s: float) -> Course | None:
        """What goes on with *session* where *at_s* of it is heard; None if that cannot go on by itself."""
        playlist = session.playlist
        here = playlist.locate(at_s).item
        coming = (n for n, item in enumerate(playlist.items) if n >= here and not item.take.complete)
        first = next(coming, len(playlist.items))
        if first < len(playlist.items) and isinstance(playlist.items[first].take, SplicedTake):
            return None
        return self.course(playlist, session.reader, first)

    def render(self, client: Client, course: Course) -> None:
        """Render *course*; without a *client* what is kept of it, until the engine is there."""
        self.cancel()
        self._task = self._tasks.spawn("render what is played", self._reported(partial(course.render, client)))

    def render_tuned(self, client: Client, course: Course, session: Session, at_s: float, item: int) -> None:
        """Render *course*, to which *session* is to go over, of which *at_s* is heard. Until then that goes on with
        what is kept of it from *item* on, and for good if the course fails."""
        self.cancel()
        render = partial(self._render_tuned, client, course, self.course_of(session, at_s), session, item)
        self._task = self._tasks.spawn("render what is tuned", self._reported(render))

    def cancel(self) -> None:
        """Render nothing more."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            self.ended.emit(None)

    async def _reported(self, render: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.current_task()
        try:
            await render()
        except StudioError as error:
            self._tuner.fail(self._heard(), error)
            self.failed.emit(error)
        finally:
            if task is self._task:
                self._task = None
                self.ended.emit(None)

    async def _render_tuned(
        self, client: Client, course: Course, before: Course | None, session: Session, item: int
    ) -> None:
        kept = before or self.course(session.playlist, session.reader)
        keeping_on = self._tasks.spawn("read what is kept", kept.read_kept(item, lambda: course.heard))
        try:
            await course.render(client)
        except StudioError as error:
            heard = self._heard()
            if before is None or heard is None or heard.playlist is not session.playlist:
                raise
            self._player.stay()
            self._tuner.give_up()
            self.failed.emit(error)
            keeping_on.cancel()
            await before.render(None)
        finally:
            keeping_on.cancel()
