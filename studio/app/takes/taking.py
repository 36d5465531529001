# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of takes: which take of a paragraph is in use, what it was made of, and keeping what was rendered."""

from __future__ import annotations

import asyncio
import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from uuid import uuid4
from weakref import WeakKeyDictionary, WeakSet

import numpy as np

from studio.app.keeping.clips import ClipStore, MemoryClips
from studio.app.takes.plan import Kept, Plan, plan
from studio.app.takes.takes import PEAK_S, LiveTake, TakeCache
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.engines import kind_of
from studio.core.errors import StudioError
from studio.core.observe import Signal
from studio.core.pcm import faded
from studio.core.project import Paragraph, SplitDesign, TakeNote, VoiceDesign, design_digest, text_digest
from studio.core.splits import as_meant, own_design, splitting, with_each
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.core.voices import MixPart
from studio.project.history import History

Stale = Literal["", "text", "voice", "version", "engine"]
"""What has changed since a take was made; "" for nothing, "version" for the version of engine or model alone, "engine"
for the engine alone, which may not have the voices that are meant."""


FITTING: frozenset[Stale] = frozenset(["", "version", "engine"])
"""What may have changed since for a take to be heard in place of a new one."""


@dataclass(frozen=True, slots=True)
class InUse:
    """A paragraph's take that is heard, or was last.

    Attributes:
        take: The take.
        stale: What has changed since; a locked take is never stale.
    """

    take: Take
    stale: Stale = ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a take of a paragraph is made of: *now*, by the running engine, and as it is *meant*, where that engine only
    stands in. Both are heard: a book stays ready while the model that spoke it is not there."""

    now: Made
    meant: Made

    def met_by(self, made: Made) -> bool:
        return made.says(self.now) or made.says(self.meant)

    def stale(self, made: Made) -> Stale:
        if made.text != self.now.text:
            return "text"
        if not self.met_by(made):
            return "voice"
        if made.engine == self.now.engine or not self.now.engine:
            # While it is not known which engine will run, nothing has changed.
            return ""
        return "version" if kind_of(made.engine) == kind_of(self.now.engine) else "engine"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a rendered take: its frames and words, and the earlier take that it was kept from."""

    first_frame: int
    end_frame: int
    first_word: int
    end_word: int
    kept: tuple[Take, Kept] | None = None


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
        self._clips: dict[str, Clip] = {}
        self._of_live: WeakKeyDictionary[LiveTake, Take] = WeakKeyDictionary()
        self._instead: WeakSet[LiveTake] = WeakSet()
        self._silent: dict[str, LiveTake] = {}
        self._lost: set[str] = set()
        self._found: dict[str, tuple[Paragraph, VoiceDesign, str, InUse | None]] = {}
        self._unkept: set[asyncio.Task[None]] = set()
        self.changed: Signal[None] = Signal()

    # --- what there is

    def use(self, store: ClipStore) -> None:
        """Take *store* for the present project's, and read it behind."""
        self._begin(store)
        self._work.tasks.spawn("read the takes", self._read(store))

    async def use_now(self, store: ClipStore) -> None:
        """Take *store* for the present project's, once it is read."""
        self._begin(store)
        await self._read(store)

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

    @property
    def highest_rate_hz(self) -> int:
        """The highest rate of the project's clips; 0 for none."""
        return max((clip.rate_hz for clip in self._clips.values()), default=0)

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

    def _wanted(self, paragraph: Paragraph, design: VoiceDesign, engine: str) -> _Wanted:
        now = self.made_of(paragraph, design, engine)
        meant = as_meant(design)
        return _Wanted(now, now if meant == design else self.made_of(paragraph, meant, engine))

    def next_reading(self, paragraph: Paragraph, design: VoiceDesign, engine: str) -> Made:
        """What a reading of *paragraph* as it was not yet read would be made of."""
        now = self.made_of(paragraph, design, engine)
        read = [take.made.variation for take in self._takes.get(paragraph.id, ()) if take.made.says(now)]
        return replace(now, variation=max(read, default=-1) + 1)

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
        """Note that paragraphs are spoken otherwise."""
        self._found.clear()

    def _find(self, paragraph: Paragraph, design: VoiceDesign, engine: str) -> InUse | None:
        takes = [take for take in self.takes_of(paragraph) if self._has_sound(take)]
        if not takes:
            return None
        wanted = self._wanted(paragraph, design, engine)
        used = next((note for note in paragraph.takes if note.used and not note.deleted), None)
        chosen = next((take for take in takes if used is not None and take.id == used.take), None)
        if chosen is not None and used is not None and (used.locked or wanted.met_by(chosen.made)):
            return InUse(chosen, "" if used.locked else wanted.stale(chosen.made))
        fitting = [take for take in takes if wanted.met_by(take.made)]
        # An engine that stands in goes before no other.
        same = [take for take in fitting if take.made.engine == engine] if wanted.now == wanted.meant else []
        # The newest by its place, as a clock may be set back.
        best = (same or fitting or [chosen or takes[-1]])[-1]
        return InUse(best, wanted.stale(best.made))

    def sound(self, take: Take) -> LiveTake | None:
        """The sound of *take* as far as it is in memory, otherwise its times and peaks; None if its clips are lost."""
        known = self._cache.get(take.id) or self._silent.get(take.id)
        if known is not None:
            return known
        if not self._has_sound(take):
            return None
        silent = self._silent[take.id] = self._without_sound(take)
        return silent

    def to_play(self, take: Take, rate_hz: int = 0) -> LiveTake | None:
        """The sound of *take* for playing, at *rate_hz* (0 for its own): what is not in memory is filled in by `fill`.
        None if its clips are lost."""
        known = self.sound(take)
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

    # --- filling and keeping

    async def fill(self, live: LiveTake) -> bool:
        """Fill *live*, made by `to_play`, from the store; False if it is none of those, or its sound is lost, or cannot
        be read now."""
        take = self._of_live.pop(live, None)
        if take is None:
            return False
        loop = asyncio.get_running_loop()
        try:
            there = await loop.run_in_executor(None, self._read_sound, take, live)
        except StudioError as error:
            # It is not lost: the file may be back soon. What is spoken instead is not that take's sound.
            live.words, live.key = (), f"instead of {live.key}"
            self._instead.add(live)
            text = f"{error.user_text} Until they can be, what is played is rendered anew."
            self._work.notices.emit(Notice("recordings", text))
            return False
        if there:
            self._work.notices.withdraw("recordings")
        else:
            self._lost.add(take.id)
            self._silent.pop(take.id, None)
            live.words = ()
            text = "A recording of this project is damaged or gone; it is rendered again."
            self._work.notices.emit(Notice("lost recording", text, "info"))
            self.changed.emit(None)
            return False
        live.finish()
        self._cache.put(live)
        return True

    def is_instead(self, live: LiveTake) -> bool:
        """Whether *live* is heard in place of a take that cannot be read now, and is not to be kept."""
        return live in self._instead

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
        live = self.to_play(take)
        if live is None or live.sample_rate_hz != rate_hz:
            return None
        wanted = plan(paragraph, design.language, take.script, live.words)
        if wanted is None or (not live.complete and not await self.fill(live)):
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
        live = self.to_play(found.take)
        if live is None or live.sample_rate_hz != rate_hz or (not live.complete and not await self.fill(live)):
            return None
        return found.take, live

    def rendered(
        self, live: LiveTake, paragraph: Paragraph, design: VoiceDesign, made: Made, stretches: Sequence[Stretch]
    ) -> None:
        """Keep *live*, a complete rendering of *paragraph*, as its take, and as one of each paragraph of the same text
        that has none."""
        alike = [
            each
            for each in self._history.project.paragraphs
            if each.id == paragraph.id or (_alike(each, paragraph) and not self._has(each, made))
        ]
        if not alike:
            return
        spans: list[ClipSpan] = []
        new: list[tuple[Clip, int, int]] = []
        for stretch in stretches:
            if stretch.kept is not None:
                spans += _within(stretch.kept[0], stretch, stretch.kept[1], live.sample_rate_hz)
                continue
            clip = self._clip_of(live, stretch)
            new.append((clip, stretch.first_frame, stretch.end_frame))
            spans.append(ClipSpan(clip.id, 0, clip.frames, 0, len(clip.words)))
        for clip, _, _ in new:
            self._clips[clip.id] = clip
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

    # --- notes of the person, as steps

    def choose(self, paragraph: Paragraph, take: str) -> None:
        """Use *take* for the reading."""
        others = (replace(note, used=False) for note in paragraph.takes)
        chosen = replace(self._note(paragraph, take), used=True)
        self._noted("using a take", paragraph, (*(note for note in others if note.take != take), chosen))

    def note(self, label: str, paragraph: Paragraph, note: TakeNote) -> None:
        """Replace what is noted about a take, as a step named *label*."""
        self._noted(label, paragraph, (*(each for each in paragraph.takes if each.take != note.take), note))

    def note_of(self, paragraph: Paragraph, take: str) -> TakeNote:
        """What is noted about *take*."""
        return self._note(paragraph, take)

    def _note(self, paragraph: Paragraph, take: str) -> TakeNote:
        return next((note for note in paragraph.takes if note.take == take), TakeNote(take))

    def _noted(self, label: str, paragraph: Paragraph, notes: Iterable[TakeNote]) -> None:
        kept = tuple(note for note in notes if note != TakeNote(note.take))
        project = self._history.project
        paragraphs = tuple(
            replace(each, takes=kept) if each.id == paragraph.id else each for each in project.paragraphs
        )
        self._history.do(label, replace(project, paragraphs=paragraphs))
        self.changed.emit(None)

    # --- inside

    def _printed(self, design: VoiceDesign) -> VoiceDesign:
        """*design* with what makes its voices sound as they do in place of their ids."""
        mix = tuple(MixPart(self._print_of(part.voice_id), part.weight) for part in design.mix)
        return design if mix == design.mix else replace(design, mix=mix)

    def _begin(self, store: ClipStore) -> None:
        self._store = store
        self._takes, self._clips = {}, {}
        self._of_live.clear()
        self._silent.clear()
        self._found.clear()

    async def _read(self, store: ClipStore) -> None:
        kept = await asyncio.get_running_loop().run_in_executor(None, store.read)
        if store is not self._store:
            return
        self._clips.update(kept.clips)
        made_meanwhile, self._takes = self._takes, {}
        for take in (*kept.takes, *(take for takes in made_meanwhile.values() for take in takes)):
            mine = self._takes.setdefault(take.paragraph, [])
            if all(each.id != take.id for each in mine):
                mine.append(take)
        self._found.clear()
        self.changed.emit(None)

    def _has_sound(self, take: Take) -> bool:
        return bool(take.spans) and take.id not in self._lost and all(span.clip in self._clips for span in take.spans)

    def _has(self, paragraph: Paragraph, made: Made) -> bool:
        return any(take.made == made for take in self.takes_of(paragraph))

    def _without_sound(self, take: Take) -> LiveTake:
        words, peaks, at = [], bytearray(), 0
        rate_hz = self._clips[take.spans[0].clip].rate_hz
        for span in take.spans:
            clip = self._clips[span.clip]
            by_s = (at - span.first_frame) / rate_hz
            words += [word.shifted(by_s) for word in clip.words[span.first_word : span.end_word]]
            block = PEAK_S * rate_hz
            peaks += clip.peaks[round(span.first_frame / block) : round(span.end_frame / block)]
            at += span.end_frame - span.first_frame
        return LiveTake.of_length(take.id, rate_hz, at, tuple(words), array("f", (peak / 255 for peak in peaks)))

    def _read_sound(self, take: Take, live: LiveTake) -> bool:
        """Fill *live*, whatever its rate; False if the sound is lost. Takes some time."""
        from studio.audio.resampling import resampled

        rate_hz = self._clips[take.spans[0].clip].rate_hz
        if live.sample_rate_hz == rate_hz:
            return self._decode(take, live)
        own = self._cache.get(take.id) or LiveTake(take.id, rate_hz)
        if not own.complete and not self._decode(take, own):
            return False
        live.append(resampled(own.read(0, own.frames), rate_hz, live.sample_rate_hz))
        return True

    def _decode(self, take: Take, live: LiveTake) -> bool:
        from studio.audio.flac import from_flac

        try:
            for number, span in enumerate(take.spans):
                if span.first_frame == span.end_frame:
                    # Such as a scene's "***", which is rendered, but makes no sound.
                    continue
                sound = self._store.sound(span.clip)
                samples = from_flac(sound) if sound is not None else None
                if samples is None or len(samples) < span.end_frame:
                    return False
                before, behind = take.spans[:number][-1:], take.spans[number + 1 :][:1]
                live.append(
                    faded(
                        samples[span.first_frame : span.end_frame],
                        live.sample_rate_hz,
                        begin=span.first_frame > 0 and not _goes_on(before, (span,)),
                        end=span.end_frame < len(samples) and not _goes_on((span,), behind),
                    )
                )
        except ValueError:
            return False
        return True

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

    def _clip_of(self, live: LiveTake, stretch: Stretch) -> Clip:
        by_s = -stretch.first_frame / live.sample_rate_hz
        words = tuple(word.shifted(by_s) for word in live.words[stretch.first_word : stretch.end_word])
        block = round(PEAK_S * live.sample_rate_hz)
        peaks = np.asarray(live.peaks[stretch.first_frame // block : stretch.end_frame // block])
        loud = bytes(np.clip(np.round(peaks * 255), 0, 255).astype(np.uint8))
        return Clip(str(uuid4()), live.sample_rate_hz, stretch.end_frame - stretch.first_frame, words, loud)


def _alike(one: Paragraph, other: Paragraph) -> bool:
    """Whether both say the same by the same speakers."""
    return one.script == other.script and (one.speaker, splitting(one.marks)) == (
        other.speaker,
        splitting(other.marks),
    )


def _goes_on(spans: Sequence[ClipSpan], behind: Sequence[ClipSpan]) -> bool:
    """Whether the one of *behind* goes on in the clip where the one of *spans* ends."""
    return any(one.clip == other.clip and one.end_frame == other.first_frame for one in spans for other in behind)


def _within(take: Take, stretch: Stretch, kept: Kept, rate_hz: int) -> list[ClipSpan]:
    """The clips of *take* that sound in the part *kept* of it, which became *stretch*."""
    first = round(kept.from_s * rate_hz)
    end = first + stretch.end_frame - stretch.first_frame
    found: list[ClipSpan] = []
    at, word = 0, 0
    for span in take.spans:
        frames, words = span.end_frame - span.first_frame, span.end_word - span.first_word
        low, high = max(first - at, 0), min(end - at, frames)
        low_word, high_word = max(kept.first_word - word, 0), min(kept.end_word - word, words)
        if low < high:
            found.append(
                ClipSpan(
                    span.clip,
                    span.first_frame + low,
                    span.first_frame + high,
                    span.first_word + min(low_word, words),
                    span.first_word + max(high_word, min(low_word, words)),
                )
            )
        at, word = at + frames, word + words
    return found
