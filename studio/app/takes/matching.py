# SPDX-License-Identifier: GPL-3.0-or-later
"""The levels of A and B: the two designs of a speaker are heard equally loud.

How loud a design is shows once its sound is there; until then it is gone by what its voices were measured at, and by
what emotions and volume do. Compared are the words that both designs have said of a text, since how loud it is depends
on the words too. While a paragraph is rendered its level is put right as words come, before they are heard.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from weakref import ReferenceType, WeakKeyDictionary, ref

from studio.app.design.casting import Casting
from studio.app.takes.gain import Gain
from studio.app.takes.levels import GainOf, guessed_lu
from studio.app.takes.playlist import PlaylistItem
from studio.app.takes.takes import LiveTake
from studio.audio.loudness import weighted_power
from studio.core.cast import with_other_design
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.timeline import WordTiming

MOST_RAISED_DB = 6.0
"""By how much the softer one may be turned up, where its peaks permit, beside a louder one that was heard as it is."""
_GLIDE_S = 0.3
_MOST_WORDS = 40
_MOST_TEXTS = 64
_MOST_TAKES = 4
# How much speech tells as much as the tables. They miss by 0.65 LU (standard deviation over 78 pairs of voices, blends,
# emotions and speeds), three words by 1.8, twelve by 0.5; all words of a text by 0.15 of its integrated loudness.
_GUESS_S = 7.0
_SURE_S = 3.0
_FULL_SCALE = 0.98

GainFor = Callable[[PlaylistItem, VoiceDesign, str], Gain]
Kept = Callable[[Paragraph, VoiceDesign], LiveTake | None]


@dataclass(slots=True)
class Given:
    """The gains of designs in one playing, in dB."""

    db: dict[VoiceDesign, float] = field(default_factory=dict)


class _Said:
    """The words of a text that a design has said, in one take or several; they are measured when they are asked for."""

    def __init__(self) -> None:
        self._levels: dict[int, tuple[float, float]] = {}
        self._takes: list[tuple[ReferenceType[LiveTake], int]] = []

    def add(self, take: LiveTake, first: int) -> None:
        """Have the words of *take*, which begins with the word of that number."""
        there = [(known, number) for known, number in self._takes if known() not in (None, take)]
        self._takes = [*there[1 - _MOST_TAKES :], (ref(take), first)]

    @property
    def words(self) -> set[int]:
        """The numbers of the words whose sound is there."""
        found = set(self._levels)
        for known, first in self._takes:
            take = known()
            if take is not None and not take.dropped:
                end_s = take.duration_s
                found.update(number for number, word in enumerate(take.words, first) if word.end_s <= end_s)
        return found

    def energy(self, number: int) -> tuple[float, float]:
        """Energy and seconds of a word."""
        if number not in self._levels:
            for known, first in reversed(self._takes):
                take = known()
                if take is not None and not take.dropped and 0 <= number - first < len(take.words):
                    self._levels[number] = _measured(take, take.words[number - first])
                    break
        return self._levels.get(number, (0.0, 0.0))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two designs, what they said, and the words that are asked about."""

    design: VoiceDesign
    other: VoiceDesign
    mine: _Said
    theirs: _Said
    within: range


@dataclass(slots=True)
class _Growing:
    """A take that grows, and the gains on it: of the first the begin may have been heard already."""

    frames: int
    settle: Callable[[LiveTake], float]
    gains: list[Gain]


class Matching:
    """Knows how loud designs are.

    Args:
        casting: Says in which design a paragraph is read.
        spoken: Gives a design as the engine can speak it.
        wanted: Tells whether levels are to be matched.
    """

    def __init__(
        self, casting: Casting, spoken: Callable[[VoiceDesign], VoiceDesign], wanted: Callable[[], bool] = lambda: True
    ) -> None:
        self._casting = casting
        self._spoken = spoken
        self._wanted = wanted
        self._said: OrderedDict[tuple[str, VoiceDesign], _Said] = OrderedDict()
        self._known: OrderedDict[VoiceDesign, tuple[VoiceDesign, float]] = OrderedDict()
        self._growing: WeakKeyDictionary[LiveTake, _Growing] = WeakKeyDictionary()

    def matches(self, project: Project) -> bool:
        """Whether a speaker of *project* has two designs whose levels are matched."""
        return self._wanted() and _swapped(project) is not None

    def gains(self, project: Project, given: Given, usual: GainOf, kept: Kept) -> GainFor:
        """Gives the gain of an item of *project* in a design, spoken by an engine of that name.

        Args:
            given: The gains so far of the playing that the item belongs to.
            usual: Gives the factor that is on it in any case.
            kept: Gives the sound of a paragraph that is there already.
        """
        swapped = _swapped(project) if self._wanted() else None
        other_of = None if swapped is None else self._casting(swapped, self._spoken(swapped.design))

        def gain(item: PlaylistItem, design: VoiceDesign, engine: str) -> Gain:
            other = design if other_of is None else other_of(item.paragraph)
            if other == design:
                # Once the other one is changed, what is heard now is what that is heard beside.
                given.db = {design: 0.0}
                self._said_by(item, design).add(item.take, item.words.first)
                return Gain(usual(design, engine))
            sound = kept(item.paragraph, other)
            if sound is not None:
                self._said_by(item, other).add(sound, 0)
            return self._gain(item, design, other, engine, given, usual(design, engine))

        return gain

    def follow(self, take: LiveTake) -> None:
        """Put the gains on *take* right, which has grown."""
        growing = self._growing.get(take)
        if growing is None:
            return
        before, growing.frames = growing.frames, take.frames
        factor, (first, *later) = growing.settle(take), growing.gains
        first.glide(factor, before, round(_GLIDE_S * take.sample_rate_hz))
        for each in later:
            each.settle(factor)
        if take.complete:
            del self._growing[take]

    def _gain(
        self, item: PlaylistItem, design: VoiceDesign, other: VoiceDesign, engine: str, given: Given, usual: float
    ) -> Gain:
        take, within = item.take, _words_of(item)
        mine, theirs = (self._said_by(item, each) for each in (design, other))
        mine.add(take, item.words.first)

        # It holds no take, so that one which is given up is let go of.
        def settle(take: LiveTake) -> float:
            apart = self._apart(_Pair(design, other, mine, theirs, within), engine)
            return usual * 10 ** (_settled_db(given, design, other, apart, _room_db(take, usual)) / 20)

        made = Gain(settle(take))
        if not take.complete:
            growing = self._growing.get(take)
            if growing is None:
                self._growing[take] = _Growing(take.frames, settle, [made])
            else:
                growing.gains.append(made)
        return made

    def _apart(self, pair: _Pair, engine: str) -> float:
        """By how much the other one of *pair* is louder than the design, in LU, as far as is known."""
        design, other, within = pair.design, pair.other, pair.within
        both = [number for number in sorted(pair.mine.words & pair.theirs.words) if number in within][:_MOST_WORDS]
        said, others = (list(map(each.energy, both)) for each in (pair.mine, pair.theirs))
        heard_s = sum(seconds for _, seconds in said)
        powers = [_power(each) for each in (others, said)]
        if min(powers) <= 0.0:
            return self._guess(design, other, engine)
        measured = 10 * math.log10(powers[0] / powers[1])
        if heard_s >= _SURE_S:
            self._note(design, other, measured)
        guess_s = _GUESS_S * (1 - len(both) / max(len(within), 1))
        return (measured * heard_s + self._guess(design, other, engine) * guess_s) / (heard_s + guess_s)

    def _guess(self, design: VoiceDesign, other: VoiceDesign, engine: str) -> float:
        """The same, before words were said by both: by the tables, and by what they missed with the last design."""
        mine, theirs = (guessed_lu(each, engine) for each in (design, other))
        if other in self._known:
            before, measured = self._known[other]
            return measured + guessed_lu(before, engine) - mine
        if design in self._known:
            before, measured = self._known[design]
            return theirs - guessed_lu(before, engine) - measured
        return theirs - mine

    def _note(self, design: VoiceDesign, other: VoiceDesign, apart: float) -> None:
        for one, another, lu in ((other, design, apart), (design, other, -apart)):
            self._known[one] = another, lu
            self._known.move_to_end(one)
        while len(self._known) > _MOST_TEXTS:
            self._known.popitem(last=False)

    def _said_by(self, item: PlaylistItem, design: VoiceDesign) -> _Said:
        key = item.paragraph.script, design
        said = self._said.setdefault(key, _Said())
        self._said.move_to_end(key)
        while len(self._said) > _MOST_TEXTS:
            self._said.popitem(last=False)
        return said


def _settled_db(given: Given, design: VoiceDesign, other: VoiceDesign, apart: float, room_db: float) -> float:
    """The gain of *design*, in dB, than which *other* is *apart* LU louder. What was heard stays as loud as it was."""
    known = given.db.get(other)
    wanted = min(0.0, apart) if known is None else known + apart
    most = min(0.0 if known is None else MOST_RAISED_DB, room_db)
    if wanted > most:
        given.db[other] = most - apart
        wanted = most
    given.db[design] = wanted
    return wanted


def _room_db(take: LiveTake, usual: float) -> float:
    peak = take.loudest * usual
    return max(0.0, 20 * math.log10(_FULL_SCALE / peak)) if peak > 0 else MOST_RAISED_DB


def _words_of(item: PlaylistItem) -> range:
    """Numbers of the words of *item*."""
    first, end = item.words.first, item.words.first + len(item.spans)
    if item.from_s:
        first += sum(word.start_s < item.from_s for word in item.take.words)
    if item.to_s is not None:
        end -= sum(word.start_s >= item.to_s for word in item.take.words)
    return range(first, end)


def _measured(take: LiveTake, word: WordTiming) -> tuple[float, float]:
    first, end = (round(at_s * take.sample_rate_hz) for at_s in (word.start_s, word.end_s))
    power = weighted_power(take.read(first, end - first), take.sample_rate_hz)
    return power * (word.end_s - word.start_s), word.end_s - word.start_s


def _power(words: list[tuple[float, float]]) -> float:
    seconds = sum(each for _, each in words)
    return sum(energy for energy, _ in words) / seconds if seconds else 0.0


def _swapped(project: Project) -> Project | None:
    """*project* with each speaker in the other one of its designs; None if none has another."""
    cast = tuple(with_other_design(each) if each.alternate is not None else each for each in project.cast)
    if all(one.design == other.design for one, other in zip(cast, project.cast, strict=True)):
        return None
    return replace(project, cast=cast)
