# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice that comes closest to a clip: a blend of stock voices first, then one around it that no blend gives."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from studio.engine.clip.closest import ROUNDS, SEARCH_S, ClosestBlend, Search, Try, closest_blend, measure_of
from studio.engine.clip.comparison_text import BOTH_SENTENCES, ComparisonText
from studio.engine.clip.features import VoicePrint
from studio.engine.clip.pace import Pace
from studio.engine.clip.plausibility import is_plausible
from studio.engine.clip.region import StockEmbeddings
from studio.engine.clip.stock_prints import StockPrints
from studio.engine.clip.walk import Doubles, Walk

MET = 0.98
"""Similarity from which on a blend is taken for the speaker."""
MET_IN_OTHER_WORDS = 0.9
"""The same where the clip's words are not known: a voice that says other words is as like itself as 0.91 to 0.94."""

_BLENDS_SHARE = 0.4
_TRUST = 4.0


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """How long a search may take.

    Attributes:
        rounds: Most renders of blends.
        search_s: No further blend is rendered that would probably end after so many seconds.
        walk_rounds: Most renders of voices beyond blends.
        walk_s: Seconds for these.
    """

    rounds: int = ROUNDS
    search_s: float = SEARCH_S
    walk_rounds: int = 12
    walk_s: float = 25.0


USUAL = SearchLimits()
BRIEF = SearchLimits(search_s=10.0, walk_s=10.0)
"""For clients that wait for the answer without a sign of life: those of the cloud give up after 30 seconds."""


def closest_voice(
    clip: VoicePrint,
    stock: StockPrints,
    embeddings: StockEmbeddings,
    said: ComparisonText | None = None,
    limits: SearchLimits = USUAL,
    clock: Callable[[], float] = time.monotonic,
) -> Search:
    """Search for the blend of *stock* nearest to *clip*, and where that is not close, for a voice around it.

    Args:
        embeddings: Those of the voices of *stock*.
        said: What is said in the clip, if known; see `closest_blend`. Without it the voices beyond blends say two
            sentences of ours.

    Raises:
        SpeechFailed: as `closest_blend`.
    """
    blends = closest_blend(clip, stock, said, limits.rounds, limits.search_s, clock)
    if not limits.walk_rounds:
        return (yield from blends)
    blend = yield from _scaled(blends, _BLENDS_SHARE)
    if blend.similarity >= (MET if said else MET_IN_OTHER_WORDS):
        return blend
    walk = Walk(clip, embeddings.region(stock), measure_of(stock), _TRUST)
    place = walk.region.place(embeddings.blended(blend.weights, blend.moved))
    pace = Pace(clock, limits.walk_s)
    return (yield from _walked(walk, place, blend, said, limits.walk_rounds, pace))


def _walked(
    walk: Walk, place: Doubles | None, blend: ClosestBlend, said: ComparisonText | None, rounds: int, pace: Pace
) -> Search:
    """The closest voice on the way from *blend*, which is at *place*; *blend* itself if none is closer."""
    best, told, of_blend, rendered = blend, None, None, 0
    words = said or BOTH_SENTENCES
    while place is not None and rendered < rounds and pace.has_time_for(words):
        embedding = tuple(map(float, walk.region.embedding(place)))
        done = _BLENDS_SHARE + (1 - _BLENDS_SHARE) * rendered / rounds
        closer = best if best is not told else None
        with pace.rendering(words):
            heard = yield Try(blend.weights, blend.moved, words, done, closer, embedding)
        told, rendered = best, rendered + 1
        if heard is None:
            break
        if of_blend is None:
            of_blend = heard
            if said is None:
                # These words move the pitch of every voice; the blend's own was found by several.
                walk.clip = walk.clip.moved(heard.semitones_above(walk.clip) - blend.semitones)
        if walk.note(place, heard, is_plausible(heard, of_blend, walk.clip)) and heard is not of_blend:
            alike, away = heard.similarity(walk.clip), heard.semitones_above(walk.clip)
            best = replace(blend, similarity=alike, semitones=away, embedding=embedding)
        place = walk.next_place()
    return replace(best, rounds=blend.rounds + rendered)


def _scaled(search: Search, share: float) -> Search:
    """*search*, as *share* of one that goes on."""
    heard: VoicePrint | None = None
    while True:
        try:
            attempt = search.send(heard)
        except StopIteration as ended:
            found: ClosestBlend = ended.value
            return found
        heard = yield replace(attempt, done=attempt.done * share)
