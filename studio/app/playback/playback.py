# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the transcript or a voice's sample: renders ahead of what is heard and knows which word that is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from studio.app.design.casting import Casting, narrator_alone
from studio.app.link.engine_link import EngineLink
from studio.app.playback.ahead import Ahead
from studio.app.playback.places import Trail, first_word, moved
from studio.app.playback.session import Session
from studio.app.playback.sessions import Sessions
from studio.app.playback.speaking import Speaking
from studio.app.playback.times import Times
from studio.app.playback.tuner import Place, Tuner, follow_new_sound, place_to_tune_from, playlist_from
from studio.app.playback.tuning import AT_NEXT_WORD_S, ON_THE_WAY_S, USUAL_FIRST_SOUND_S
from studio.app.playback.view import TAKE, PlaybackView
from studio.app.takes.comparison import Comparison
from studio.app.takes.matching import Matching
from studio.app.takes.playlist import Playlist
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import LiveTake
from studio.app.work.tasks import Supervisor
from studio.audio.events import Ended, Failed, PlayerEvent, StateChanged, WentOver
from studio.audio.player import Player
from studio.client.speech.client import AsyncSpeechClient
from studio.core.observe import Signal
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.project.edits import paragraph_at

_TIMES_AS_LONG = 2.0
"""How much longer a first sound may take than the last one did."""


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
        matching: Has the two designs of a speaker equally loud; None for no such thing.

    Attributes:
        times: Times of the present text, and of what is read.
        session: What is played, paused or waited for; None for nothing.
        tuner: What was asked for in other designs.
        begun: Number of times that playing began.
        wishes: Number of requests to play, pause or stop; one that has to be prepared is dropped if others came since.
        hush: Tells why nothing may be heard now, though it could be; "" for nothing.
        hushed: Emits when something was to be heard, and `hush` forbids it.
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
        matching: Matching | None = None,
    ) -> None:
        self._casting = casting
        self._player = player
        self._link = link
        self._renderer = renderer
        self.session: Session | None = None
        self.tuner = Tuner()
        self._speaking = Speaking(link, renderer, matching)
        self.times = Times(self._speaking, casting, lambda: self.session, lambda: self.rendering)
        self._sessions = Sessions(self._speaking, self.times, casting, matching)
        self._ahead = Ahead(player, link, renderer, tasks, self._speaking, self.tuner, lambda: self.session)
        self._resume_at: int | None = None
        self.begun = 0
        self.wishes = 0
        self.hush: Callable[[], str] = lambda: ""
        self.hushed: Signal[None] = Signal()
        self.changed: Signal[PlaybackView] = Signal()
        self.failed, self.skipped = self._ahead.failed, self._ahead.skipped
        self.begins: Signal[None] = Signal()
        self.rendered = self._ahead.ended
        if matching is not None:
            # Before what is heard takes new sound over, with its gain.
            renderer.grown.connect(matching.follow)
        renderer.grown.connect(self._follow_new_sound)

    @property
    def active(self) -> bool:
        """Whether it plays, is paused or waits for audio."""
        return self.session is not None

    @property
    def rendering(self) -> bool:
        """Whether it renders, or waits to render, what is played."""
        return self._ahead.active

    @property
    def reading(self) -> bool:
        """Whether it is active with the transcript."""
        return self.session is not None and self.session.reads

    @property
    def resume_at(self) -> int | None:
        """The character at which playing will go on; None for the start.

        Stopping, a failure and an audition keep it; playing to the end of the text resets it.
        """
        return self._resume_at

    @property
    def took_s(self) -> float:
        """Seconds from the last change of a design to the begin of its sound."""
        return self.tuner.took_s

    @property
    def first_sound_s(self) -> float:
        """Seconds from the last request to its first sound; a usual value before any."""
        return self._renderer.first_sound_s or USUAL_FIRST_SOUND_S

    @property
    def _first_sound_within_s(self) -> float:
        """Seconds from a request that is made now to its first sound. One that the engine had begun before comes at
        once, and tells nothing of the others."""
        return max(self._renderer.first_sounds_s, default=USUAL_FIRST_SOUND_S)

    @property
    def tuning(self) -> bool:
        """Whether sound in other designs was asked for and is not there yet."""
        return self.tuner.on_its_way

    @property
    def here(self) -> int:
        """The character heard now; if nothing is read, the one at which playing will go on."""
        heard = self._heard_place()
        return heard if heard is not None else self.resume_at or 0

    def follow(self, before: Project, after: Project) -> None:
        """Move the place to go on at with its word, and that of what is heard, after the text changed from *before* to
        *after*."""
        if self.session is not None:
            self.session.trail.follow(after)
        for asked in self.tuner.asked:
            asked.session.trail.follow(after)
        if self._resume_at is not None:
            at = moved(before, after, self._resume_at)
            # After the last word playing begins at the start. Whoever reads, a text has its last word at one place.
            reader = narrator_alone(after, VoiceDesign())
            self._resume_at = at if first_word(after, reader, at) is not None else None

    def wish(self) -> int:
        """Note a request; its number."""
        self.wishes += 1
        return self.wishes

    def play(self, project: Project, design: VoiceDesign, start: int = 0, end: int | None = None) -> None:
        """Play the transcript from character *start* to *end* (None: to its end), snapped to whole words.

        Raises:
            InvalidArgument: there is no word in that range.
            EngineUnavailable: the engine is not ready, and some of it is not kept.
        """
        client = self._speaking.use_for(project, self._casting(project, design), start, end)
        self._begin(client, self._sessions.reading(project, design, start, end))
        if end is None:
            self._resume_at = start
        self.changed.emit(self.view())

    def loop(self, project: Project, design: VoiceDesign, start: int, end: int) -> None:
        """Play the transcript from character *start* to *end*, snapped to whole words, again and again. What is heard
        there already goes on.

        Raises:
            InvalidArgument: there is no word in that range.
            EngineUnavailable: the engine is not ready.
        """
        client = self._link.client
        here = self._heard_place()
        self._speaking.use()
        inside = here if here is not None and start <= here < end else None
        self._begin_at(client, self._sessions.looping(project, design, start, end), inside)

    def end_loop(self) -> None:
        """Read on behind what is read again and again, once that is heard to its end.

        Raises:
            EngineUnavailable: the engine is not ready.
        """
        session = self.session
        if session is None or session.loop is None:
            return
        here = session.read_place(self._player.position_s())
        client = self._link.client
        self._begin_at(client, self._sessions.behind(session, session.loop[0] if here is None else here), here)

    def _begin_at(self, client: AsyncSpeechClient, session: Session, position: int | None) -> None:
        """Begin *session* at the word that holds character *position* as soon as that is known, else at its begin."""
        was_paused = self._player.state == "paused"
        at_s = session.time_of(session.project, position) if position is not None else None
        self._begin(client, session, at_s or 0.0)
        if was_paused:
            self._player.pause()
        self.changed.emit(self.view())

    @property
    def looped(self) -> tuple[int, int] | None:
        """Begin and end of the text that is read again and again; None if none is."""
        session = self.session
        return session.looped if session is not None and self.reading else None

    @property
    def selected_end(self) -> int | None:
        """End of the stretch of the text that is read once; None where it is read to its end, or again and again."""
        session = self.session
        if session is None or not session.reads or session.loop is not None or session.end is None:
            return None
        return session.present(session.end)

    def audition(self, voice_id: str, design: VoiceDesign, said: Paragraph) -> None:
        """Play *said* in *design*, as loud as other voices' samples, without changing the place to go on at."""
        client = self._link.client
        self._speaking.use()
        self._begin(client, self._sessions.audition(voice_id, design, said))
        self.changed.emit(self.view())

    def say(self, key: str, paragraph: Paragraph, design: VoiceDesign) -> None:
        """Play *paragraph*, which is no part of the transcript, without changing the place to go on at; the view names
        it by *key*."""
        client = self._link.client
        self._speaking.use()
        self._begin(client, self._sessions.saying(key, paragraph, design))
        self.changed.emit(self.view())

    def compare(self, comparison: Comparison, project: Project, design: VoiceDesign, inside: int) -> None:
        """Play two takes of a paragraph of *project*, from its character *inside* on, without rendering anything."""
        if self._hushed():
            return
        self.wish()
        self._ahead.cancel()
        self.tuner.drop()
        self._keep_place()
        session = self._sessions.comparison(comparison, project, design)
        self.session = self.times.read = session
        self.begun += 1
        self.begins.emit(None)
        item = comparison.items[0]
        words = zip(item.spans, item.take.words, strict=False)
        self._player.start(comparison, next((word.start_s for span, word in words if span.end > inside), 0.0))
        self.changed.emit(self.view())

    @property
    def compared(self) -> int | None:
        """Which of two takes is chosen while they are compared: 0 or 1."""
        playlist = self.session.playlist if self.session is not None else None
        return playlist.chosen if isinstance(playlist, Comparison) else None

    def switch(self) -> bool:
        """Go on in the other one of the takes that are compared; whether there are some."""
        playlist = self.session.playlist if self.session is not None else None
        if not isinstance(playlist, Comparison):
            return False
        self._player.carry(playlist.switch())
        self.begun += 1
        self.changed.emit(self.view())
        return True

    def hear_take(self, take_id: str, take: LiveTake, at_s: float = 0.0) -> None:
        """Play a complete *take* by itself from *at_s* seconds on, without changing the place to go on at."""
        self._begin(None, self._sessions.take(take_id, take), at_s, renders=False)
        self.changed.emit(self.view())

    def hear_in_turn(self, take_id: str, comparison: Comparison, at_s: float) -> None:
        """Play two takes that are no part of the transcript, from *at_s* seconds of *comparison* on, see `switch`."""
        self._begin(None, self._sessions.in_turn(take_id, comparison), at_s, renders=False)
        self.changed.emit(self.view())

    def go_over_in_turn(self, take_id: str, comparison: Comparison, move: Callable[[float], float]) -> None:
        """Go on in *comparison* instead of the one that is heard; *move* gives its second for one of that."""
        if self._player.carry(move, comparison):
            self.session = self._sessions.in_turn(take_id, comparison)
            self.begun += 1
            self.changed.emit(self.view())

    def seek_in_take(self, at_s: float) -> None:
        """Go on at *at_s* seconds of what is heard without being part of the transcript."""
        self._player.seek(at_s)

    @property
    def take_id(self) -> str:
        """Id of the take that is played by itself; "" for none."""
        session = self.session
        heard = session.audition_voice_id if session is not None else ""
        return heard.removeprefix(TAKE) if heard.startswith(TAKE) else ""

    def item_heard(self) -> tuple[int, float]:
        """The number of the item that is heard, -1 for none, and the share of its take that was heard, 0 to 1."""
        if self.session is None:
            return -1, 0.0
        playlist = self.session.playlist
        heard = playlist.locate(self._player.position_s())
        if heard.item < 0:
            return -1, 0.0
        return heard.item, min(1.0, heard.take_s / max(playlist.items[heard.item].take.duration_s, 1e-6))

    def tune(
        self,
        now: Project,
        design: VoiceDesign,
        at_s: float | None = None,
        patient: bool = False,
        afresh: bool = False,
    ) -> Literal["", "asked", "waits"]:
        """Go on reading in the designs of the cast of *now*, of whom the narrator has *design*, and with its marks,
        from the next word on whose sound is there in time. What is asked for last counts.

        Args:
            at_s: Second of what is read that is heard next; None for the one that is heard now.
            patient: Whether nothing is asked for as long as what is heard is being rendered, and would end before the
                new sound begins.
            afresh: Whether it is asked for also if it was before, and is not heard yet.

        Returns:
            Whether it was asked for, is to be asked for later, or is not needed.
        """
        session = self.session
        self.tuner.waiting = ""
        if session is None:
            return ""
        project = self.tuner.project_for(session, now)
        matched = self._sessions.matches(project)
        if not self.tuner.needed(session, project, design, matched, afresh):
            return ""
        self._speaking.know_engine()
        # One that starts again is waited for where the change was asked for before.
        client = None if afresh and not self._link.ready else self._link.client
        first_sound_s = self._first_sound_within_s
        if at_s is None:
            at_s = self._player.position_s()
        reader = self._casting(project, design)
        after = replace(session, project=project, design=design, reader=reader, matched=matched)
        if project.paragraphs is not session.project.paragraphs:
            after = replace(after, trail=Trail(project))
            after.trail.follow(now)
        place = place_to_tune_from(session, after, at_s, first_sound_s)
        if place is None:
            return ""
        if patient and not self._bridges(session, place, at_s):
            soon = place.unfinished is None and first_sound_s <= AT_NEXT_WORD_S
            self.tuner.waiting = "word" if soon else "sentence"
            return "waits"
        course = self._ahead.course(playlist_from(after, self._speaking.items, reader, place.position), reader)
        course.begins_s = session.playlist.rendered_s() if place.unfinished is not None else at_s
        course.passed = lambda: session.playlist.locate(self._player.position_s()).item - place.item
        going_over = self.tuner.ask(session, after, place, course, first_sound_s)
        self._ahead.render_tuned(client, course, session, at_s, place.item)
        self._player.go_over(going_over)
        return "asked"

    def _bridges(self, session: Session, place: Place, at_s: float) -> bool:
        """Whether what is heard at *at_s* goes on until sound comes that is rendered from *place* on, as far as can be
        told."""
        if not self.rendering or self._player.state == "paused":
            return True  # there is nothing to wait for
        playlist = session.playlist
        if not self.tuning and not playlist.items[playlist.locate(at_s).item].take.frames:
            return True  # nor is there sound that could end
        if place.unfinished is not None:
            return False  # which would begin once more
        return playlist.rendered_s() - at_s >= _TIMES_AS_LONG * self._first_sound_within_s + ON_THE_WAY_S

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
        """Go on at the word that holds or follows character *position*; when stopped, only set the place.

        A loop goes on if that is in it, and what is asked for in other designs is asked for from there on.
        """
        session = self.session
        if session is None:
            self.place(position)
            return
        if self._seeks_to(session, project, design, position):
            return
        was_paused = self._player.state == "paused"
        looped, end = session.looped, self.selected_end
        if looped is not None and looped[0] <= position < looped[1]:
            client = self._link.client
            self._speaking.use()
            self._begin(client, self._sessions.looping(project, design, *looped, position))
            self.changed.emit(self.view())
        else:
            self.play(project, design, position, end if end is not None and position < end else None)
        if was_paused:
            self._player.pause()

    def _seeks_to(self, session: Session, project: Project, design: VoiceDesign, position: int) -> bool:
        """Go on at character *position* in what is read, and ask from there for what is to be read otherwise; whether
        that can be done."""
        reads_on = session.reads and (session.design == design or self.tuner.waits_for)
        t_s = session.time_of(project, position) if reads_on else None
        if t_s is None or self._is_read_otherwise(session, project, design, position):
            return False
        course, asked_before = self._ahead.course_of(session, t_s), bool(self.tuner.asked)
        if asked_before and course is None:
            return False
        self._player.seek(t_s)
        # The player goes over to nothing any more.
        self.tuner.give_up()
        asked = self.tune(project, design, t_s, afresh=True)
        if asked_before and asked != "asked" and course is not None:
            self._ahead.render(None, course)
        return True

    def _is_read_otherwise(self, session: Session, project: Project, design: VoiceDesign, position: int) -> bool:
        """Whether the paragraph at character *position* has another speaker than it is read by, or another take."""
        paragraph = project.paragraphs[paragraph_at(project, position)[0]]
        item = next((each for _, each in session.playlist.sought() if each.paragraph_id == paragraph.id), None)
        if item is None or isinstance(session.playlist, Comparison):
            return False
        design = self._casting(project, design)(paragraph)
        return item.paragraph.speaker != paragraph.speaker or self._speaking.has_other(item, paragraph, design)

    def view(self) -> PlaybackView:
        """The view of this moment; cheap enough for 60 calls a second."""
        session, clock = self.session, self.times.clock
        if session is None or session.audition_voice_id:
            return PlaybackView(
                self._player.state if session is not None else "stopped",
                0.0 if self.resume_at is None else clock.time_of(self.resume_at),
                total_s=clock.total_s,
                estimated=clock.estimated,
                audition_voice_id=session.audition_voice_id if session is not None else "",
            )
        view = session.view(self._player.position_s(), self._player.state, self.tuner.took_s)
        return replace(view, tuning=self.tuner.waits_for)

    def on_player_event(self, event: PlayerEvent) -> None:
        """Handle an event of the player, in the loop's thread."""
        if isinstance(event, StateChanged):
            if self.session is not None:
                self.changed.emit(self.view())
            return
        if isinstance(event, WentOver):
            self._went_over(event)
            return
        # Something else may have begun to play since the player told it.
        if self.session is not None and event.source is self.session.playlist:
            self._end(heard_out=isinstance(event, Ended))
        if isinstance(event, Failed):
            self.failed.emit(event.error)

    async def close(self) -> None:
        self.stop()
        await asyncio.get_running_loop().run_in_executor(None, self._player.close)

    def _begin(
        self, client: AsyncSpeechClient | None, session: Session, at_s: float = 0.0, *, renders: bool = True
    ) -> None:
        if self._hushed():
            return
        self.wish()
        self._ahead.cancel()
        self.tuner.drop()
        self._keep_place()
        self.session = session
        if session.reads:
            self.times.read = session
        self.begun += 1
        self.begins.emit(None)
        self._player.start(session.playlist, at_s)
        if renders:
            self._ahead.render(client, self._ahead.course(session.playlist, session.reader))

    def _hushed(self) -> bool:
        """Whether nothing may be heard now, which is told."""
        if not self.hush():
            return False
        self.hushed.emit(None)
        return True

    def _end(self, heard_out: bool = False) -> None:
        self._ahead.cancel()
        self.tuner.drop()
        session = self.session
        if session is None:
            return
        broken = next((s for s in session.playlist.items if s.take.error is not None), None)
        if not heard_out:
            self._keep_place()
        elif session.audition_voice_id:
            pass
        elif broken is not None:
            self._resume_at = session.place_in(broken, len(broken.take.words))
        elif session.to_the_end:
            self._resume_at = None
        self.session = None
        self.changed.emit(self.view())

    def _keep_place(self) -> None:
        """Keep the place of the word being heard."""
        heard = self._heard_place()
        if heard is not None:
            self._resume_at = heard

    def _heard_place(self) -> int | None:
        session = self.session
        return session.heard_place(self._player.position_s()) if session is not None else None

    def _went_over(self, event: WentOver) -> None:
        playlist = event.source
        assert isinstance(playlist, Playlist)
        session = self.tuner.went_over(playlist, event.at_s - self._player.position_s())
        if session is None or self.session is None:
            return
        self.session = self.times.read = session
        follow_new_sound(playlist, None)
        self.changed.emit(self.view())

    def _follow_new_sound(self, grown: LiveTake) -> None:
        if self.session is not None:
            follow_new_sound(self.session.playlist, grown)

    def is_kept(self, project: Project, design: VoiceDesign, start: int = 0, end: int | None = None) -> bool:
        """Whether the transcript from character *start* to *end* can be played without an engine."""
        return self._speaking.kept_rate_hz(project, self._casting(project, design), start, end) > 0
