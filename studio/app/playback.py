# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the transcript or a voice's sample: renders ahead of what is heard and knows which word that is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from studio.app.audition_levels import audition_gain
from studio.app.casting import Casting, Reader, narrator_alone
from studio.app.comparison import Comparison
from studio.app.course import Course
from studio.app.design import changed_value
from studio.app.engine_link import EngineLink
from studio.app.items import Items
from studio.app.places import Trail, first_word, moved
from studio.app.plan import SENTENCE_END
from studio.app.playlist import Playlist, PlaylistItem, item_of
from studio.app.renderer import Renderer
from studio.app.splicing import SplicedTake
from studio.app.state import TAKE, PlaybackView, Seam
from studio.app.takes import LiveTake
from studio.app.taking import FITTING, Stale
from studio.app.tasks import Supervisor
from studio.app.transcript import PlacedTake, TranscriptClock
from studio.app.tuning import AT_NEXT_WORD_S, USUAL_FIRST_SOUND_S, GoingOver, word_to_render_from
from studio.audio.events import Ended, Failed, PlayerEvent, StateChanged, WentOver
from studio.audio.player import Player
from studio.client.speech.client import AsyncSpeechClient
from studio.client.status import EngineStatus
from studio.core.errors import InvalidArgument, StudioError
from studio.core.observe import Signal
from studio.core.project import Paragraph, Project, Speaker, VoiceDesign
from studio.project.edits import paragraph_at, paragraph_starts


@dataclass(frozen=True, slots=True)
class _Session:
    playlist: Playlist
    design: VoiceDesign
    reader: Reader
    audition_voice_id: str
    project: Project
    trail: Trail
    clock: TranscriptClock
    engine: str
    to_the_end: bool = True
    end: int | None = None
    loop: tuple[int, int] | None = None
    changed: str = ""
    changes_at: Literal["word", "sentence"] = "word"


@dataclass(frozen=True, slots=True)
class _Tuning:
    """A reading that goes over to other designs as soon as their sound is there: *session* is then heard."""

    session: _Session
    course: Course
    asked_s: float


class Playback:
    """Plays the transcript or an audition.

    Reading goes on with the text and the design of its begin, even if they are changed meanwhile; so do all views of
    it.

    Args:
        player: Plays the audio; its events must be passed to on_player_event in the loop's thread.
        link: The engine.
        renderer: Fills takes, and returns complete ones.
        tasks: Owner of the render task.
        casting: Says in which design a paragraph is read.

    Attributes:
        text_clock: Times of the present text.
        begun: Number of times that playing began.
        wishes: Number of requests to play, pause or stop; one that has to be prepared is dropped if others came since.
        begins: Emits when playing begins, before it renders.
        rendered: Emits when all that is played is rendered, or playing has ended.
    """

    def __init__(
        self,
        player: Player,
        link: EngineLink,
        renderer: Renderer,
        tasks: Supervisor,
        casting: Casting = narrator_alone,
    ) -> None:
        self._casting = casting
        self._player = player
        self._link = link
        self._renderer = renderer
        self._tasks = tasks
        self._session: _Session | None = None
        self._read: _Session | None = None
        self._items_read: Mapping[str, PlaylistItem] = {}
        self._present: tuple[Project, VoiceDesign] | None = None
        self.text_clock = TranscriptClock(self._sound_of, self._casting)
        self._render_task: asyncio.Task[None] | None = None
        self._tunings: list[_Tuning] = []
        self._speaking = EngineStatus("", "starting")
        self._items = Items(renderer, self._speaking)
        self._resume_at: int | None = None
        self.begun = 0
        self.wishes = 0
        self._tuned_s = 0.0
        self.changed: Signal[PlaybackView] = Signal()
        self.failed: Signal[StudioError] = Signal()
        self.skipped: Signal[Sequence[str]] = Signal()
        self.begins: Signal[None] = Signal()
        self.rendered: Signal[None] = Signal()
        renderer.grown.connect(self._follow_new_sound)

    @property
    def active(self) -> bool:
        """Whether it plays, is paused or waits for audio."""
        return self._session is not None

    @property
    def rendering(self) -> bool:
        """Whether it renders, or waits to render, what is played."""
        return self._render_task is not None

    @property
    def reading(self) -> bool:
        """Whether it is active with the transcript."""
        return self._session is not None and not self._session.audition_voice_id

    @property
    def resume_at(self) -> int | None:
        """The character at which playing will go on; None for the start.

        Stopping, a failure and an audition keep it; playing to the end of the text resets it.
        """
        return self._resume_at

    @property
    def clock(self) -> TranscriptClock:
        """Times of what is being read until that ends, otherwise of the present text."""
        return self._session.clock if self._session is not None and self.reading else self.text_clock

    @property
    def _first_sound_s(self) -> float:
        return self._renderer.first_sound_s or USUAL_FIRST_SOUND_S

    @property
    def tuning(self) -> bool:
        """Whether sound in other designs was asked for and is not there yet."""
        return bool(self._tunings)

    @property
    def here(self) -> int:
        """The character heard now; if nothing is read, the one at which playing will go on."""
        heard = self._heard_place()
        return heard if heard is not None else self.resume_at or 0

    def follow(self, before: Project, after: Project, language: str) -> None:
        """Move the place to go on at with its word, and that of what is heard, after the text changed from *before* to
        *after*."""
        if self._session is not None:
            self._session.trail.follow(after)
        if self._resume_at is not None:
            at = moved(before, after, self._resume_at)
            # After the last word playing begins at the start.
            self._resume_at = at if first_word(after, language, at) is not None else None

    def show(self, project: Project, design: VoiceDesign) -> None:
        """Update the clocks after takes have grown, and to the present text and design."""
        session = self._session if self.reading else None
        if self._read is not None:
            self._items_read = {each.paragraph_id: each for _, each in self._read.playlist.sought()}
        # A long text is gone through only if it is shown.
        if session is None or self._present is None or self._present[0] is not project or self._present[1] != design:
            self._present = project, design
            self.text_clock.update(project, design)
        if session is not None:
            read, now, trail = session.reader, self._casting(project, design), session.trail

            def changed(paragraph: Paragraph) -> Stale:
                if read(paragraph) != now(paragraph):
                    return "voice"
                return "" if trail.untouched(paragraph.id) else "text"

            session.clock.update(session.project, session.design, changed)

    def char_at(self, t_s: float) -> int:
        """Position in the present text of the character read at *t_s* of `clock`."""
        position = self.clock.char_at(t_s)
        session = self._session
        if session is None or not self.reading:
            return position
        index, inside = paragraph_at(session.project, position)
        return session.trail.place(session.project.paragraphs[index].id, inside)

    def wish(self) -> int:
        """Note a request; its number."""
        self.wishes += 1
        return self.wishes

    def play(self, project: Project, design: VoiceDesign, start: int = 0, end: int | None = None) -> None:
        """Play the transcript from character *start* to *end* (None: to its end), snapped to whole words.

        Raises:
            InvalidArgument: there is no word in that range.
            EngineUnavailable: the engine is not ready.
        """
        client = self._link.client
        status = self._use_engine()
        reader = self._casting(project, design)
        playlist = Playlist.growing(self._items.of(project, reader, start, end), status.sample_rate_hz)
        self._begin(client, self._session_of(playlist, project, design, reader, end))
        if end is None:
            self._resume_at = start
        self.changed.emit(self.view())

    def _session_of(
        self, playlist: Playlist, project: Project, design: VoiceDesign, reader: Reader, end: int | None
    ) -> _Session:
        if not playlist.items:
            raise InvalidArgument("text", "at least one word to read: write something or select some words")
        clock = TranscriptClock(self._sound_of, self._casting)
        engine = self._speaking.engine
        return _Session(playlist, design, reader, "", project, Trail(project), clock, engine, end is None, end)

    def loop(self, project: Project, design: VoiceDesign, start: int, end: int) -> None:
        """Play the transcript from character *start* to *end*, snapped to whole words, again and again. What is heard
        there already goes on.

        Raises:
            InvalidArgument: there is no word in that range.
            EngineUnavailable: the engine is not ready.
        """
        client = self._link.client
        here = self._heard_place()
        status = self._use_engine()
        reader = self._casting(project, design)
        playlist = Playlist.looping(self._passes(project, reader, (start, end)), status.sample_rate_hz)
        session = self._session_of(playlist, project, design, reader, end)
        inside = here if here is not None and start <= here < end else None
        self._begin_at(client, replace(session, loop=(start, end), to_the_end=False), inside)

    def end_loop(self) -> None:
        """Read on behind what is read again and again, once that is heard to its end.

        Raises:
            EngineUnavailable: the engine is not ready.
        """
        session, here = self._session, self._heard_place()
        if session is None or session.loop is None:
            return
        client = self._link.client
        project, reader = session.project, session.reader
        at = session.loop[0] if here is None else here
        playlist = Playlist.growing(self._items.of(project, reader, at, None), session.playlist.sample_rate_hz)
        self._begin_at(client, self._session_of(playlist, project, session.design, reader, None), here)

    def _begin_at(self, client: AsyncSpeechClient, session: _Session, position: int | None) -> None:
        """Begin *session* at the word that holds character *position* as soon as that is known, else at its begin."""
        was_paused = self._player.state == "paused"
        at_s = self._time_of(session, session.project, position) if position is not None else None
        self._begin(client, session, at_s or 0.0)
        if was_paused:
            self._player.pause()
        self.changed.emit(self.view())

    @property
    def looped(self) -> tuple[int, int] | None:
        """Begin and end of the text that is read again and again; None if none is."""
        session = self._session
        return session.loop if session is not None and self.reading else None

    def audition(self, voice_id: str, design: VoiceDesign, sentence: str) -> None:
        """Play *sentence* in *design*, as loud as other voices' samples, without changing the place to go on at."""
        client = self._link.client
        engine = self._use_engine().engine
        text = Paragraph("", sentence)
        take = self._items.take(text, design)
        item = item_of(text, take, design)
        item = replace(item, gain=audition_gain(take, voice_id, engine))
        playlist = Playlist([item], take.sample_rate_hz)
        nothing = Project()
        self._begin(
            client,
            _Session(
                playlist, design, lambda _none: design, voice_id, nothing, Trail(nothing), self.text_clock, engine
            ),
        )
        self.changed.emit(self.view())

    def say(self, key: str, paragraph: Paragraph, design: VoiceDesign) -> None:
        """Play *paragraph*, which is no part of the transcript, without changing the place to go on at; the view names
        it by *key*."""
        client = self._link.client
        engine = self._use_engine().engine
        take = self._items.take(paragraph, design)
        playlist = Playlist([item_of(paragraph, take, design)], take.sample_rate_hz)
        nothing = Project()
        session = _Session(
            playlist, design, lambda _none: design, key, nothing, Trail(nothing), self.text_clock, engine
        )
        self._begin(client, session)
        self.changed.emit(self.view())

    def compare(self, comparison: Comparison, project: Project, design: VoiceDesign, inside: int) -> None:
        """Play two takes of a paragraph of *project*, from its character *inside* on, without rendering anything."""
        self.wish()
        self._cancel_render()
        self._tunings = []
        self._keep_place()
        clock = TranscriptClock(self._sound_of, self._casting)
        session = _Session(
            comparison, design, self._casting(project, design), "", project, Trail(project), clock, "", to_the_end=False
        )
        self._session = self._read = session
        self.begun += 1
        self.begins.emit(None)
        item = comparison.items[0]
        words = zip(item.spans, item.take.words, strict=False)
        self._player.start(comparison, next((word.start_s for span, word in words if span.end > inside), 0.0))
        self.changed.emit(self.view())

    @property
    def compared(self) -> int | None:
        """Which of two takes is chosen while they are compared: 0 or 1."""
        playlist = self._session.playlist if self._session is not None else None
        return playlist.chosen if isinstance(playlist, Comparison) else None

    def switch(self) -> bool:
        """Go on in the other one of the takes that are compared; whether there are some."""
        playlist = self._session.playlist if self._session is not None else None
        if not isinstance(playlist, Comparison):
            return False
        self._player.carry(playlist.switch())
        self.begun += 1
        self.changed.emit(self.view())
        return True

    def hear_take(self, take_id: str, take: LiveTake) -> None:
        """Play a complete *take* by itself, without changing the place to go on at."""
        nothing = Project()
        playlist = Playlist([PlaylistItem(Paragraph("", ""), 0, (), take)], take.sample_rate_hz)
        reader = narrator_alone(nothing, VoiceDesign())
        session = _Session(
            playlist, VoiceDesign(), reader, TAKE + take_id, nothing, Trail(nothing), self.text_clock, ""
        )
        self._begin(None, session)
        self.changed.emit(self.view())

    @property
    def take_id(self) -> str:
        """Id of the take that is played by itself; "" for none."""
        session = self._session
        heard = session.audition_voice_id if session is not None else ""
        return heard.removeprefix(TAKE) if heard.startswith(TAKE) else ""

    def item_heard(self) -> tuple[int, float]:
        """The number of the item that is heard, -1 for none, and the share of its take that was heard, 0 to 1."""
        if self._session is None:
            return -1, 0.0
        playlist = self._session.playlist
        heard = playlist.locate(self._player.position_s())
        if heard.item < 0:
            return -1, 0.0
        return heard.item, min(1.0, heard.take_s / max(playlist.items[heard.item].take.duration_s, 1e-6))

    def tune(self, cast: tuple[Speaker, ...], design: VoiceDesign) -> bool:
        """Go on reading in the designs of *cast*, of whom the narrator has *design*, from the next word on whose sound
        is there in time; whether that is needed. What is asked for last counts."""
        session = self._session
        if session is None or not self.reading or isinstance(session.playlist, Comparison):
            return False
        project = replace(session.project, cast=cast)
        reader = self._casting(project, design)
        wanted = self._tunings[-1].session if self._tunings else session
        if (_designs_of(wanted.project.cast), wanted.design) == (_designs_of(cast), design):
            return False
        client = self._link.client
        begin = self._place_to_tune_from(session, reader)
        if begin is None:
            return False
        number, position, unfinished = begin
        playlist = self._playlist(session, reader, position)
        heard = session.playlist.items[min(number, len(session.playlist.items) - 1)].paragraph
        at: Literal["word", "sentence"] = "word" if self._first_sound_s <= AT_NEXT_WORD_S else "sentence"
        changed = changed_value(session.reader(heard), reader(heard))
        tuned = replace(session, project=project, design=design, reader=reader, changed=changed, changes_at=at)
        course = self._course(playlist, reader)
        if unfinished is not None:
            course.unfinished = unfinished, session.reader(unfinished.paragraph)
        course.begins_s = session.playlist.rendered_s() if unfinished is not None else self._player.position_s()
        self._tunings = [*self._tunings[-1:], _Tuning(tuned, course, time.monotonic())]
        self._cancel_render()
        self._render_task = self._tasks.spawn("render what is tuned", self._render(client, course))
        self._player.go_over(GoingOver(number, playlist, _switched(session.project.cast, cast)))
        return True

    def _place_to_tune_from(self, session: _Session, reader: Reader) -> tuple[int, int, PlaylistItem | None] | None:
        """The number of the item and the character of the text from which *reader*'s designs are rendered, and an item
        to be finished before; None if nothing follows."""
        heard = session.playlist.locate(self._player.position_s())
        if heard.item < 0:
            return None
        item = session.playlist.items[heard.item]
        ids = (each.id for each in session.project.paragraphs)
        starts = dict(zip(ids, paragraph_starts(session.project), strict=True))
        if reader(item.paragraph) != session.reader(item.paragraph):
            word = word_to_render_from(item, heard.take_s, self._first_sound_s)
            if word is not None:
                span = item.spans[word - item.words.first]
                return heard.item, starts[item.paragraph_id] + item.offset + span.start, None
        following = heard.item + 1
        if not session.playlist.grow_to(following):
            return None
        after = session.playlist.items[following]
        begin = session.loop[0] if session.loop is not None else starts[after.paragraph_id] + after.offset
        whole = item.take.new if isinstance(item.take, SplicedTake) else item
        unfinished = None if whole.take.complete else whole
        return following, begin, unfinished

    def _playlist(self, session: _Session, reader: Reader, position: int) -> Playlist:
        """What *reader* reads in *session* from character *position* on."""
        project, rate_hz = session.project, session.playlist.sample_rate_hz
        if session.loop is None:
            return Playlist.growing(self._items.of(project, reader, position, session.end), rate_hz)
        first = self._items.of(project, reader, position, session.loop[1])
        return Playlist.looping(chain(first, self._passes(project, reader, session.loop)), rate_hz)

    def _passes(self, project: Project, reader: Reader, loop: tuple[int, int]) -> Iterator[PlaylistItem]:
        found = True
        while found:
            found = False
            for item in self._items.of(project, reader, *loop):
                found = True
                yield item

    def pause_or_resume(self) -> None:
        self.wish()
        if self._player.state == "paused":
            self._player.resume()
        else:
            self._player.pause()

    def stop(self) -> None:
        """Stop playing and rendering; complete takes and the place are kept."""
        self.wish()
        self._player.stop()
        self._end()

    def place(self, position: int | None) -> None:
        """Set the character at which playing will go on; None for the start."""
        self._resume_at = position
        self.changed.emit(self.view())

    def seek_to_char(self, project: Project, design: VoiceDesign, position: int) -> None:
        """Go on at the word that holds or follows character *position*; when stopped, only set the place."""
        session = self._session
        if session is None:
            self.place(position)
            return
        if session is not None and not session.audition_voice_id and session.design == design:
            t_s = self._time_of(session, project, position)
            if t_s is not None:
                self._player.seek(t_s)
                return
        was_paused = self._player.state == "paused"
        self.play(project, design, position)
        if was_paused:
            self._player.pause()

    def view(self) -> PlaybackView:
        """The view of this moment; cheap enough for 60 calls a second."""
        session, clock = self._session, self.clock
        if session is None or session.audition_voice_id:
            return PlaybackView(
                self._player.state if session is not None else "stopped",
                0.0 if self.resume_at is None else clock.time_of(self.resume_at),
                total_s=clock.total_s,
                estimated=clock.estimated,
                audition_voice_id=session.audition_voice_id if session is not None else "",
            )
        heard = session.playlist.locate(self._player.position_s())
        item = session.playlist.items[heard.item]
        word, sentence_start = None, 0
        if heard.word >= 0:
            span = item.spans[heard.word]
            first = item.offset + _sentence_start(item, heard.word)
            word = session.trail.word(item.paragraph_id, item.offset + span.start, item.offset + span.end)
            sentence_start = session.trail.place(item.paragraph_id, first)
        return PlaybackView(
            self._player.state,
            clock.elapsed_s(item, heard.take_s),
            clock.total_s,
            clock.estimated,
            word,
            min(sentence_start, word.start) if word is not None else 0,
            tuning=self._tunings[-1].session.changes_at if self._tunings else "",
            seam=self._seam_in(session, item),
            loops=session.loop is not None,
        )

    def _seam_in(self, session: _Session, item: PlaylistItem) -> Seam | None:
        take = item.take
        if isinstance(take, SplicedTake):
            first, seam_s = take.seam.word - item.words.first, take.seam.at_s
        elif item is session.playlist.changed_item:
            first, seam_s = 0, item.from_s
        else:
            return None
        last = next((n for n in range(first, len(item.spans)) if SENTENCE_END.search(item.spans[n].text)), -1)
        start, end = item.offset + item.spans[first].start, item.offset + item.spans[last].end
        word = session.trail.word(item.paragraph_id, start, end)
        if word is None:
            return None
        known = take.words[first : last + 1 or None]
        end_s = known[-1].end_s if known else seam_s
        at_s, end_s = (session.clock.elapsed_s(item, each) for each in (seam_s, end_s))
        return Seam(at_s, end_s, word.start, word.end, session.changed, session.changes_at, self._tuned_s)

    def on_player_event(self, event: PlayerEvent) -> None:
        """Handle an event of the player, in the loop's thread."""
        if isinstance(event, StateChanged):
            if self._session is not None:
                self.changed.emit(self.view())
            return
        if isinstance(event, WentOver):
            self._went_over(event)
            return
        # Something else may have begun to play since the player told it.
        if self._session is not None and event.source is self._session.playlist:
            self._end(heard_out=isinstance(event, Ended))
        if isinstance(event, Failed):
            self.failed.emit(event.error)

    async def close(self) -> None:
        self.stop()
        await asyncio.get_running_loop().run_in_executor(None, self._player.close)

    def _begin(self, client: AsyncSpeechClient | None, session: _Session, at_s: float = 0.0) -> None:
        self.wish()
        self._cancel_render()
        self._tunings = []
        self._keep_place()
        self._session = session
        if not session.audition_voice_id:
            self._read = session
        self.begun += 1
        self.begins.emit(None)
        self._player.start(session.playlist, at_s)
        if client is not None:
            course = self._course(session.playlist, session.reader)
            self._render_task = self._tasks.spawn("render what is played", self._render(client, course))

    def _end(self, heard_out: bool = False) -> None:
        self._cancel_render()
        self._tunings = []
        session = self._session
        if session is None:
            return
        broken = next((s for s in session.playlist.items if s.take.error is not None), None)
        if not heard_out:
            self._keep_place()
        elif session.audition_voice_id:
            pass
        elif broken is not None:
            self._resume_at = self._place_in(session, broken, len(broken.take.words))
        elif session.to_the_end:
            self._resume_at = None
        self._session = None
        self.changed.emit(self.view())

    def _keep_place(self) -> None:
        """Keep the place of the word being heard."""
        heard = self._heard_place()
        if heard is not None:
            self._resume_at = heard

    def _heard_place(self) -> int | None:
        session = self._session
        if session is None or session.audition_voice_id:
            return None
        heard = session.playlist.locate(self._player.position_s())
        if heard.word < 0:
            return None
        return self._place_in(session, session.playlist.items[heard.item], heard.word)

    @staticmethod
    def _place_in(session: _Session, item: PlaylistItem, word: int) -> int:
        at = item.offset + item.spans[min(word, len(item.spans) - 1)].start
        return session.trail.place(item.paragraph_id, at)

    def _sound_of(self, paragraph: Paragraph, design: VoiceDesign) -> PlacedTake | None:
        """The paragraph's take that is heard or was last heard; otherwise its kept take."""
        read, status = self._read, self._link.state.status
        item = self._items_read.get(paragraph.id)
        if (
            read is None
            or item is None
            or (item.paragraph.script, read.reader(item.paragraph)) != (paragraph.script, design)
        ):
            item = None
        elif not self.reading and (status is None or status.engine != read.engine):
            item = None  # another engine would speak it now
        if item is not None and self.reading and not item.take.dropped:
            begun = item.take.frames or item.take.complete
            known = None if begun else self._kept(paragraph, design)
            if known is not None and known[1] in FITTING:
                return PlacedTake(known[0], stale=known[1])  # it is yet to be read from the file
            return PlacedTake(item.take, item.offset, item.rest, broken_off=not self.rendering)
        kept = self._kept(paragraph, design)
        if kept is not None:
            return PlacedTake(kept[0], stale=kept[1])
        return PlacedTake(item.take, item.offset, item.rest, broken_off=True) if item is not None else None

    def _kept(self, paragraph: Paragraph, design: VoiceDesign) -> tuple[LiveTake, Stale] | None:
        status = self._link.state.status
        # Before the engine has told its name, what was rendered is shown as by another version.
        return self._renderer.kept(paragraph, design, status.engine if status is not None else "")

    def _cancel_render(self) -> None:
        task, self._render_task = self._render_task, None
        if task is not None:
            task.cancel()
            self.rendered.emit(None)

    def _course(self, playlist: Playlist, reader: Reader) -> Course:
        items, link, player = self._items, self._link, self._player
        course = Course(playlist, reader, self._renderer, items, link, self._speaking, player.position_s)
        course.skipped.connect(self.skipped.emit)
        return course

    async def _render(self, client: AsyncSpeechClient, course: Course) -> None:
        task = asyncio.current_task()
        try:
            await course.render(client)
        except StudioError as error:
            self._break_off(error)
            self.failed.emit(error)
        finally:
            if task is self._render_task:
                self._render_task = None
                self.rendered.emit(None)

    def _break_off(self, error: StudioError) -> None:
        """Have what is heard end with what is there of it, if it waits for the tuning that failed."""
        if self._session is not None and self._tunings:
            for item in self._session.playlist.items:
                if not item.take.complete:
                    item.take.error = error

    def _went_over(self, event: WentOver) -> None:
        playlist = event.source
        assert isinstance(playlist, Playlist)
        numbers = [n for n, each in enumerate(self._tunings) if each.course.playlist is playlist.rest]
        if not numbers or self._session is None:
            return
        tuning, self._tunings = self._tunings[numbers[0]], self._tunings[numbers[0] + 1 :]
        tuning.course.go_over(playlist)
        self._session = self._read = replace(tuning.session, playlist=playlist)
        self._follow_new_sound(None)
        self._tuned_s = time.monotonic() - tuning.asked_s + max(event.at_s - self._player.position_s(), 0.0)
        self.changed.emit(self.view())

    def _follow_new_sound(self, grown: LiveTake | None) -> None:
        """Let the takes that go over to another one grow with that."""
        playlist = self._session.playlist if self._session is not None else None
        for item in playlist.items if playlist is not None and playlist.changed_s else ():
            take = item.take
            if isinstance(take, SplicedTake) and not take.complete and grown in (None, take.source):
                take.follow()

    def _use_engine(self) -> EngineStatus:
        status = self._link.state.status
        assert status is not None  # the engine is ready, as the link gave a client
        self._speaking, self._items = status, Items(self._renderer, status)
        return status

    def _time_of(self, session: _Session, project: Project, position: int) -> float | None:
        index, inside = paragraph_at(project, position)
        paragraph = project.paragraphs[index]
        for number, item in session.playlist.sought():
            if item.paragraph_id != paragraph.id or item.paragraph.script != paragraph.script:
                continue
            if inside < item.offset:
                return None
            for span, word in zip(item.spans, item.take.words, strict=False):
                if item.offset + span.end > inside:
                    t_s = session.playlist.time_of(number, max(word.start_s, item.from_s))
                    # Before that place it is read in another design.
                    return t_s if t_s is None or t_s >= session.playlist.changed_s else None
        return None


def _designs_of(cast: tuple[Speaker, ...]) -> tuple[tuple[str, VoiceDesign], ...]:
    return tuple((each.id, each.design) for each in cast)


def _switched(before: tuple[Speaker, ...], after: tuple[Speaker, ...]) -> bool:
    """Whether a speaker went from one of its two designs to the other."""
    was = {each.id: each.b for each in before}
    return any(was.get(each.id, each.b) != each.b for each in after)


def _sentence_start(item: PlaylistItem, word: int) -> int:
    while word > 0 and not SENTENCE_END.search(item.spans[word - 1].text):
        word -= 1
    return item.spans[word].start
