# SPDX-License-Identifier: GPL-3.0-or-later
"""Hearing the transcript or a voice's sample; what is asked for while the engine starts is heard once it is ready."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from studio.app.hearing.audition_text import sample_sentence
from studio.app.hearing.engine import Engine
from studio.app.hearing.sound import Sound
from studio.app.playback.places import chapter_starts, first_word, moved, word_end, words_from
from studio.app.playback.playback import Playback
from studio.app.playback.view import PlaybackView
from studio.app.takes.sentences import (
    paragraph_after,
    paragraph_start,
    sentence_after,
    sentence_before,
    sentence_start,
)
from studio.app.text.editing import Editing
from studio.app.voices.designing import Designing
from studio.app.voices.voices import Voices
from studio.app.work.state import EngineState, Notice
from studio.app.work.work import Work
from studio.core.errors import ConnectionFailed, EngineUnavailable, SoundDeviceFailed, StudioError
from studio.core.observe import Signal
from studio.core.project import Paragraph, Project, VoiceDesign
from studio.core.timeline import says_something
from studio.core.voices import MixPart

_BACK_WITHIN_WORDS = 3
# An end of a stretch that is this near a word's begin does not mean that word.
_INSIDE_S = 0.05
_NO_WORD = "There is no word to read yet: write some, or open a text."
_NO_WORD_TO_REPEAT = "There is no word to repeat there: put the caret into a sentence, or select some words."
_NO_WORD_SELECTED = "There is no word in the selection: select some, or play without a selection."


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is to be read: from *start* to *end* of the text of *project* (None: to its end), once or in a loop."""

    project: Project
    start: int
    end: int | None
    loops: bool

    def within(self, now: Project) -> tuple[int, int | None, bool]:
        """The same in another version of the text."""
        end = None if self.end is None else moved(self.project, now, self.end)
        return moved(self.project, now, self.start), end, self.loops


@dataclass(frozen=True, slots=True)
class _Wish:
    """A request to play once the engine can speak, its number, the stretch of the transcript that it is for, and the id
    of what it tries out."""

    act: Callable[[], None]
    number: int
    stretch: _Stretch | None
    tries: str


class Hearing:
    """The room of hearing: plays, pauses, seeks and stops.

    Args:
        playback: Plays; used by this room alone.
        editing: Has the text that is read.
        designing: Has the design in which it is read.
        voices: The voices that can be auditioned.
        engine: Tells when it is able to speak, so that requests made while it starts are played then.
        sound: Told of a device that went away.
        work: Reports failures.

    Attributes:
        changed: Emits the view when the phase of playing has changed, or the place to go on at has moved.
    """

    def __init__(
        self,
        playback: Playback,
        editing: Editing,
        designing: Designing,
        voices: Voices,
        engine: Engine,
        sound: Sound,
        work: Work,
    ) -> None:
        self._playback = playback
        self._editing = editing
        self._designing = designing
        self._voices = voices
        self._engine = engine
        self._sound = sound
        self._work = work
        self._wish: _Wish | None = None
        self._text = editing.project
        self._texts = 0
        self.changed: Signal[PlaybackView] = Signal()
        editing.changed.connect(self._follow_text)
        editing.opened.connect(self._begin_anew)
        engine.changed.connect(self._engine_changed)
        engine.able.connect(self._grant_wish)
        playback.changed.connect(self._tell_changed)
        playback.failed.connect(self._failed)
        playback.hushed.connect(lambda _none: self._tell_hush())
        playback.skipped.connect(self._skipped)

    def view(self) -> PlaybackView:
        """The view of playing now; cheap enough for 60 calls a second."""
        view = self._playback.view()
        return replace(view, phase="waiting") if self._waiting is not None and view.phase == "stopped" else view

    @property
    def active(self) -> bool:
        """Whether it plays, is paused or waits for audio."""
        return self._playback.active

    @property
    def reading(self) -> bool:
        """Whether it is active with the transcript."""
        return self._playback.reading

    @property
    def begun(self) -> int:
        """Number of times that playing began."""
        return self._playback.begun

    @property
    def here(self) -> int:
        """The character that is heard; when nothing is read, the one at which playing goes on."""
        return self._playback.here

    @property
    def resume_at(self) -> int | None:
        """The character at which playing goes on, None for the start."""
        return self._playback.resume_at

    def play_blocker(self) -> str:
        """Why nothing can be played; "" if it can, now or as soon as the engine is ready."""
        return self._playback.hush() or self.speech_blocker()

    def speech_blocker(self) -> str:
        """Why the text cannot be spoken, whether it may be heard now or not; "" if it can."""
        return self._read_blocker(bool(self._engine.blocker()) and not self._is_kept(0, None))

    def follow_hush(self) -> None:
        """Tell that the playback's `hush` says something else."""
        self.changed.emit(self.view())

    def _read_blocker(self, needs_engine: bool) -> str:
        """Why the text cannot be read; *needs_engine* says whether it takes an engine."""
        if self._editing.project.blank:
            return "There is nothing to read yet: write or open a text."
        return self._engine.blocker() if needs_engine and not self._engine.starting else ""

    def play_all(self) -> None:
        """Play from the start."""
        self._play(0, None)

    def play_on(self) -> None:
        """Play from the place kept last time, which is the start after the text was heard to its end."""
        self._play(self.resume_at or 0, None)

    def play_from(self, position: int) -> None:
        """Play from the word that holds or follows character *position* to the end; after the last word, from the
        start."""
        self._play(position, None)

    def play_at(self, position: int) -> None:
        """Play the word that holds or follows character *position* now; a reading in progress goes on there."""
        if not self.reading:
            self.play_from(position)
            return
        self.seek_to_char(position)
        if self._playback.view().phase == "paused":
            self._playback.pause_or_resume()

    def play_selection(self, start: int, end: int) -> None:
        """Play from the word that holds or follows character *start* to the last one that begins before *end*."""
        self._play(start, end)

    @property
    def looped(self) -> tuple[int, int] | None:
        """Begin and end of the text that is read again and again, or will be once the engine can, in characters; None
        if none is."""
        waiting = self._waiting
        if waiting is None or waiting.stretch is None:
            return self._playback.looped
        start, end, loops = waiting.stretch.within(self._editing.project)
        return (start, end) if loops and end is not None else None

    def loop_span_s(self) -> tuple[float, float] | None:
        """Begin and end of what is read again and again, in seconds of the transcript; None if nothing is."""
        looped, time_of = self.looped, self._playback.times.clock.time_of
        return (time_of(looped[0]), time_of(looped[1])) if looped is not None else None

    def loop_s(self, start_s: float, end_s: float) -> None:
        """Read again and again what is heard from *start_s* to *end_s* seconds of the transcript, in whole words."""
        char_at, reader = self._playback.times.char_at, self._designing.reader()
        last = char_at(max(start_s, end_s - _INSIDE_S))
        self.loop(char_at(start_s + _INSIDE_S), word_end(self._editing.project, reader, last))

    def loop(self, start: int, end: int) -> None:
        """Read the words from character *start* to *end* again and again."""
        self._play(start, end, loops=True)

    def loop_sentence(self, position: int) -> None:
        """Read the sentence at character *position* again and again."""
        text = self._editing.project.text
        start, after = sentence_start(text, position), sentence_after(text, position)
        self.loop(start, len(text) if after is None else after)

    def end_loop(self) -> None:
        """Read on behind what is read again and again; if that waits for the engine, from its begin on."""
        looped, at = self.looped, self.resume_at
        if self._waiting is None:
            self._work.attempt(self._playback.end_loop, "play")
        elif looped is not None:
            self._read_when_able(at if at is not None and looped[0] <= at < looped[1] else looped[0], None)

    def play_or_pause(self) -> None:
        """Pause or resume; if nothing is active, play on."""
        if self._waiting is not None:
            self.stop()
        elif self.active:
            self._playback.pause_or_resume()
        else:
            self.play_on()

    def stop(self) -> None:
        """Stop; `play_on` goes on from there. A request that waits for the engine is dropped."""
        self._wish = None
        self._playback.stop()
        self.changed.emit(self.view())

    def leave(self) -> None:
        """Stop, and forget the text, as another one takes its place."""
        self.stop()
        self._leave_text()

    def rewind(self) -> None:
        """Go back to the start: a reading in progress goes on there, otherwise the next one begins there."""
        if self._wants_to_read or self.reading:
            self.seek_to_char(0)
        else:
            self._playback.place(None)

    def seek_to_char(self, position: int) -> None:
        """Go on at the word that holds or follows character *position*, when stopped the next time; what waits for the
        engine begins there. Behind the last one nothing happens."""
        project, design = self._editing.project, self._designing.spoken_design
        at = first_word(project, self._designing.reader(), position)
        if at is None:
            return
        waiting = self._waiting
        if waiting is not None and waiting.stretch is not None:
            looped, (_start, end, _loops) = self.looped, waiting.stretch.within(project)
            self._playback.place(at)
            self._read_from_when_able(at, looped, end)
            return
        try:
            self._playback.seek_to_char(self._designing.spoken_project, design, at)
        except StudioError as error:
            if isinstance(error, EngineUnavailable) and self._engine.starting:
                self._seek_when_able(at)
            else:
                self._work.report(error, "play")

    def _seek_when_able(self, at: int) -> None:
        """Go on at character *at* once the engine has started again: as far as it is read now, or again and again."""
        if self._playback.view().phase == "paused":
            self._playback.stop()
            self._playback.place(at)
        else:
            self._read_from_when_able(at, self.looped, self._playback.selected_end)

    def _read_from_when_able(self, at: int, looped: tuple[int, int] | None, end: int | None) -> None:
        """Read from character *at* on once the engine can: all that is *looped* where it is in there, else to *end* if
        it is before that, else to the end of the text."""
        if looped is not None and looped[0] <= at < looped[1]:
            self._read_when_able(*looped, loops=True)
        else:
            self._read_when_able(at, end if looped is None and end is not None and at < end else None)

    def seek_s(self, t_s: float) -> None:
        """Go on at *t_s* seconds of the transcript."""
        self.seek_to_char(self._playback.times.char_at(t_s))

    def step_back(self) -> None:
        """Go to the start of the sentence or, near that, of the sentence before."""
        text, here = self._editing.project.text, self.here
        start = sentence_start(text, here)
        self.seek_to_char(sentence_before(text, here) if self._near(start, here) else start)

    def step_forward(self) -> None:
        """Go to the next sentence; after the last one nothing happens."""
        self._seek_to_following(sentence_after(self._editing.project.text, self.here))

    def step_back_paragraph(self) -> None:
        """Go to the start of the paragraph or, near that, of the paragraph before."""
        text, here = self._editing.project.text, self.here
        start = paragraph_start(text, here)
        self.seek_to_char(paragraph_start(text, max(0, start - 1)) if self._near(start, here) else start)

    def step_forward_paragraph(self) -> None:
        """Go to the next paragraph; after the last one nothing happens."""
        self._seek_to_following(paragraph_after(self._editing.project.text, self.here))

    def step_back_chapter(self) -> None:
        """Go to the start of the chapter or, near that, of the chapter before."""
        project, here = self._editing.project, self.here
        starts = [0, *chapter_starts(project)]
        number = bisect_right(starts, here) - 1
        near = self._near(starts[number], here)
        self.seek_to_char(starts[max(0, number - 1)] if near else starts[number])

    def step_forward_chapter(self) -> None:
        """Go to the next chapter; in the last one nothing happens."""
        here = self.here
        self._seek_to_following(next((start for start in chapter_starts(self._editing.project) if start > here), None))

    def audition(self, voice_id: str, said: str = "", language: str = "") -> None:
        """Let a voice say its sample sentence, or *said* in *language*; if it says something already, stop it."""
        voice = self._voices.get(voice_id)
        if voice is None or self.stop_trying(voice_id):
            return
        design = VoiceDesign((MixPart(voice_id, 1.0),), language=language)
        self.try_out(voice_id, design, Paragraph("", said or sample_sentence(voice.language)))

    def stop_trying(self, heard_id: str) -> bool:
        """Stop what is tried out under that id, or waits for that; whether it was."""
        waiting = self._waiting
        tried = self._playback.view().audition_voice_id == heard_id
        if tried or (waiting is not None and waiting.tries == heard_id):
            self.stop()
            return True
        return False

    def try_when_able(self, heard_id: str, act: Callable[[], None]) -> bool:
        """Do *act*, which tries out what only the running engine tells, once it can speak; whether that has to be
        waited for."""
        waits = self._engine.starting and not self._playback.hush()
        if waits:
            self._when_able(act, tries=heard_id)
        return waits

    def try_out(self, heard_id: str, design: VoiceDesign, said: Paragraph) -> None:
        """Let *design* say what is not read on from; views name it by *heard_id*, the id of a voice or a speaker."""
        if self._hushed():
            return
        if self.try_when_able(heard_id, lambda: self.try_out(heard_id, design, said)):
            return
        self._wish = None
        self._work.attempt(lambda: self._playback.audition(heard_id, design, said), "play")

    def _near(self, start: int, here: int) -> bool:
        """Whether *here* is so near behind *start* that a step back is meant to go further."""
        words = words_from(self._editing.project, self._designing.reader(), start, here)
        return sum(1 for _ in islice(words, _BACK_WITHIN_WORDS)) < _BACK_WITHIN_WORDS

    def _seek_to_following(self, position: int | None) -> None:
        if position is not None:
            self.seek_to_char(position)

    def _play(self, start: int, end: int | None, loops: bool = False) -> None:
        if self._hushed():
            return
        needs_engine = bool(self._engine.blocker()) and (loops or not self._is_kept(start, end))
        blocker = self._read_blocker(needs_engine)
        if blocker:
            texts = self._texts
            self._tell(blocker, lambda: self._texts == texts and self._read_blocker(needs_engine) == blocker)
            return
        if needs_engine:
            self._read_when_able(start, end, loops)
            return
        self._wish = None
        project, design, reader = self._editing.project, self._designing.spoken_design, self._designing.reader()
        at = first_word(project, reader, start, end)
        if at is None and end is None:
            at = first_word(project, reader, 0)
        if at is None:
            text = _NO_WORD if end is None else _NO_WORD_SELECTED
            self._tell(text, lambda: self._editing.project is project)
            return
        if loops and not says_something(project.text[at:end]):
            self._tell(_NO_WORD_TO_REPEAT, lambda: self._editing.project is project)
            return
        self._work.notices.withdraw("play")
        spoken = self._designing.spoken_project
        if loops and end is not None:
            self._work.attempt(lambda: self._playback.loop(spoken, design, at, end), "play")
        else:
            self._work.attempt(lambda: self._playback.play(spoken, design, at, end), "play")

    def _hushed(self) -> bool:
        """Whether nothing may be heard now, which is told."""
        self._tell_hush()
        return bool(self._playback.hush())

    def _tell_hush(self) -> None:
        hush = self._playback.hush
        if why := hush():
            self._tell(why, lambda: hush() == why)

    def _is_kept(self, start: int, end: int | None) -> bool:
        """Whether the text from character *start* to *end* is kept as it would be read, so that no engine is needed."""
        return self._playback.is_kept(self._designing.spoken_project, self._designing.spoken_design, start, end)

    @property
    def _waiting(self) -> _Wish | None:
        """What waits for the engine; None if anything was asked of the playback since, which others work as well."""
        wish = self._wish
        return wish if wish is not None and wish.number == self._playback.wishes else None

    @property
    def _wants_to_read(self) -> bool:
        return self._waiting is not None and self._waiting.stretch is not None

    def _read_when_able(self, start: int, end: int | None, loops: bool = False) -> None:
        """Read the stretch from *start* to *end* of the text, as it is then, once the engine can speak."""
        stretch = _Stretch(self._editing.project, start, end, loops)
        self._when_able(lambda: self._play(*stretch.within(self._editing.project)), stretch)

    def _when_able(self, act: Callable[[], None], stretch: _Stretch | None = None, tries: str = "") -> None:
        """Do *act*, which may be one that reads a *stretch* of the text or *tries* what has that id, once the engine
        can speak, unless another request comes before."""
        self._playback.stop()
        wish = self._wish = _Wish(act, self._playback.wishes, stretch, tries)
        self._tell("The engine is still starting: it plays as soon as it is ready.", lambda: self._waiting is wish)
        self.changed.emit(self.view())

    def _grant_wish(self, _able: None) -> None:
        wish, self._wish = self._waiting, None
        if wish is not None:
            wish.act()

    def _tell(self, text: str, holds: Callable[[], bool]) -> None:
        self._work.notices.emit(Notice("play", text, "info", holds=holds))

    def _follow_text(self, _project: Project) -> None:
        project = self._designing.spoken_project
        before, self._text = self._text, project
        self._playback.follow(before, project)

    def _begin_anew(self, _opened: None) -> None:
        """Stop and forget the text read before, as another text was opened."""
        tries = self._playback.view().audition_voice_id or (self._waiting is not None and not self._wants_to_read)
        if not tries:
            self.stop()
        self._leave_text()

    def _leave_text(self) -> None:
        """Forget the place in the text, and what was told of it."""
        self._texts += 1
        self._playback.place(None)

    def _engine_changed(self, state: EngineState) -> None:
        if state.phase == "failed":
            self._wish = None

    def _tell_changed(self, _view: PlaybackView) -> None:
        self.changed.emit(self.view())

    def _failed(self, error: StudioError) -> None:
        if isinstance(error, EngineUnavailable | ConnectionFailed) and not self._engine.state.ready:
            return  # the engine's own notice says it
        if isinstance(error, SoundDeviceFailed):
            self._sound.lost(error)
        else:
            self._work.notices.emit(Notice("play", error.user_text, holds=self._until_played_again()))

    def _skipped(self, words: Sequence[str]) -> None:
        shown = " ".join(dict.fromkeys(words))
        text = f"Not spoken: {shown[:60]}{'…' if len(shown) > 60 else ''}"
        self._work.notices.emit(Notice("skipped", text, "info", holds=self._until_played_again()))

    def _until_played_again(self) -> Callable[[], bool]:
        """Tells whether nothing was played since, and the text is still the same one."""
        known = self.begun, self._texts
        return lambda: (self.begun, self._texts) == known
