# SPDX-License-Identifier: GPL-3.0-or-later
"""Rendering of text into takes, through the client."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from weakref import WeakKeyDictionary

from studio.app.takes.clip_spans import Stretch
from studio.app.takes.filling import Again, Client, Filling, HoldBack, Place
from studio.app.takes.in_use import FITTING, Stale
from studio.app.takes.plan import Kept, Plan, respoken
from studio.app.takes.takes import LiveTake, TakeCache
from studio.app.takes.taking import Taking
from studio.client.status import EngineStatus
from studio.core.observe import Signal
from studio.core.project import Paragraph, VoiceDesign, take_key
from studio.core.takes import Made, Take
from studio.core.timeline import ALL_WORDS, WordRange


@dataclass(frozen=True, slots=True, eq=False)
class _Growing:
    """A take that is rendered now.

    Attributes:
        engine_name: Of the engine that speaks it; "" for a reading that is none to wait for, since it is another one,
            or is held back.
        ended: Set when nothing more is added.
        another: Whether it is another reading of what may be rendered already.
    """

    paragraph: Paragraph
    design: VoiceDesign
    engine_name: str
    take: LiveTake
    ended: asyncio.Event
    another: bool = False

    def says(self, paragraph: Paragraph, design: VoiceDesign) -> bool:
        """Whether it says *paragraph* in *design*."""
        return self.paragraph.script == paragraph.script and self.design == design


class Renderer:
    """Renders takes, and returns kept ones.

    Args:
        takes: The cache of complete takes.
        speakable: Gives a design that the engine can speak now, and that sounds like its argument; see
            Voices.speakable.
        taking: Knows the takes of a project, and keeps new ones; None for none.
        as_is: Whether paragraphs are taken as they were rendered last, and the others are silent.

    Attributes:
        grown: Emits a take each time it has more audio or words, and when nothing more is added.
        first_sounds_s: Seconds from each of the last three requests to its first sound, the newest last.
    """

    def __init__(
        self,
        takes: TakeCache,
        speakable: Callable[[VoiceDesign], VoiceDesign] = lambda design: design,
        taking: Taking | None = None,
        as_is: bool = False,
    ) -> None:
        self._as_is = as_is
        self._takes = takes
        self._speakable = speakable
        self._taking = taking
        self._growing: dict[str, _Growing] = {}
        self._readings: list[tuple[str, Made]] = []
        self._plans: WeakKeyDictionary[LiveTake, tuple[Take, LiveTake, Plan]] = WeakKeyDictionary()
        """How takes are made that are filled with kept sentences; one that was left half filled is gone on with."""
        self.grown: Signal[LiveTake] = Signal()
        self.first_sounds_s: deque[float] = deque(maxlen=3)

    @property
    def first_sound_s(self) -> float | None:
        """Seconds from the newest request to its first sound; None before any was heard."""
        return self.first_sounds_s[-1] if self.first_sounds_s else None

    async def known(self) -> None:
        """Wait until the takes of the project are known."""
        if self._taking is not None:
            await self._taking.known()

    def kept(
        self, paragraph: Paragraph, design: VoiceDesign, engine_name: str, readings: bool = True
    ) -> tuple[LiveTake, Stale] | None:
        """The sound of *paragraph* in *design*, and what has changed since it was made; quick if asked again. With
        *readings* that is another reading of it while one is rendered.

        Of what is not in memory only length, times and peaks are there.
        """
        growing = self._growing.get(paragraph.id)
        if growing is not None and growing.says(paragraph, design) and (readings or not growing.another):
            return growing.take, ""
        if self._taking is not None:
            found = self._taking.in_use(paragraph, design, engine_name)
            sound = self._taking.sounds.of(found.take) if found is not None else None
            if found is not None and sound is not None:
                return sound, found.stale
            return None
        cached = self._takes.get(take_key(paragraph.script, design, engine_name))
        return (cached, "") if cached is not None else None

    def kept_rate_hz(
        self, paragraphs: Iterable[Paragraph], reader: Callable[[Paragraph], VoiceDesign], engine_name: str
    ) -> int:
        """The highest rate of the kept takes of all *paragraphs*; 0 unless each has one that is heard in place of a new
        one, so that no engine is needed for them."""
        rates: set[int] = set()
        for paragraph in paragraphs:
            kept = self.kept(paragraph, reader(paragraph), engine_name)
            if kept is None or (kept[1] not in FITTING and not self._as_is) or not kept[0].complete:
                return 0
            rates.add(kept[0].sample_rate_hz)
        return max(rates, default=0)

    def best_rate_hz(
        self,
        paragraphs: Iterable[Paragraph],
        reader: Callable[[Paragraph], VoiceDesign],
        engine_name: str,
        sample_rate_hz: int,
    ) -> int:
        """Samples a second at which all *paragraphs* lose nothing, those that are kept and those that an engine of
        *sample_rate_hz* renders."""
        rates = [sample_rate_hz]
        for paragraph in paragraphs:
            kept = self.kept(paragraph, reader(paragraph), engine_name)
            if kept is not None and (kept[1] in FITTING or self._as_is):
                rates.append(kept[0].sample_rate_hz)
        return max(rates)

    @property
    def highest_rate_hz(self) -> int:
        """The highest rate of what is kept; 0 for nothing."""
        return self._taking.sounds.highest_rate_hz if self._taking is not None else 0

    def heard_as(self, paragraph: Paragraph, design: VoiceDesign, engine_name: str) -> tuple[VoiceDesign, str]:
        """In which design, and by which engine, *paragraph* is heard, see `Taking.heard_as`."""
        return self._taking.heard_as(paragraph, design, engine_name) if self._taking else (design, engine_name)

    def paragraph_take(
        self, paragraph: Paragraph, design: VoiceDesign, engine_name: str, sample_rate_hz: int
    ) -> LiveTake:
        """The kept take of *paragraph* in *design*, or a new empty one, of *sample_rate_hz*, for `render_paragraph`."""
        if self._taking is not None:
            found = self._taking.in_use(paragraph, design, engine_name)
            if found is not None and (found.stale in FITTING or self._as_is):
                sound = self._taking.sounds.to_play(found.take, sample_rate_hz)
                if sound is not None:
                    return sound
        if self._as_is:
            return LiveTake.of_length("", sample_rate_hz, 0)
        return self.take_for(paragraph, design, engine_name, sample_rate_hz)

    def take_for(
        self,
        paragraph: Paragraph,
        design: VoiceDesign,
        engine_name: str,
        sample_rate_hz: int,
        words: WordRange = ALL_WORDS,
    ) -> LiveTake:
        """The kept take of those *words* of *paragraph* in *design*, or a new empty one to render."""
        key = take_key(paragraph.script, design, engine_name, words)
        known = self._takes.get(key)
        # It may have been exported at another rate.
        return known if known is not None and known.sample_rate_hz == sample_rate_hz else LiveTake(key, sample_rate_hz)

    async def render_paragraph(
        self,
        client: Client,
        take: LiveTake,
        paragraph: Paragraph,
        design: VoiceDesign,
        engine_name: str,
        hold_back: HoldBack | None = None,
        again: Again | None = None,
    ) -> None:
        """Fill *take*, made by `paragraph_take`, with *paragraph*, and keep it.

        It comes from what is kept, or is rendered for others now and not held back, else the sentences that have
        changed since the take in use are rendered, else all of it. See `render`.
        """
        taking = self._taking
        if taking is None:
            await self.render(client, take, paragraph, design, hold_back, again)
            return
        if take.complete:
            self._adopt(taking, take, paragraph, design, engine_name)
            return
        if await taking.sounds.fill(take):
            self.grown.emit(take)
            return
        if taking.sounds.is_instead(take):
            await self.render(client, take, paragraph, design, hold_back, again)
            return
        if hold_back is None and await self._taken_over(take, paragraph, design, engine_name):
            return
        made, store = taking.made_of(paragraph, design, engine_name), taking.store
        rate_hz = take.sample_rate_hz
        with self._grows(paragraph, design, take, engine_name if hold_back is None else ""):
            planned = self._plans.get(take)
            if planned is None and not take.frames:
                planned = await taking.planned(paragraph, design, engine_name, rate_hz)
            if planned is None:
                stretches = _stretches(await self.render(client, take, paragraph, design, hold_back, again))
            else:
                self._plans[take] = planned
                made = replace(made, variation=planned[0].made.variation)
                filling = self._filling(client, take, hold_back, again, made.variation)
                stretches = await self._fill_planned(filling, paragraph, design, planned)
                # It holds the earlier take, which would hold the one before that, and so on.
                del self._plans[take]
        # Paragraphs of another project that was opened meanwhile may be alike.
        if store is taking.store:
            taking.rendered(take, paragraph, design, made, stretches)

    async def read_kept(self, take: LiveTake) -> bool:
        """Fill *take*, made by `paragraph_take`, from what is kept; whether it is complete."""
        if not take.complete and self._taking is not None and await self._taking.sounds.fill(take):
            self.grown.emit(take)
        return take.complete

    async def another_reading(
        self,
        client: Client,
        paragraph: Paragraph,
        design: VoiceDesign,
        status: EngineStatus,
        again: Again,
        words: WordRange = ALL_WORDS,
    ) -> LiveTake:
        """Render *paragraph* as it was not yet read, and keep that as its newest take.

        Of a paragraph that is rendered, only *words* are read anew and fitted in.

        Raises:
            StudioError: the server or the connection failed.
        """
        taking = self._taking
        assert taking is not None  # only a project has readings
        made = taking.next_reading(paragraph, design, status.engine, self._under_way(taking, paragraph, design, status))
        take = LiveTake(made.key, status.sample_rate_hz)
        filling = self._filling(client, take, None, again, made.variation)
        with self._reads(paragraph, made), self._grows(paragraph, design, take, another=True):
            rate_hz = status.sample_rate_hz
            kept = None if words.is_all else await taking.whole(paragraph, design, status.engine, rate_hz)
            if kept is not None:
                planned = *kept, respoken(words, kept[1].words)
                stretches = await self._fill_planned(filling, paragraph, design, planned)
            else:
                stretches = _stretches(await filling.speak(paragraph, design))
                filling.finish()
        taking.rendered(take, paragraph, design, made, stretches, shared=False)
        return take

    async def render(
        self,
        client: Client,
        take: LiveTake,
        paragraph: Paragraph,
        design: VoiceDesign,
        hold_back: HoldBack | None = None,
        again: Again | None = None,
        words: WordRange = ALL_WORDS,
    ) -> tuple[Place, ...]:
        """Fill *take* with *words* of *paragraph*; *hold_back* is awaited after each event and may hold it back.

        If the engine breaks off, *again* gives a client to go on with, and samples that *take* already holds are not
        added again. On failure take.error is set, the samples so far stay, and the error is raised.

        Returns:
            Where in *take* the sound of each request begins, and the end.

        Raises:
            StudioError: the server or the connection failed.
        """
        if take.complete:
            return (0, 0), (take.frames, len(take.words))
        filling = self._filling(client, take, hold_back, again)
        places = await filling.speak(paragraph, design, words)
        filling.finish()
        self._takes.put(take)
        return places

    def _filling(
        self,
        client: Client,
        take: LiveTake,
        hold_back: HoldBack | None,
        again: Again | None,
        variation: int = 0,
    ) -> Filling:
        made = Filling(client, take, self.grown.emit, hold_back, again, variation, self._speakable)
        made.began.connect(self.first_sounds_s.append)
        return made

    def _adopt(
        self, taking: Taking, take: LiveTake, paragraph: Paragraph, design: VoiceDesign, engine_name: str
    ) -> None:
        """Keep *take* if the project has none like it: it is in memory from another project, or from a deleted take."""
        found = taking.in_use(paragraph, design, engine_name)
        if take.dropped or (found is not None and found.stale in FITTING):
            return
        made = taking.made_of(paragraph, design, engine_name)
        taking.rendered(take, paragraph, design, made, [Stretch(0, take.frames, 0, len(take.words))])

    def _under_way(self, taking: Taking, paragraph: Paragraph, design: VoiceDesign, status: EngineStatus) -> list[Made]:
        """What the readings of *paragraph* are made of that are not kept yet."""
        growing = self._growing.get(paragraph.id)
        first = growing is not None and growing.says(paragraph, design)
        usual = [taking.made_of(paragraph, design, status.engine)] if first else []
        return usual + [made for read, made in self._readings if read == paragraph.id]

    @contextmanager
    def _reads(self, paragraph: Paragraph, made: Made) -> Iterator[None]:
        """Notes a reading as under way."""
        self._readings.append((paragraph.id, made))
        try:
            yield
        finally:
            self._readings.remove((paragraph.id, made))

    async def _taken_over(self, take: LiveTake, paragraph: Paragraph, design: VoiceDesign, engine_name: str) -> bool:
        """Fill *take* with what is rendered of *paragraph* for others now, once that is done; False if there is nothing
        like it, or it has failed or was given up."""
        while not take.frames and (growing := self._growing.get(paragraph.id)) is not None:
            other = growing.take
            alike = growing.says(paragraph, design) and growing.engine_name == engine_name != ""
            if not alike or other.sample_rate_hz != take.sample_rate_hz:
                return False
            await growing.ended.wait()
            if other.complete:
                take.append(other.read(0, other.frames))
                take.add_words(other.words)
                take.skipped = other.skipped
                take.finish()
                self.grown.emit(take)
                return True
        return False

    @contextmanager
    def _grows(
        self, paragraph: Paragraph, design: VoiceDesign, take: LiveTake, engine_name: str = "", another: bool = False
    ) -> Iterator[None]:
        """Has *take* found as what *paragraph* sounds like in *design*, while it is rendered; others wait for it if the
        engine is named."""
        growing = _Growing(paragraph, design, engine_name, take, asyncio.Event(), another)
        self._growing[paragraph.id] = growing
        try:
            yield
        finally:
            growing.ended.set()
            if self._growing.get(paragraph.id) is growing:
                del self._growing[paragraph.id]
            # If it was cancelled, nothing else tells that it grows no more.
            self.grown.emit(take)

    async def _fill_planned(
        self,
        filling: Filling,
        paragraph: Paragraph,
        design: VoiceDesign,
        planned: tuple[Take, LiveTake, Plan],
    ) -> list[Stretch]:
        earlier, sound, parts = planned
        stretches: list[Stretch] = []
        at: Place = (0, 0)
        for part in parts:
            if isinstance(part, Kept) and part.pause_s and stretches:
                at = filling.pause(part.pause_s, at)
                stretches[-1] = replace(stretches[-1], end_frame=at[0])
            begin = at
            if isinstance(part, Kept):
                at = filling.keep(sound, part, at)
                stretches.append(Stretch(begin[0], at[0], begin[1], at[1], (earlier, part)))
                continue
            at = filling.pause(part.pause_s, at)
            _, *others = await filling.speak(paragraph, design, part.words, at, as_in_whole=True)
            # The pause before it is kept with it.
            stretches += _stretches((begin, *others))
            at = others[-1]
        filling.finish()
        return stretches


def _stretches(places: Sequence[Place]) -> list[Stretch]:
    """A stretch for each request, of the *places* where they begin and the last one's end."""
    return [Stretch(first[0], end[0], first[1], end[1]) for first, end in pairwise(places)]
