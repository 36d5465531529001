# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of previewing: a recent project is heard before it is opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.app.hearing.hearing import Hearing
from studio.app.keeping.file_clips import LookedAtClips
from studio.app.overview.overview import Overview
from studio.app.playback.playback import Playback
from studio.app.playback.view import PlaybackPhase
from studio.app.takes.taking import Taking
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.audio.events import PlayerEvent
from studio.core.errors import StudioError
from studio.core.observe import Signal
from studio.core.project import Project
from studio.project.file.content import Content
from studio.project.history import History, Steps

_REST_S = 0.12


@dataclass(frozen=True, slots=True)
class Deck:
    """What the transport shows and works: a project, hearing it, and its paragraphs in time."""

    history: History
    taking: Taking
    playback: Playback
    hearing: Hearing
    overview: Overview

    @property
    def project(self) -> Project:
        return self.history.project

    def put(self, content: Content, store: LookedAtClips | None) -> None:
        """Have another project, at the place where it was left."""
        self.hearing.leave()
        if store is not None:
            self.taking.use(store)
        self.history.begin(content.project, Steps())
        if content.place.playhead >= 0:
            self.hearing.seek_to_char(content.place.playhead)


class Previewing:
    """Shows the open project, or another one, which is read from its file and changed in nothing. Of the two, one is
    heard.

    Args:
        own: What plays the open project.
        make: Makes what plays others; called when the first of them is shown.
        read: Reads a project's file without taking it; called in a thread.
        work: Owner of the task.

    Attributes:
        changed: Emits when another project is shown, what is shown of the other one has changed, or it is to be played
            once it is read.
    """

    def __init__(self, own: Deck, make: Callable[[], Deck], read: Callable[[Path], Content], work: Work) -> None:
        self._own = own
        self._make = make
        self._read = read
        self._work = work
        self._other: Deck | None = None
        self._path: Path | None = None
        self._shown = False
        self._wish: Callable[[Hearing], object] | None = None
        self._fault = ""
        self._task: asyncio.Task[None] | None = None
        self.changed: Signal[None] = Signal()
        own.playback.begins.connect(self._own_begins)

    @property
    def deck(self) -> Deck:
        """What is shown."""
        return self._other if self._other is not None and self._shown else self._own

    @property
    def path(self) -> Path | None:
        """The project that was asked for last; None for the open one."""
        return self._path

    def show(self, path: Path) -> None:
        """Show the project at *path*, which is not the open one, once it is read; what was heard ends."""
        if path == self._path:
            return
        self.leave()
        self._own.hearing.stop()
        self._path = path
        self._task = self._work.tasks.spawn("read a project to hear it", self._show(path))

    def leave(self) -> None:
        """Show the open project."""
        self._path, self._fault = None, ""
        self._wish_for(None)
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self._other is not None and self._shown:
            self._shown = False
            self._other.put(Content(), None)
            self.changed.emit(None)

    @property
    def phase(self) -> PlaybackPhase:
        """That of what is shown; "waiting" for what is to be played once it is read."""
        return "waiting" if self._wish is not None else self.deck.hearing.view().phase

    def play(self, begin: Callable[[Hearing], object]) -> None:
        """Have *begin* play what is shown; what is being read is played once that is done."""
        if self._fault:
            fault = self._fault
            self._work.notices.emit(Notice("play", fault, "info", holds=lambda: self._fault == fault))
        elif self._is_to_come:
            self._wish_for(begin)
        else:
            begin(self.deck.hearing)

    def play_or_pause(self) -> None:
        """Play or pause what is shown; what is being read is played once that is done."""
        if self._wish is not None:
            self._wish_for(None)
        else:
            self.play(Hearing.play_on if self._is_to_come else Hearing.play_or_pause)

    def work(self, act: Callable[[Hearing], object]) -> None:
        """Do *act* with what is shown, unless another project is meant that is not read yet."""
        if not self._is_to_come:
            act(self.deck.hearing)

    def stop(self) -> None:
        """Stop what is shown, and what waits to be played once it is read."""
        self._wish_for(None)
        self.deck.hearing.stop()

    def on_player_event(self, event: PlayerEvent) -> None:
        """Pass an event of the player to what is heard, in the loop's thread."""
        other = self._other
        heard = other if other is not None and other.playback.active else self._own
        heard.playback.on_player_event(event)

    def close(self) -> None:
        """Stop what plays others."""
        if self._other is not None:
            self._other.playback.stop()

    async def _show(self, path: Path) -> None:
        # Those that are only passed on the way to another one are not read.
        await asyncio.sleep(_REST_S)
        try:
            content = await asyncio.get_running_loop().run_in_executor(None, self._read, path)
        except StudioError as error:
            self._fault = error.user_text
            if self._wish is not None:
                self.play(self._wish)
                self._wish_for(None)
            return
        other = self._other = self._other or self._made()
        other.put(content, LookedAtClips(path))
        self._shown, self._task = True, None
        begin, self._wish = self._wish, None
        self.changed.emit(None)
        if begin is not None:
            begin(other.hearing)

    @property
    def _is_to_come(self) -> bool:
        """Whether another project is meant than the one that is shown, as it is being read, or cannot be."""
        return self._path is not None and not self._shown

    def _wish_for(self, begin: Callable[[Hearing], object] | None) -> None:
        if begin is not self._wish:
            self._wish = begin
            self.changed.emit(None)

    def _made(self) -> Deck:
        made = self._make()
        made.playback.begins.connect(lambda _none: self._own.hearing.stop())
        made.overview.changed.connect(self.changed.emit)
        made.hearing.changed.connect(lambda _view: self.changed.emit(None))
        return made

    def _own_begins(self, _none: None) -> None:
        self.leave()
