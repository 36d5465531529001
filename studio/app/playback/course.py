# SPDX-License-Identifier: GPL-3.0-or-later
"""The course of rendering what is played: item after item, some way ahead of what is heard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from studio.app.design.casting import Reader
from studio.app.link.engine_link import EngineLink
from studio.app.takes.filling import Client
from studio.app.takes.playlist import Playlist, PlaylistItem
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake
from studio.client.speech.client import AsyncSpeechClient
from studio.client.status import EngineStatus
from studio.core.errors import EngineUnavailable
from studio.core.observe import Signal
from studio.core.project import VoiceDesign

RENDER_AHEAD_S = 90.0
KEEP_BEHIND_S = 600.0
_ROOM_POLL_S = 0.1


class Course:
    """Renders the items of a playlist.

    Args:
        playlist: Has the items.
        reader: Says in which design a paragraph is read.
        renderer: Fills the takes.
        link: Gives the engine again after it broke off.
        spoke: The engine that began.
        heard_s: Gives the second of the playlist that is heard.
        first: Number of the item that it begins with.

    Attributes:
        skipped: Emits the words of an item that were not spoken.
        unfinished: An item that is rendered before those of the playlist, and its design; None for none.
        begins_s: Second at which the playlist begins in what is heard, as long as it is not that which is heard.
        passed: Gives the number of items that what is heard has come past, of which the sound is needed no more.
    """

    def __init__(
        self,
        playlist: Playlist,
        reader: Reader,
        renderer: Renderer,
        link: EngineLink,
        spoke: EngineStatus,
        heard_s: Callable[[], float],
        first: int = 0,
    ) -> None:
        self.playlist = playlist
        self.unfinished: tuple[PlaylistItem, VoiceDesign] | None = None
        self.begins_s: float | None = None
        self.passed: Callable[[], int] = lambda: 0
        self.skipped: Signal[Sequence[str]] = Signal()
        self._reader = reader
        self._renderer = renderer
        self._link = link
        self._spoke = spoke
        self._heard_s = heard_s
        self._client: Client = None
        self._next = first

    async def render(self, client: Client) -> None:
        """Render all items; without a *client* those that are kept are read.

        Raises:
            StudioError: the engine or the connection failed.
        """
        self._client = client
        while (coming := self._coming()) is not None:
            item, design = coming
            paragraph = item.paragraph
            await self._hold_back(item.take)
            self._drop_what_is_long_past()
            if item.words.is_all and paragraph.id:
                await self._renderer.render_paragraph(
                    self._client, item.take, paragraph, design, self._spoke.engine, self._hold_back, self._again
                )
            else:
                await self._renderer.render(
                    self._client, item.take, paragraph, design, self._hold_back, self._again, item.words
                )
            if item.take.skipped:
                self.skipped.emit(item.take.skipped)
            # Of a short loop hundreds of items are there already: the window is given its turn.
            await asyncio.sleep(0)

    async def read_kept(self, first: int, until: Callable[[], bool]) -> None:
        """Come to further items, from number *first* on, as long as their sound is kept, for which no engine is needed,
        and not *until*."""
        number = first
        while not until():
            await self._hold_back()
            if not self.playlist.grow_to(number):
                return
            if not await self._renderer.read_kept(self.playlist.items[number].take):
                return
            number += 1
            await asyncio.sleep(0)

    @property
    def heard(self) -> bool:
        """Whether its playlist is that which is heard."""
        return self.begins_s is None

    def go_over(self, playlist: Playlist) -> None:
        """Go on with *playlist*, which goes on with the items of the present one and is heard from now on."""
        playlist.adopt_rest()
        self._next += playlist.shift
        self.playlist, self.begins_s = playlist, None
        self.passed = lambda: 0

    def _coming(self) -> tuple[PlaylistItem, VoiceDesign] | None:
        unfinished, self.unfinished = self.unfinished, None
        if unfinished is not None:
            return unfinished
        passed = self.passed()
        if passed > self._next and self.playlist.grow_to(passed + 1):
            # The engine is slower than what is heard: what follows that may be there in time.
            self._next = passed + 1
        if not self.playlist.grow_to(self._next):
            return None
        self._next += 1
        item = self.playlist.items[self._next - 1]
        return item, self._reader(item.paragraph)

    async def _hold_back(self, _take: LiveTake | None = None) -> None:
        # The position heard moves on without an event to wait for.
        while self.passed() < len(self.playlist.items) and self._ahead_s() > RENDER_AHEAD_S:  # noqa: ASYNC110
            await asyncio.sleep(_ROOM_POLL_S)

    def _ahead_s(self) -> float:
        return (self.begins_s or 0.0) + self.playlist.rendered_s() - self._heard_s()

    async def _again(self, broken: Client) -> AsyncSpeechClient:
        self._client = await self._link.again(broken)
        status = self._link.state.status
        spoke = self._spoke
        if not spoke.engine and status is not None and status.sample_rate_hz == spoke.sample_rate_hz:
            # None ran when it began.
            self._spoke = status
        elif status is None or (status.engine, status.sample_rate_hz) != (spoke.engine, spoke.sample_rate_hz):
            raise EngineUnavailable("The engine came back as another one: press Play to hear the text by it.")
        return self._client

    def _drop_what_is_long_past(self) -> None:
        past_s = self._heard_s() - KEEP_BEHIND_S
        if past_s > 0 and self.heard:
            self.playlist.drop_before(past_s)
