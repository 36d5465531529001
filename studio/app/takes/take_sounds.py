# SPDX-License-Identifier: GPL-3.0-or-later
"""The sound of a project's takes: in memory, or read from its clips when it is to be played."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from weakref import WeakKeyDictionary, WeakSet

from studio.app.keeping.clips import ClipStore, MemoryClips
from studio.app.takes.clip_spans import join_sound, without_sound
from studio.app.takes.takes import LiveTake, TakeCache
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.errors import StudioError
from studio.core.observe import Signal
from studio.core.takes import Clip, Take


class TakeSounds:
    """Finds the sound of takes.

    Args:
        cache: Sound in memory, by a take's id.
        work: Tells of sound that is lost, or cannot be read now.

    Attributes:
        lost: Emits when the sound of a take was found to be lost.
    """

    def __init__(self, cache: TakeCache, work: Work) -> None:
        self._cache = cache
        self._work = work
        self._store: ClipStore = MemoryClips()
        self._clips: dict[str, Clip] = {}
        self._of_live: WeakKeyDictionary[LiveTake, Take] = WeakKeyDictionary()
        self._filling: WeakKeyDictionary[LiveTake, asyncio.Future[bool]] = WeakKeyDictionary()
        self._instead: WeakSet[LiveTake] = WeakSet()
        self._silent: dict[str, LiveTake] = {}
        self._lost: set[str] = set()
        self.lost: Signal[None] = Signal()

    def begin(self, store: ClipStore) -> None:
        """Take *store* for the present project's; its clips are told by `add`."""
        self._store = store
        self._clips = {}
        self._of_live.clear()
        self._silent.clear()

    def left(self, store: ClipStore) -> TakeSounds:
        """The sound of the present project's takes, read from *store* once another one is open."""
        left = TakeSounds(self._cache, self._work)
        left.begin(store)
        left.add(self._clips.values())
        left._lost.update(self._lost)
        return left

    def add(self, clips: Iterable[Clip]) -> None:
        """Note clips that the project has."""
        self._clips.update((clip.id, clip) for clip in clips)

    @property
    def highest_rate_hz(self) -> int:
        """The highest rate of the project's clips; 0 for none."""
        return max((clip.rate_hz for clip in self._clips.values()), default=0)

    def has(self, take: Take) -> bool:
        """Whether all clips of *take* are there, as far as is known."""
        return bool(take.spans) and take.id not in self._lost and all(span.clip in self._clips for span in take.spans)

    def of(self, take: Take) -> LiveTake | None:
        """The sound of *take* as far as it is in memory, otherwise its times and peaks; None if its clips are lost."""
        known = self._cache.get(take.id) or self._silent.get(take.id)
        if known is not None:
            return known
        if not self.has(take):
            return None
        silent = self._silent[take.id] = without_sound(take, self._clips)
        return silent

    def to_play(self, take: Take, rate_hz: int = 0) -> LiveTake | None:
        """The sound of *take* for playing, at *rate_hz* (0 for its own): what is not in memory is filled in by `fill`.
        None if its clips are lost."""
        known = self.of(take)
        if known is None:
            return None
        own = rate_hz in (0, known.sample_rate_hz)
        key = take.id if own else f"{take.id} {rate_hz}"
        there = known if own else self._cache.get(key)
        if there is not None and not there.dropped:
            return there
        live = LiveTake(key, rate_hz or known.sample_rate_hz)
        live.add_words(known.words)
        self._of_live[live] = take
        return live

    async def fill(self, live: LiveTake) -> bool:
        """Fill *live*, made by `to_play`, from the store, or wait until it is filled; False if it is none of those, or
        its sound is lost, or cannot be read now."""
        filling = self._filling.get(live)
        if filling is None:
            take = self._of_live.pop(live, None)
            if take is None:
                return False
            loop = asyncio.get_running_loop()
            filling = self._filling[live] = loop.create_future()
            reading = loop.run_in_executor(None, self._read, take, live)
            reading.add_done_callback(partial(self._filled, filling, self._store, take, live))
        # A thread that reads cannot be stopped: who gives up the wait leaves the sound to who asks for it next.
        return await asyncio.shield(filling)

    def _filled(
        self,
        filling: asyncio.Future[bool],
        store: ClipStore,
        take: Take,
        live: LiveTake,
        reading: asyncio.Future[bool],
    ) -> None:
        try:
            # What was read of a project that is no longer open is of no use, and its failure of no interest: asked for,
            # it is not told as one that nobody looked at.
            reading.exception()
            filling.set_result(store is self._store and self._is_filled(take, live, reading))
        except Exception as error:  # for those who wait for it
            filling.set_exception(error)

    def _is_filled(self, take: Take, live: LiveTake, reading: asyncio.Future[bool]) -> bool:
        try:
            there = reading.result()
        except StudioError as error:
            # It is not lost: the file may be back soon. What is spoken instead is not that take's sound.
            live.words, live.key = (), f"instead of {live.key}"
            self._instead.add(live)
            text = f"{error.user_text} Until they can be, what is played is rendered anew."
            self._work.notices.emit(Notice("recordings", text))
            return False
        if not there:
            self._lost.add(take.id)
            self._silent.pop(take.id, None)
            live.words = ()
            text = "A recording of this project is damaged or gone; it is rendered again."
            self._work.notices.emit(Notice("lost recording", text, "info"))
            self.lost.emit(None)
            return False
        self._work.notices.withdraw("recordings")
        live.finish()
        self._cache.put(live)
        return True

    def is_instead(self, live: LiveTake) -> bool:
        """Whether *live* is heard in place of a take that cannot be read now, and is not to be kept."""
        return live in self._instead

    def _read(self, take: Take, live: LiveTake) -> bool:
        """Fill *live*, whatever its rate; False if the sound is lost. Takes some time."""
        from studio.audio.resampling import resampled

        rate_hz = self._clips[take.spans[0].clip].rate_hz
        if live.sample_rate_hz == rate_hz:
            return join_sound(take, live, self._store.sound)
        own = self._cache.get(take.id) or LiveTake(take.id, rate_hz)
        if not own.complete and not join_sound(take, own, self._store.sound):
            return False
        live.append(resampled(own.read(0, own.frames), rate_hz, live.sample_rate_hz))
        return True
