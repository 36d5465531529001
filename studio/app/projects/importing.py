# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of importing: a book of another program is read, its chapters are chosen, and it becomes a project."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from studio.app.keeping.keeping import Keeping
from studio.app.takes.transcript import CHARACTERS_PER_S, WORDS_PER_S
from studio.app.work.state import Activity
from studio.app.work.work import Work
from studio.core.observe import Signal
from studio.core.project import Project
from studio.project.importers.book import Book, Chapter, ImportFailed, Source
from studio.project.importers.chapters import book_of, project_of
from studio.project.importers.cleaning import ALL_SWITCHES, SWITCHES, Switch
from studio.project.importers.table import KINDS, kind_of, read_source

__all__ = ["SWITCHES", "Chapter", "Importing", "Offer", "Switch", "book_suffixes", "is_book", "length_s"]
KEY = "import"
_TOLD_EVERY_S = 0.1


class _Ended(Exception):
    """The reading was cancelled."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A book that was read, of which chapters may be chosen.

    Attributes:
        path: Its file.
        source: Its text before cleaning.
        book: Its chapters, cleaned.
        switches: Names of the cleaning switches that are on.
    """

    path: Path
    source: Source
    book: Book
    switches: frozenset[str] = ALL_SWITCHES

    @property
    def title(self) -> str:
        return self.book.title or self.path.stem


def book_suffixes() -> tuple[str, ...]:
    """Ends of the names of files that can be imported."""
    return tuple(suffix for kind in KINDS for suffix in kind.suffixes)


def is_book(path: Path) -> bool:
    """Whether *path* is a book of another program, by its name."""
    return kind_of(path) is not None


def length_s(chapter: Chapter) -> float:
    """Estimated seconds for reading *chapter*."""
    return (chapter.words - chapter.characters) / WORDS_PER_S + chapter.characters / CHARACTERS_PER_S


class Importing:
    """Reads one book at a time, in a thread.

    Args:
        begin_from: Opens a new project that begins as its argument; the task ends once it is open, or cannot be.
        keeping: Remembers the folder.
        work: Reports failures and progress.

    Attributes:
        offer: The book that was read last and is not taken yet; None for none.
        changed: Emits when there is another offer, or none any more.
    """

    def __init__(self, begin_from: Callable[[Project], asyncio.Task[None]], keeping: Keeping, work: Work) -> None:
        self._begin_from = begin_from
        self._keeping = keeping
        self._work = work
        self._reading = threading.Event()
        self._task: asyncio.Task[None] | None = None
        self._cleaning: asyncio.Task[None] | None = None
        self._taking: asyncio.Task[None] | None = None
        self.offer: Offer | None = None
        self.changed: Signal[Offer | None] = Signal()

    def read(self, path: Path) -> None:
        """Read the book at *path*, which is offered then. One that is still being read is given up."""
        self.cancel()
        self._keeping.remember(text_folder=str(path.parent))
        self._task = self._work.begin(KEY, self._read(path, self._reading))

    def cancel(self) -> None:
        """Give up the reading."""
        self._reading.set()
        self._reading = threading.Event()
        if self._task is not None:
            self._task.cancel()
            self._work.activities.emit(Activity(KEY, ""))

    def switch(self, name: str, on: bool) -> None:
        """Clean the offered book otherwise; *name* is that of a cleaning switch."""
        offer = self.offer
        if offer is not None:
            switches = offer.switches | {name} if on else offer.switches - {name}
            self.offer = replace(offer, switches=switches)
            self._cleaning = self._work.begin(KEY, self._clean(self.offer))

    def take(self, chosen: Collection[int], cover_of: Callable[[bytes], bytes] = lambda _picture: b"") -> None:
        """Open a new project of the chapters with the numbers *chosen*, counted from 0, unless one is opened already.

        Args:
            cover_of: Gives the project's cover of a picture from anywhere; called in a thread.
        """
        if self.offer is not None and (self._taking is None or self._taking.done()):
            self._taking = self._work.begin(KEY, self._take(self.offer, frozenset(chosen), cover_of))

    def leave(self) -> None:
        """Take the offer back."""
        if self.offer is not None:
            self.offer = None
            self.changed.emit(None)

    async def _read(self, path: Path, ended: threading.Event) -> None:
        loop = asyncio.get_running_loop()
        told_s = time.monotonic()

        def step(share: float) -> None:
            nonlocal told_s
            if ended.is_set():
                raise _Ended
            if time.monotonic() - told_s > _TOLD_EVERY_S:
                told_s = time.monotonic()
                loop.call_soon_threadsafe(tell, share)

        def tell(share: float) -> None:
            if not ended.is_set():
                self._work.activities.emit(Activity(KEY, f"Reading {path.name}", share, self.cancel))

        def read() -> Offer:
            source = read_source(path, step)
            return Offer(path, source, book_of(source, ALL_SWITCHES))

        tell(0.0)
        try:
            offer = await loop.run_in_executor(None, read)
        except _Ended:
            return
        finally:
            if not ended.is_set():
                ended.set()
                self._work.activities.emit(Activity(KEY, ""))
        self.offer = offer
        self.changed.emit(offer)

    async def _clean(self, offer: Offer) -> None:
        book = await asyncio.get_running_loop().run_in_executor(None, book_of, offer.source, offer.switches)
        # Another switch may have been pressed meanwhile, or the offer taken back.
        if self.offer is offer:
            self.offer = replace(offer, book=book)
            self.changed.emit(self.offer)

    async def _take(self, seen: Offer, chosen: frozenset[int], cover_of: Callable[[bytes], bytes]) -> None:
        while self._cleaning is not None and not self._cleaning.done():
            await asyncio.wait([self._cleaning])
        offer, count = self.offer, len(seen.book.chapters)
        if offer is None or offer.source is not seen.source:
            return
        now = len(offer.book.chapters)
        if now != count and len(chosen) < count:
            raise ImportFailed("There are other chapters since the text was cleaned: choose them again.")
        numbers = chosen if now == count else frozenset(range(now))

        def made() -> Project:
            project = project_of(offer.book, numbers, offer.title)
            return replace(project, cover_picture=cover_of(offer.source.cover))

        await self._begin_from(await asyncio.get_running_loop().run_in_executor(None, made))
