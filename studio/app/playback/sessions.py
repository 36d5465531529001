# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes sessions: readings of the transcript once or again and again, two takes compared, and samples."""

from __future__ import annotations

from dataclasses import replace

from studio.app.design.casting import Casting, Reader
from studio.app.playback.places import Trail
from studio.app.playback.session import Session
from studio.app.playback.speaking import Speaking
from studio.app.playback.times import Times
from studio.app.playback.view import TAKE
from studio.app.takes.audition_levels import audition_gain
from studio.app.takes.comparison import Comparison
from studio.app.takes.gain import Gain
from studio.app.takes.matching import Matching
from studio.app.takes.playlist import Playlist, PlaylistItem, item_of
from studio.app.takes.takes import LiveTake
from studio.core.errors import InvalidArgument
from studio.core.project import Paragraph, Project, VoiceDesign


class Sessions:
    """Makes sessions of what the engine speaks that is used.

    Args:
        speaking: Makes their items.
        times: Makes their clocks.
        casting: Says in which design a paragraph is read.
        matching: Has the two designs of a speaker equally loud; None for no such thing.
    """

    def __init__(self, speaking: Speaking, times: Times, casting: Casting, matching: Matching | None) -> None:
        self._speaking = speaking
        self._times = times
        self._casting = casting
        self._matching = matching

    def matches(self, project: Project) -> bool:
        """Whether speakers of *project* have two designs that are heard equally loud."""
        return self._matching is not None and self._matching.matches(project)

    def reading(self, project: Project, design: VoiceDesign, start: int, end: int | None) -> Session:
        """The transcript from character *start* to *end* (None: to its end).

        Raises:
            InvalidArgument: there is no word in that range.
        """
        items, reader = self._speaking.items, self._casting(project, design)
        playlist = Playlist.growing(items.of(project, reader, start, end), items.rate_hz)
        return self._reading(playlist, project, design, reader, end)

    def looping(self, project: Project, design: VoiceDesign, start: int, end: int, first: int | None = None) -> Session:
        """The transcript from character *start* to *end*, again and again, first from character *first* on.

        Raises:
            InvalidArgument: there is no word in that range.
        """
        items, reader = self._speaking.items, self._casting(project, design)
        playlist = Playlist.looping(items.passes(project, reader, (start, end), first), items.rate_hz)
        session = self._reading(playlist, project, design, reader, end)
        return replace(session, loop=(start, end), to_the_end=False)

    def behind(self, before: Session, start: int) -> Session:
        """What *before* reads, from character *start* of that to the end of the text."""
        items = self._speaking.items.of(before.project, before.reader, start, None)
        playlist = Playlist.growing(items, before.playlist.sample_rate_hz)
        made = self._reading(playlist, before.project, before.design, before.reader, None)
        return replace(made, trail=before.trail)

    def comparison(self, takes: Comparison, project: Project, design: VoiceDesign) -> Session:
        """Two takes of a paragraph of *project*."""
        reader, clock = self._casting(project, design), self._times.new_clock()
        return Session(takes, design, reader, "", project, Trail(project), clock, "", to_the_end=False)

    def audition(self, voice_id: str, design: VoiceDesign, said: Paragraph) -> Session:
        """*said* in *design*, as loud as other voices' samples."""
        take = self._speaking.items.take(said, design)
        gain = Gain(audition_gain(take, voice_id, self._speaking.status.engine))
        return self._sample(_alone(replace(item_of(said, take, design), gain=gain)), design, voice_id)

    def saying(self, key: str, paragraph: Paragraph, design: VoiceDesign) -> Session:
        """*paragraph*, which is no part of the transcript; the view names it by *key*."""
        item = item_of(paragraph, self._speaking.items.take(paragraph, design), design)
        return self._sample(_alone(item), design, key)

    def take(self, take_id: str, take: LiveTake) -> Session:
        """A complete *take* by itself."""
        item = PlaylistItem(Paragraph("", ""), 0, (), take)
        return replace(self._sample(_alone(item), VoiceDesign(), TAKE + take_id), engine="")

    def in_turn(self, take_id: str, takes: Comparison) -> Session:
        """Two takes that are no part of the transcript."""
        return replace(self._sample(takes, VoiceDesign(), TAKE + take_id), engine="")

    def _reading(
        self, playlist: Playlist, project: Project, design: VoiceDesign, reader: Reader, end: int | None
    ) -> Session:
        if not playlist.items:
            raise InvalidArgument("text", "at least one word to read: write something or select some words")
        clock, engine = self._times.new_clock(), self._speaking.status.engine
        session = Session(playlist, design, reader, "", project, Trail(project), clock, engine, end is None, end)
        return replace(session, matched=self.matches(project))

    def _sample(self, playlist: Playlist, design: VoiceDesign, key: str) -> Session:
        """A session of *playlist*, which is no part of the transcript and is named by *key*."""
        nothing = Project()
        clock, engine = self._times.text_clock, self._speaking.status.engine
        return Session(playlist, design, lambda _none: design, key, nothing, Trail(nothing), clock, engine)


def _alone(item: PlaylistItem) -> Playlist:
    return Playlist([item], item.take.sample_rate_hz)
