# SPDX-License-Identifier: GPL-3.0-or-later
"""Has a reading go over to the designs of a changed cast."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import is_
from typing import Literal

from studio.app.design.casting import Reader
from studio.app.design.design import changed_value
from studio.app.playback.course import Course
from studio.app.playback.items import Items
from studio.app.playback.session import Session
from studio.app.playback.splicing import SplicedTake
from studio.app.playback.tuning import AT_NEXT_WORD_S, GoingOver, word_to_render_from
from studio.app.takes.comparison import Comparison
from studio.app.takes.levels import asked_lu
from studio.app.takes.playlist import Playlist, PlaylistItem
from studio.app.takes.takes import LiveTake
from studio.core.errors import StudioError
from studio.core.project import Paragraph, Project, Speaker, VoiceDesign
from studio.project.edits import paragraph_starts

SAID_OTHERWISE = "how it is said"
LEVELS_MATCHED, LEVELS_NOT_MATCHED = "levels matched", "not matched"


@dataclass(frozen=True, slots=True)
class Place:
    """Where new designs are rendered from.

    Attributes:
        item: Number of the item that is heard, or of the next one.
        position: The character of the text.
        unfinished: An item that is to be finished before; None for none.
    """

    item: int
    position: int
    unfinished: PlaylistItem | None = None


@dataclass(frozen=True, slots=True)
class Tuning:
    """A reading that goes over as soon as the new sound is there: *session* is then what is heard."""

    session: Session
    course: Course
    asked_s: float


class Tuner:
    """What was asked for and is not there yet; of what was asked for, the newest counts.

    Args:
        clock: Monotonic, in seconds.

    Attributes:
        asked: Readings in designs that were asked for and are not heard yet, the newest last.
        waiting: Where a change will be heard that is not asked for yet, see `Playback.tune`; "" for none.
        took_s: Seconds from the last change to the begin of its sound.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._gave_up = False
        self.asked: list[Tuning] = []
        self.waiting: Literal["", "word", "sentence"] = ""
        self.took_s = 0.0

    @property
    def waits_for(self) -> Literal["", "word", "sentence"]:
        """Where the newest change will be heard; "" if nothing is waited for."""
        return self.waiting or (self.asked[-1].session.changes_at if self.on_its_way else "")

    @property
    def on_its_way(self) -> bool:
        """Whether sound was asked for, and may still come."""
        return bool(self.asked) and not self._gave_up

    def project_for(self, session: Session, now: Project) -> Project:
        """The text that *session* reads, or that was asked for last, by the cast of *now* and with its marks where the
        words are the same."""
        wanted = self._wanted(session).project
        return replace(wanted, cast=now.cast, paragraphs=_remarked(wanted.paragraphs, now.paragraphs))

    def needed(
        self, session: Session, project: Project, design: VoiceDesign, matched: bool = False, afresh: bool = False
    ) -> bool:
        """Whether *session* is to be read otherwise: as *project*, whose narrator has *design*, with the levels of two
        designs *matched* or not; *afresh* whatever was asked for before."""
        if session.audition_voice_id or isinstance(session.playlist, Comparison):
            return False
        wanted = session if afresh else self._wanted(session)
        if wanted.project.paragraphs is not project.paragraphs:
            return True
        now = _designs_of(wanted.project.cast), wanted.design, wanted.matched
        return now != (_designs_of(project.cast), design, matched)

    def _wanted(self, session: Session) -> Session:
        return self.asked[-1].session if self.asked else session

    def ask(self, before: Session, after: Session, place: Place, course: Course, first_sound_s: float) -> GoingOver:
        """Note that *before* goes over to *after*, whose sound *course* renders from *place* on.

        Returns what the player is to go over by.

        Args:
            first_sound_s: Seconds from a request to its first sound.
        """
        items = before.playlist.items
        heard = items[min(place.item, len(items) - 1)].paragraph
        at: Literal["word", "sentence"] = "word" if first_sound_s <= AT_NEXT_WORD_S else "sentence"
        was, now = before.reader(heard), after.reader(heard)
        relevelled = before.matched != after.matched and was == now
        # One that goes back to what is heard differs from what was asked for meanwhile.
        wanted = self._wanted(before)
        asked_for = was if was != now else wanted.reader(heard)
        changed = ""  # stays so where only another speaker's design is changed
        if relevelled:
            changed = LEVELS_MATCHED if after.matched else LEVELS_NOT_MATCHED
        elif asked_for != now:
            changed = changed_value(asked_for, now)
        elif _otherwise(before, after, heard) or _otherwise(wanted, after, heard):
            changed = SAID_OTHERWISE
        if place.unfinished is not None:
            course.unfinished = place.unfinished, before.reader(place.unfinished.paragraph)
        session = replace(after, changes_at=at)
        self.asked = [*self.asked[-1:], Tuning(session, course, self._clock())]
        self._gave_up, self.waiting = False, ""
        at_once = relevelled or _switched(before.project.cast, after.project.cast)
        asked_db = 0.0 if after.matched else asked_lu(now) - asked_lu(was)
        return GoingOver(place.item, course.playlist, at_once, asked_db, changed)

    def drop(self) -> None:
        """Wait for nothing any more."""
        self.asked, self.waiting = [], ""

    def give_up(self) -> None:
        """Wait for nothing any more, and do not ask for the same once more."""
        self._gave_up = True

    def fail(self, session: Session | None, error: StudioError) -> None:
        """Have what is heard end with what is there of it, if it waits for sound that will not come."""
        for item in session.playlist.items if session is not None and self.asked else ():
            if not item.take.complete:
                item.take.error = error

    def went_over(self, playlist: Playlist, ahead_s: float) -> Session | None:
        """The session that is heard with *playlist*, to which the player has gone over; None if it is none of these.

        Args:
            ahead_s: Seconds until its begin is heard.
        """
        for number, each in enumerate(self.asked):
            if each.course.playlist is playlist.rest:
                self.asked = self.asked[number + 1 :]
                each.course.go_over(playlist)
                self.took_s = self._clock() - each.asked_s + max(ahead_s, 0.0)
                return replace(each.session, playlist=playlist)
        return None


def place_to_tune_from(session: Session, after: Session, at_s: float, first_sound_s: float) -> Place | None:
    """Where *after* is rendered from when *at_s* of the session's playlist is heard; None if nothing follows."""
    heard = session.playlist.locate(at_s)
    if heard.item < 0:
        return None
    item = session.playlist.items[heard.item]
    ids = (each.id for each in session.project.paragraphs)
    starts = dict(zip(ids, paragraph_starts(session.project), strict=True))
    if _otherwise(session, after, item.paragraph):
        word = word_to_render_from(item, heard.take_s, first_sound_s)
        if word is not None:
            span = item.spans[word - item.words.first]
            return Place(heard.item, starts[item.paragraph_id] + item.offset + span.start)
    if not session.playlist.grow_to(heard.item + 1):
        return None
    following = session.playlist.items[heard.item + 1]
    begin = starts[following.paragraph_id] + following.offset
    if session.loop is not None:
        begin = max(begin, session.loop[0])  # a kept take may begin before
    whole = item.take.new if isinstance(item.take, SplicedTake) else item
    return Place(heard.item + 1, begin, None if whole.take.complete else whole)


def playlist_from(session: Session, items: Items, reader: Reader, position: int) -> Playlist:
    """What *reader* reads in *session* from character *position* on."""
    project, rate_hz = session.project, session.playlist.sample_rate_hz
    if session.loop is None:
        return Playlist.growing(items.of(project, reader, position, session.end), rate_hz)
    return Playlist.looping(items.passes(project, reader, session.loop, position), rate_hz)


def follow_new_sound(playlist: Playlist, grown: LiveTake | None) -> None:
    """Let the takes of *playlist* that go over to *grown*, or to any for None, grow with it."""
    for item in playlist.items:
        take = item.take
        if isinstance(take, SplicedTake) and not take.complete and grown in (None, take.source):
            take.follow()


def _otherwise(before: Session, after: Session, paragraph: Paragraph) -> bool:
    """Whether a paragraph that is read is to be read otherwise."""
    if after.reader(paragraph) != before.reader(paragraph) or after.matched != before.matched:
        return True
    if after.project.paragraphs is before.project.paragraphs:
        return False
    now = next((each for each in after.project.paragraphs if each.id == paragraph.id), paragraph)
    return now.marks != paragraph.marks


def _remarked(read: tuple[Paragraph, ...], now: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """*read* with the marks of *now* where both have the same text; the same paragraphs if no marks differ."""
    if read is now:
        return read
    known = {each.id: each for each in now}
    made = tuple(
        other
        if (other := known.get(each.id)) is not None and other.text == each.text and other.marks != each.marks
        else each
        for each in read
    )
    return read if all(map(is_, made, read)) else made


def _designs_of(cast: tuple[Speaker, ...]) -> tuple[tuple[str, VoiceDesign], ...]:
    return tuple((each.id, each.design) for each in cast)


def _switched(before: tuple[Speaker, ...], after: tuple[Speaker, ...]) -> bool:
    """Whether a speaker went from one of its two designs to the other."""
    was = {each.id: each.b for each in before}
    return any(was.get(each.id, each.b) != each.b for each in after)
