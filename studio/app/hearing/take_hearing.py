# SPDX-License-Identifier: GPL-3.0-or-later
"""Hearing a take by itself, and what is heard of takes."""

from __future__ import annotations

from dataclasses import dataclass

from studio.app.hearing.comparing import Comparing
from studio.app.playback.playback import Playback
from studio.app.takes.takes import LiveTake
from studio.app.takes.taking import Taking
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.takes import Take

_LOST = "This take's recording is damaged or gone: render the paragraph again."


@dataclass(frozen=True, slots=True)
class HeardTake:
    """A take that is heard: the share of it that was heard, 0 to 1, and whether it is not paused."""

    take: str
    share: float
    playing: bool


class TakeHearing:
    """Plays single takes, whether or not the engine can speak.

    Args:
        playback: Plays them.
        taking: Has their sound.
        comparing: Tells which take is heard while two are compared.
        work: Owner of the task that decodes it.
    """

    def __init__(self, playback: Playback, taking: Taking, comparing: Comparing, work: Work) -> None:
        self._playback = playback
        self._taking = taking
        self._comparing = comparing
        self._work = work

    def heard(self) -> HeardTake | None:
        """The take that is heard now by itself or beside another one, if any."""
        item, share = self._playback.item_heard()
        compared = self._comparing.take(item) if item in (0, 1) else None
        take = compared.id if compared is not None else self._playback.take_id
        if item < 0 or not take:
            return None
        return HeardTake(take, share, self._playback.view().phase != "paused")

    def play_or_pause(self, take: Take) -> None:
        """Play *take* from its start; pause or resume it if it is heard."""
        heard = self.heard()
        if heard is not None and heard.take == take.id:
            self._playback.pause_or_resume()
            return
        live = self._taking.sounds.to_play(take)
        if live is None:
            self._work.notices.emit(Notice("play", _LOST, "info"))
        elif live.complete:
            self._playback.hear_take(take.id, live)
        else:
            self._work.tasks.spawn("read a take", self._read_and_play(take, live, self._playback.wish()))

    async def _read_and_play(self, take: Take, live: LiveTake, wish: int) -> None:
        # Something else may have been asked for meanwhile.
        if await self._taking.sounds.fill(live) and self._playback.wishes == wish:
            self._playback.hear_take(take.id, live)
