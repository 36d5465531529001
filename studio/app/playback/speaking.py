# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine that speaks what is played, and what is kept of it, for which no engine is needed."""

from __future__ import annotations

from dataclasses import replace

from studio.app.design.casting import Reader
from studio.app.link.engine_link import EngineLink
from studio.app.playback.items import Items, read_between
from studio.app.playback.splicing import SplicedTake
from studio.app.takes.in_use import FITTING, Stale
from studio.app.takes.matching import Matching
from studio.app.takes.playlist import PlaylistItem
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake
from studio.client.speech.client import AsyncSpeechClient
from studio.client.status import EngineStatus
from studio.core.project import Paragraph, Project, VoiceDesign


class Speaking:
    """Chooses the engine, and the rate at which all is played, when playing begins.

    Args:
        link: The engine.
        renderer: Returns complete takes.
        matching: Has the two designs of a speaker equally loud; None for no such thing.

    Attributes:
        status: The engine that is used.
        items: Makes items of what it speaks.
    """

    def __init__(self, link: EngineLink, renderer: Renderer, matching: Matching | None) -> None:
        self._link = link
        self._renderer = renderer
        self._matching = matching
        self.status = EngineStatus("", "starting")
        self.items = Items(renderer, self.status, matching)

    def use(self) -> None:
        """Use the engine that is ready from now on."""
        status = self._link.state.status
        assert status is not None  # the engine is ready, as the link gave a client
        # Of a project that another engine has rendered nothing is lost.
        rate_hz = max(status.sample_rate_hz, self._renderer.highest_rate_hz)
        self.status = status
        self.items = Items(self._renderer, replace(status, sample_rate_hz=rate_hz), self._matching)

    def use_for(self, project: Project, reader: Reader, start: int, end: int | None) -> AsyncSpeechClient | None:
        """Use what speaks the text from character *start* to *end*: the engine; None if none is ready, and none is
        needed.

        Raises:
            EngineUnavailable: none is ready.
        """
        if not self._link.ready and (rate_hz := self.kept_rate_hz(project, reader, start, end)):
            known = self._link.state.status or EngineStatus("", "starting")
            self.status = replace(known, sample_rate_hz=rate_hz)
            self.items = Items(self._renderer, self.status, self._matching)
            return None
        client = self._link.client
        self.use()
        return client

    def know_engine(self) -> None:
        """Have what is rendered from now on be known as the engine's that runs, where none was when playing began."""
        status = self._link.state.status
        if self.status.engine or status is None or not status.engine:
            return
        self.status = replace(status, sample_rate_hz=self.status.sample_rate_hz)
        self.items = Items(self._renderer, self.status, self._matching)

    def kept_rate_hz(self, project: Project, reader: Reader, start: int, end: int | None) -> int:
        """The rate of what is kept of that text; 0 unless all of it is, so that it can be played without an engine."""
        return self._renderer.kept_rate_hz(read_between(project, start, end), reader, self.engine_now or "")

    def kept(self, paragraph: Paragraph, design: VoiceDesign) -> tuple[LiveTake, Stale] | None:
        """The kept sound of *paragraph* in *design*, and what has changed since."""
        return self._renderer.kept(paragraph, design, self.engine_now or "")

    def has_other(self, item: PlaylistItem, paragraph: Paragraph, design: VoiceDesign) -> bool:
        """Whether *paragraph* in *design* is heard in another take than the whole one of *item*."""
        kept = self.kept(paragraph, design)
        if kept is None or kept[1] not in FITTING or not kept[0].complete:
            return False
        whole = item.words.is_all and item.take.complete and not isinstance(item.take, SplicedTake)
        # Words are never said at the same times twice.
        return whole and kept[0].words != item.take.words

    @property
    def engine_now(self) -> str | None:
        """Name and version of the engine that runs, though another may be used; None while none is known."""
        status = self._link.state.status
        return status.engine if status is not None else None
