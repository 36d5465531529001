# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of takes: which take of a paragraph is in use, what it was made of, and keeping what was rendered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from uuid import uuid4

from studio.app.keeping.clips import ClipStore, MemoryClips
from studio.app.takes.clip_spans import Stretch, clip_of, spans_within
from studio.app.takes.in_use import FITTING, InUse, Wanted, best_of
from studio.app.takes.plan import Plan, plan
from studio.app.takes.take_notes import TakeNotes
from studio.app.takes.take_sounds import TakeSounds
from studio.app.takes.takes import LiveTake, TakeCache
from studio.app.work.work import Work
from studio.core.observe import Signal
from studio.core.project import (
    Paragraph,
    Project,
    SplitDesign,
    VoiceDesign,
    design_digest,
    speakers_of,
    text_digest,
)
from studio.core.splits import as_meant, own_design, splitting, with_each
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.core.voices import MixPart
from studio.project.history import History


class Taking:
    """Knows the takes of the present project, and keeps new ones in its store.

    Args:
        history: Holds the project.
        cache: Sound in memory, by a take's id.
        work: Owner of the tasks.
        print_of: What makes a voice sound as it does, by its id: for an own voice a digest of its embedding.
        clock: Seconds since 1970.
        as_spoken: Gives a paragraph with what the dictionaries tell; one that has it stays as it is.

    Attributes:
        sounds: Their sound.
        notes: What the person notes about them.
        changed: Emits when takes were read, made, noted or deleted.
    """

    def __init__(
        self,
        history: History,
        cache: TakeCache,
        work: Work,
        print_of: Callable[[str], str] = lambda voice_id: voice_id,
        clock: Callable[[], float] = time.time,
        as_spoken: Callable[[Paragraph], Paragraph] = lambda paragraph: paragraph,
    ) -> None:
        self._history = history
        self._cache = cache
        self._work = work
        self._print_of = print_of
        self._clock = clock
        self._as_spoken = as_spoken
        self._store: ClipStore = MemoryClips()
        self._takes: dict[str, list[Take]] = {}
        self._found: dict[str, tuple[Paragraph, VoiceDesign, str, InUse | None]] = {}
        self._reading: asyncio.Task[None] | None = None
        self._unkept: set[asyncio.Task[None]] = set()
        self.changed: Signal[None] = Signal()
        self.sounds = TakeSounds(cache, work)
        self.sounds.lost.connect(self.look_again)
        self.sounds.lost.connect(self.changed.emit)
        self.notes = TakeNotes(history, self.changed)

    # --- what there is

    def use(self, store: ClipStore) -> None:
        """Take *store* for the present project's, and read it behind."""
        self._begin(store)
        self._reading = self._work.tasks.spawn("read the takes", self._read(store))

    async def use_now(self, store: ClipStore) -> None:
        """Take *store* for the present project's, once it is read."""
        self._begin(store)
        await self._read(store)

    @property
    def store(self) -> ClipStore:
        """The store that was taken for the present project's."""
        return self._store

    def left(self, store: ClipStore, print_of: Callable[[str], str]) -> Taking:
        """The takes of the present project as they are now, for work on it that goes on once another one is open.
        Nothing is added to them.

        Args:
            store: Has their sound then.
            print_of: What makes a voice of that project sound as it does.
        """
        # What is rendered is kept as takes of a project's paragraphs, and an empty one has none.
        left = Taking(History(Project()), self._cache, self._work, print_of, self._clock)
        left._store, left.sounds = store, self.sounds.left(store)
        left._takes = {paragraph: list(takes) for paragraph, takes in self._takes.items()}
        if self._reading is not None and not self._reading.done():
            left._reading = self._work.tasks.spawn("read the takes", left._read(store))
        return left

    async def known(self) -> None:
        """Wait until the takes are read; nothing is read of a project that was left meanwhile."""
        if self._reading is not None:
            await asyncio.wait({self._reading})

    def takes_of(self, paragraph: Paragraph) -> tuple[Take, ...]:
        """The paragraph's takes, but for deleted ones, the oldest first."""
        gone = {note.take for note in paragraph.takes if note.deleted}
        return tuple(take for take in self._takes.get(paragraph.id, ()) if take.id not in gone)

    def numbered(self, paragraph: Paragraph) -> tuple[tuple[int, Take], ...]:
        """The paragraph's takes with their numbers from 1, which deleted ones keep; the oldest first."""
        shown = {take.id for take in self.takes_of(paragraph)}
        return tuple(
            (number, take) for number, take in enumerate(self._takes.get(paragraph.id, ()), 1) if take.id in shown
        )

    def made_of(self, paragraph: Paragraph, design: VoiceDesign, engine: str, variation: int = 0) -> Made:
        """What a take of *paragraph* in *design* would be made of now."""
        paragraph = self._as_spoken(paragraph)
        return Made(text_digest(paragraph.script), design_digest(with_each(design, self._printed)), engine, variation)

    def fits(self, take: Take, paragraph: Paragraph, design: VoiceDesign) -> bool:
        """Whether *take* says *paragraph* in *design*, or in what that stands in for, by whichever engine."""
        return self._wanted(paragraph, design, "").met_by(take.made)

    def heard_as(self, paragraph: Paragraph, design: VoiceDesign, engine: str) -> tuple[VoiceDesign, str]:
        """In which design, and by which engine, what is heard for *paragraph* was spoken, or will be."""
        found = self.in_use(paragraph, design, engine)
        if found is None or found.stale not in FITTING:
            return design, engine
        made = found.take.made
        spoken_here = made.design == self.made_of(paragraph, design, engine).design
        return (design if spoken_here else as_meant(design)), made.engine

    def _wanted(self, paragraph: Paragraph, design: VoiceDesign, engine: str) -> Wanted:
        now = self.made_of(paragraph, design, engine)
        meant = as_meant(design)
        return Wanted(now, now if meant == design else self.made_of(paragraph, meant, engine))

    def next_reading(
        self, paragraph: Paragraph, design: VoiceDesign, engine: str, under_way: Sequence[Made] = ()
    ) -> Made:
        """What a reading of *paragraph* as it was not yet read would be made of; nor as those that are *under way*."""
        now = self.made_of(paragraph, design, engine)
        read = (*(take.made for take in self._takes.get(paragraph.id, ())), *under_way)
        return replace(now, variation=max((made.variation for made in read if made.says(now)), default=-1) + 1)

    def in_use(self, paragraph: Paragraph, design: VoiceDesign, engine: str) -> InUse | None:
        """The take that is heard for *paragraph*: the one chosen or locked, else the newest that was made of the
        present text and design; where none was, the one chosen or newest, which is stale. Lost ones are left out."""
        # Asked for each paragraph of a book many times a second, while few change.
        known = self._found.get(paragraph.id)
        if known is not None and known[0] is paragraph and known[1:3] == (design, engine):
            return known[3]
        found = self._find(self._as_spoken(paragraph), design, engine)
        self._found[paragraph.id] = paragraph, design, engine, found
        return found

    def look_again(self, _changed: object = None) -> None:
        """Note that paragraphs are spoken otherwise, or that sound is lost."""
        self._found.clear()

    def _find(self, paragraph: Paragraph, design: VoiceDesign, engine: str) -> InUse | None:
        takes = [take for take in self.takes_of(paragraph) if self.sounds.has(take)]
        return best_of(takes, paragraph.takes, self._wanted(paragraph, design, engine)) if takes else None

    # --- keeping

    async def planned(
        self, paragraph: Paragraph, design: VoiceDesign, engine: str, rate_hz: int
    ) -> tuple[Take, LiveTake, Plan] | None:
        """How *paragraph* is made of the take in use by rendering only its changed sentences; None for as a whole, as
        where that take is not of *rate_hz*."""
        found = self.in_use(paragraph, design, engine)
        if found is None or found.stale != "text" or found.take.made.engine != engine:
            return None
        if isinstance(design, SplitDesign):
            return None
        take = found.take
        if take.made.design != self.made_of(paragraph, design, engine).design:
            return None
        live = self.sounds.to_play(take)
        if live is None or live.sample_rate_hz != rate_hz:
            return None
        wanted = plan(paragraph, design.language, take.script, live.words)
        if wanted is None or (not live.complete and not await self.sounds.fill(live)):
            return None
        return take, live, wanted

    async def whole(
        self, paragraph: Paragraph, design: VoiceDesign, engine: str, rate_hz: int
    ) -> tuple[Take, LiveTake] | None:
        """The take in use with all its sound, if it was made of the present text and design by the present engine, at
        *rate_hz*."""
        found = self.in_use(paragraph, design, engine)
        if found is None or found.stale or found.take.made.engine != engine:
            return None
        # One that is locked is in use whatever it was made of.
        if not found.take.made.says(self.made_of(paragraph, design, engine)):
            return None
        live = self.sounds.to_play(found.take)
        if live is None or live.sample_rate_hz != rate_hz or (not live.complete and not await self.sounds.fill(live)):
            return None
        return found.take, live

    def rendered(
        self,
        live: LiveTake,
        paragraph: Paragraph,
        design: VoiceDesign,
        made: Made,
        stretches: Sequence[Stretch],
        shared: bool = True,
    ) -> None:
        """Keep *live*, a complete rendering of *paragraph*, as its take; if *shared*, also as one of each paragraph of
        the same text. Not of those that have a take made so."""
        alike = [each for each in self._said_alike(paragraph, shared) if not self._has(each, made)]
        if not alike:
            return
        spans: list[ClipSpan] = []
        new: list[tuple[Clip, int, int]] = []
        for stretch in stretches:
            if stretch.kept is not None:
                spans += spans_within(stretch.kept[0], stretch, stretch.kept[1], live.sample_rate_hz)
                continue
            clip = clip_of(live, stretch)
            new.append((clip, stretch.first_frame, stretch.end_frame))
            spans.append(ClipSpan(clip.id, 0, clip.frames, 0, len(clip.words)))
        self.sounds.add(clip for clip, _, _ in new)
        made_now = [
            Take(str(uuid4()), each.id, tuple(spans), made, paragraph.script, own_design(design), self._clock())
            for each in alike
        ]
        for take in made_now:
            self._takes.setdefault(take.paragraph, []).append(take)
            self._found.pop(take.paragraph, None)
            self._cache.put(live, take.id)
        task = self._work.tasks.spawn("keep what was rendered", self._keep(self._store, live, made_now, new))
        self._unkept.add(task)
        task.add_done_callback(self._unkept.discard)
        self.changed.emit(None)

    async def settle(self) -> None:
        """Wait until all that was rendered is kept."""
        await asyncio.gather(*self._unkept, return_exceptions=True)

    def drop(self, takes: Iterable[str]) -> None:
        """Drop takes that nothing needs any more, but for those that the person has noted by now."""
        gone = set(takes) - {note.take for each in self._history.project.paragraphs for note in each.takes}
        for paragraph, mine in self._takes.items():
            self._takes[paragraph] = [take for take in mine if take.id not in gone]
        self._found.clear()
        self._store.drop(gone)
        self.changed.emit(None)

    # --- inside

    def _printed(self, design: VoiceDesign) -> VoiceDesign:
        """*design* with what makes its voices sound as they do in place of their ids."""
        mix = tuple(MixPart(self._print_of(part.voice_id), part.weight) for part in design.mix)
        return design if mix == design.mix else replace(design, mix=mix)

    def _begin(self, store: ClipStore) -> None:
        self._store = store
        self._takes = {}
        self.sounds.begin(store)
        self._found.clear()

    async def _read(self, store: ClipStore) -> None:
        kept = await asyncio.get_running_loop().run_in_executor(None, store.read)
        if store is not self._store:
            return
        self.sounds.add(kept.clips.values())
        made_meanwhile, self._takes = self._takes, {}
        for take in (*kept.takes, *(take for takes in made_meanwhile.values() for take in takes)):
            mine = self._takes.setdefault(take.paragraph, [])
            if all(each.id != take.id for each in mine):
                mine.append(take)
        self._found.clear()
        self.changed.emit(None)

    def _said_alike(self, paragraph: Paragraph, shared: bool) -> list[Paragraph]:
        """*paragraph*, and if *shared* those in which the same speakers say the same."""
        project = self._history.project
        alike = [each for each in project.paragraphs if each.id == paragraph.id or (shared and _alike(each, paragraph))]
        if len(alike) > 1:
            read_by = speakers_of(project)
            alike = [each for each in alike if read_by[each.id] == read_by.get(paragraph.id)]
        return alike

    def _has(self, paragraph: Paragraph, made: Made) -> bool:
        return any(take.made == made and self.sounds.has(take) for take in self.takes_of(paragraph))

    async def _keep(
        self, store: ClipStore, live: LiveTake, takes: Sequence[Take], new: Sequence[tuple[Clip, int, int]]
    ) -> None:
        from studio.audio.flac import to_flac

        loop = asyncio.get_running_loop()
        clips: list[tuple[Clip, bytes]] = []
        for clip, first, end in new:
            samples = live.read(first, end - first)
            clips.append((clip, await loop.run_in_executor(None, to_flac, samples, live.sample_rate_hz)))
        for take in takes:
            # Another project's file is no place for it.
            if store is self._store:
                store.keep(take, clips)
            clips = []


def _alike(one: Paragraph, other: Paragraph) -> bool:
    """Whether both say the same, by the same speakers where marks name them."""
    return one.script == other.script and splitting(one.marks) == splitting(other.marks)
