# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the clip, found by a recogniser on this computer, where its package is installed."""

from __future__ import annotations

import asyncio
from threading import Event

from studio.app.voices.cloning import Clip, Cloning
from studio.app.work.work import Work
from studio.audio.recognition import recognised_words, recognition_blocker
from studio.core.errors import StudioError
from studio.core.observe import Signal

_SEARCHING = "The voice is being looked for: stop that first, or wait for its end."
_NO_WORDS = "No words were heard in it: type them."


class _GivenUp(Exception):
    pass


class ClipWords:
    """Finds the words of the room of cloning's clip, and tells it.

    Args:
        cloning: Has the clip with its language, and takes the words.
        work: Owner of the task.

    Attributes:
        changed: Emits when it has begun, gone on or ended.
        progress: The share that is done, 0 to 1; None while nothing is looked for.
        trouble: What went wrong the last time; "" for nothing.
    """

    def __init__(self, cloning: Cloning, work: Work) -> None:
        self._cloning = cloning
        self._work = work
        self._task: asyncio.Task[None] | None = None
        self._clip: Clip | None = None
        self.progress: float | None = None
        self.trouble = ""
        self.changed: Signal[None] = Signal()
        cloning.changed.connect(lambda _none: self._follow_clip())
        cloning.words_sought = lambda: self.progress is not None

    @property
    def blocker(self) -> str:
        """Why words cannot be found here; "" if they can."""
        return recognition_blocker(self._cloning.said_in)

    @property
    def waits(self) -> str:
        """Why they cannot be found just now; "" if they can."""
        return _SEARCHING if self._cloning.progress is not None else ""

    def find(self) -> None:
        """Look for the words of the stretch that counts; they take the place of those that were told."""
        clip = self._cloning.clip
        if clip is None or self.progress is not None or self.blocker or self.waits:
            return
        self._clip, self.progress, self.trouble = clip, 0.0, ""
        self._task = self._work.tasks.spawn("find a clip's words", self._find(clip))
        self.changed.emit(None)

    def cancel(self) -> None:
        """End that, if it runs."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            self.progress = None
            self.changed.emit(None)

    async def _find(self, clip: Clip) -> None:
        loop, given_up = asyncio.get_running_loop(), Event()

        def step(share: float) -> None:
            if given_up.is_set():
                raise _GivenUp
            loop.call_soon_threadsafe(self._advanced, clip, share)

        try:
            words = await asyncio.to_thread(recognised_words, clip.kept, clip.rate_hz, step)
            self.trouble = "" if words else _NO_WORDS
            if words:
                self._cloning.tell(words, self._cloning.said_in)
        except StudioError as error:
            self.trouble = error.user_text
        finally:
            given_up.set()
            if self._task is asyncio.current_task():
                self._task, self.progress = None, None
                self.changed.emit(None)

    def _advanced(self, clip: Clip, share: float) -> None:
        if self.progress is not None and clip is self._clip and share > self.progress:
            self.progress = share
            self.changed.emit(None)

    def _follow_clip(self) -> None:
        """What is looked for, and what went wrong, is none of another clip, nor of one that is being recorded."""
        if self._cloning.clip is not self._clip or self._cloning.recording is not None:
            self._clip, self.trouble = self._cloning.clip, ""
            self.cancel()
