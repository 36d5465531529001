# SPDX-License-Identifier: GPL-3.0-or-later
"""Tuning: what is read goes over to other designs while it is heard."""

from __future__ import annotations

from operator import eq

from studio.app.playback.splicing import find_seam, same_place, sounding_words, spliced
from studio.app.takes.plan import SENTENCE_END
from studio.app.takes.playlist import Playlist, PlaylistItem
from studio.audio.source import Source
from studio.core.timeline import WordSpan

AT_NEXT_WORD_S = 0.5
"""The longest time to first sound with which a change is heard at the next word; beyond, at the next sentence."""
USUAL_FIRST_SOUND_S = 0.25
ON_THE_WAY_S = 0.12
"""Seconds from a first sound that has come to its place at the device."""
_LAST_MOMENT_S = 0.25
"""Seconds of the source before an item's begin at which it is gone over to there, where a place before it may still
come; the player asks several times within them."""


class GoingOver:
    """Finds where a reading goes over to the items of another playlist, see `Player.go_over`.

    Args:
        first: Number, in the playlist that is heard, of the item whose paragraph *rest* begins in.
        rest: The items in other designs, which may still be growing.
        at_once: Whether it goes over within a word where the new sound is there already.
        asked_db: By how much that is meant to be louder.

    Attributes:
        changed: What has changed.
    """

    def __init__(
        self, first: int, rest: Playlist, at_once: bool = False, asked_db: float = 0.0, changed: str = ""
    ) -> None:
        self._first = first
        self._rest = rest
        self._at_once = at_once
        self._asked_db = asked_db
        self.changed = changed

    def __call__(self, heard: Source, earliest_s: float) -> tuple[Source, float] | None:
        if not isinstance(heard, Playlist) or not self._rest.items:
            return None
        here = heard.locate(earliest_s)
        number = here.item - self._first
        if number < 0:
            return self._at_begin(heard, self._first, 0, earliest_s)
        if number >= len(self._rest.items) or here.item >= len(heard.items):
            return None
        old, new = heard.items[here.item], self._rest.items[number]
        seam = None
        if _alike(old, new):
            seam = same_place(old, new, here.take_s) if self._at_once else None
            seam = seam or find_seam(old, new, here.take_s)
        if seam is None:
            # What follows may be kept, and so be there before the sound of what is heard.
            may_come = _alike(old, new) and not new.take.complete and _has_words_from(old, here.take_s)
            # Behind what fails nothing is rendered.
            failed = new.take.error is not None
            return None if failed else self._at_begin(heard, here.item + 1, number + 1, earliest_s, may_come)
        at_s = heard.time_of(here.item, seam.at_s)
        if at_s is None:
            return None
        # Levels that are matched, or no more, are told even where that changes little.
        same = new.sounds_as(old) and not self._at_once
        made = spliced(old, new, seam, self._asked_db, "" if same else self.changed)
        return heard.gone_over(here.item, made, self._rest, number + 1, at_s), at_s

    def _at_begin(
        self, heard: Playlist, item: int, number: int, earliest_s: float, at_last: bool = False
    ) -> tuple[Source, float] | None:
        """Going over at the begin of *item*, by item *number* of the rest, once that has sound, and not before the last
        moment if *at_last*."""
        if item > len(heard.items) or number >= len(self._rest.items):
            return None
        new = self._rest.items[number]
        known = item < len(heard.items)
        at_s = heard.time_of(item, heard.items[item].from_s) if known else _end_s(heard, item - 1)
        if at_s is None or at_s < earliest_s or not new.take.frames or not new.take.ready:
            return None
        if at_last and at_s > earliest_s + _LAST_MOMENT_S:
            return None
        return heard.gone_over(item, None, self._rest, number, at_s, self.changed), at_s


def _end_s(heard: Playlist, number: int) -> float | None:
    """Seconds of *heard* at which item *number* ends; None as long as that grows."""
    item = heard.items[number]
    if not item.take.complete:
        return None
    return heard.time_of(number, item.take.duration_s if item.to_s is None else item.to_s)


def _has_words_from(item: PlaylistItem, at_s: float) -> bool:
    """Whether a word of *item* begins at *at_s* of its take or later, or may do so."""
    last_s = max((word.start_s for word in item.take.words), default=0.0)
    return not item.take.complete or last_s >= at_s


def _alike(old: PlaylistItem, new: PlaylistItem) -> bool:
    """Whether both are of one paragraph with the same words, so that they can be joined within it."""
    return (
        (old.paragraph is new.paragraph or (old.paragraph_id == new.paragraph_id and _same_words(old, new)))
        and old.take.sample_rate_hz == new.take.sample_rate_hz
        and not old.take.dropped
        and not new.take.dropped
    )


def _same_words(old: PlaylistItem, new: PlaylistItem) -> bool:
    """Whether the words of both stretches of a paragraph are at the same places, whatever they sound like."""
    first = max(old.words.first, new.words.first)
    before, after = (
        [(each.offset + span.start, each.offset + span.end) for span in each.spans[first - each.words.first :]]
        for each in (old, new)
    )
    return all(map(eq, before, after))


def word_to_render_from(item: PlaylistItem, at_s: float, first_sound_s: float) -> int | None:
    """Number in its paragraph of the first word of *item* whose new sound will be there in time, when *at_s* of its
    take is heard; None if that is none of this item.

    Args:
        first_sound_s: Seconds from a request to its first sound. Is it long, the begin of a sentence is taken.
    """
    by_sentence = first_sound_s > AT_NEXT_WORD_S
    ready_s = at_s + first_sound_s + ON_THE_WAY_S
    # What is not there by now will not come: the times of words may be known before their sound.
    words = sounding_words(item.take)[: len(item.spans)]
    for number, word in enumerate(words):
        if item.to_s is not None and word.start_s >= item.to_s:
            return None
        if word.start_s >= ready_s and (not by_sentence or _begins_sentence(item.spans, number)):
            return number + item.words.first
    known = sum(word.end_s <= item.take.duration_s for word in words)
    if item.take.complete or known >= len(item.spans) or by_sentence:
        return None
    return known + item.words.first


def _begins_sentence(spans: tuple[WordSpan, ...], number: int) -> bool:
    return number == 0 or bool(SENTENCE_END.search(spans[number - 1].text))
