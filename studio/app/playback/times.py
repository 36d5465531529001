# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of the present text, and of the text that is read, by the takes that are heard or were last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from studio.app.design.casting import Casting
from studio.app.playback.session import Session
from studio.app.playback.speaking import Speaking
from studio.app.takes.in_use import FITTING, Stale
from studio.app.takes.playlist import PlaylistItem
from studio.app.takes.transcript import PlacedTake, TranscriptClock
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.splits import as_meant
from studio.project.edits import paragraph_at


class Times:
    """While the transcript is read, the times are those of the text of its begin, even if it is changed meanwhile.

    Args:
        speaking: Knows what is kept.
        casting: Says in which design a paragraph is read.
        session: Gives what is played now.
        rendering: Tells whether it is rendered.

    Attributes:
        read: The reading that is heard, or was last.
    """

    def __init__(
        self,
        speaking: Speaking,
        casting: Casting,
        session: Callable[[], Session | None],
        rendering: Callable[[], bool],
    ) -> None:
        self._speaking = speaking
        self._casting = casting
        self._session = session
        self._rendering = rendering
        self._items_read: Mapping[str, PlaylistItem] = {}
        self._present: tuple[Project, VoiceDesign] | None = None
        self._clocked: Session | None = None
        self.read: Session | None = None
        self._text_clock = self.new_clock()

    def new_clock(self) -> TranscriptClock:
        """A clock for a reading."""
        return TranscriptClock(self._sound_of, self._casting)

    @property
    def clock(self) -> TranscriptClock:
        """Times of what is being read until that ends, otherwise of the present text."""
        reading = self._reading
        return reading.clock if reading is not None else self.text_clock

    @property
    def text_clock(self) -> TranscriptClock:
        """Times of the present text, whatever is being read."""
        reading, present = self._reading, self._present
        if reading is None or reading is not self._clocked or present is None:
            return self._text_clock
        return reading.clock if _reads(reading, *present) else self._text_clock

    def char_at(self, t_s: float) -> int:
        """Position in the present text of the character read at *t_s* of `clock`."""
        position = self.clock.char_at(t_s)
        reading = self._reading
        if reading is None:
            return position
        index, inside = paragraph_at(reading.project, position)
        return reading.trail.place(reading.project.paragraphs[index].id, inside)

    def show(self, project: Project, design: VoiceDesign) -> None:
        """Update the clocks after takes have grown, and to the present text and design."""
        for _ in self.showing(project, design):
            pass

    def showing(self, project: Project, design: VoiceDesign) -> Iterator[None]:
        """Like `show`, in slices; nothing is seen of it before the last one is done."""
        reading = self._reading
        if self.read is not None:
            self._items_read = {each.paragraph_id: each for _, each in self.read.playlist.sought()}
        # A long text is gone through once.
        if reading is None or not _reads(reading, project, design):
            yield from self._text_clock.updating(project, design)
        self._present = project, design
        if reading is not None:
            read, now, trail = reading.reader, self._casting(project, design), reading.trail

            def changed(paragraph: Paragraph) -> Stale:
                if read(paragraph) not in (now(paragraph), as_meant(now(paragraph))):
                    return "voice"
                return "" if trail.untouched(paragraph.id) else "text"

            yield from reading.clock.updating(reading.project, reading.design, changed)
        self._clocked = reading

    @property
    def _reading(self) -> Session | None:
        """What is played, if it is the transcript."""
        session = self._session()
        return session if session is not None and session.reads else None

    def _sound_of(self, paragraph: Paragraph, design: VoiceDesign) -> PlacedTake | None:
        """The paragraph's take that is heard or was last heard; otherwise its kept take."""
        read, reads = self.read, self._reading is not None
        item = self._items_read.get(paragraph.id)
        if (
            read is None
            or item is None
            or (item.paragraph.script, read.reader(item.paragraph)) != (paragraph.script, design)
        ):
            item = None
        elif not reads and self._speaking.engine_now != read.engine:
            item = None  # another engine would speak it now
        if item is not None and reads and not item.take.dropped:
            begun = item.take.frames or item.take.complete
            known = None if begun else self._speaking.kept(paragraph, design)
            if known is not None and known[1] in FITTING:
                return PlacedTake(known[0], stale=known[1])  # it is yet to be read from the file
            return PlacedTake(item.take, item.offset, item.rest, broken_off=not self._rendering())
        kept = self._speaking.kept(paragraph, design)
        if kept is not None:
            return PlacedTake(kept[0], stale=kept[1])
        return PlacedTake(item.take, item.offset, item.rest, broken_off=True) if item is not None else None


def _reads(reading: Session, project: Project, design: VoiceDesign) -> bool:
    """Whether *reading* is one of *project* in *design*."""
    return reading.project is project and reading.design == design
