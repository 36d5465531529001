# SPDX-License-Identifier: GPL-3.0-or-later
"""The studio without its window: everything a person can do, and what is to be shown."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from studio.app import design as designs
from studio.app.data_folder import DataFolder
from studio.app.engine_link import EngineLink
from studio.app.export import FileFormat
from studio.app.keeping import Keeping, clear_parts
from studio.app.long_work import LongWork
from studio.app.notices import Notices
from studio.app.places import first_word, moved
from studio.app.playback import Playback
from studio.app.render import Renderer
from studio.app.settings import Settings
from studio.app.state import Activity, EngineState, Notice, OverviewPart, PlaybackView
from studio.app.takes import LiveTake, TakeCache
from studio.app.tasks import Supervisor
from studio.app.texts import OPENING, Texts
from studio.app.voices import Voices, sample_sentence
from studio.audio.events import PlayerEvent
from studio.audio.player import Player
from studio.client.local.engine import LocalEngine
from studio.core.document import Document, VoiceDesign, take_key
from studio.core.errors import ConnectionFailed, EngineUnavailable, SoundDeviceFailed, StudioError
from studio.core.observe import Signal
from studio.core.voices import MAX_MIX_PARTS, MixPart
from studio.project.edits import edit_text, split_giant_paragraphs, with_lines
from studio.project.history import History

OVERVIEW_EVERY_S = 0.1
_LONGEST_JOINED = 20_000
_SPLIT = "A very long paragraph was split, so that it stays quick to edit."
_NO_WORD = "There is no word to read yet: write some, or open a text."
_NO_WORD_SELECTED = "There is no word in the selection: select some, or play without a selection."
Silence = Callable[[SoundDeviceFailed | None], None]
MakePlayer = Callable[[Callable[[PlayerEvent], None], Silence, str], Player]
MakeEngine = Callable[[], LocalEngine]


class Studio:
    """All use cases. Lives in one asyncio loop; every method is called in its thread and returns at once.

    Args:
        data_dir: Where document and settings live. A path is taken for this studio until it is closed; of a folder,
            which another may have, the caller disposes.
        make_engine: Gives a local engine that is not started yet.
        make_player: Gives the player for an output device's id; it gets the functions to call with events and with the
            reason for playing silently, both from any thread.
    """

    def __init__(self, data_dir: Path | DataFolder, make_engine: MakeEngine, make_player: MakePlayer) -> None:
        self._loop = asyncio.get_running_loop()
        self._tasks = Supervisor(self._task_failed)
        self.notices = Notices()
        self.activities: Signal[Activity] = Signal()
        self.overview_changed: Signal[None] = Signal()
        self.text_opened: Signal[None] = Signal()
        self._owns_folder = not isinstance(data_dir, DataFolder)
        self._folder = data_dir if isinstance(data_dir, DataFolder) else DataFolder(data_dir)
        self.keeping = Keeping(self._folder, self.notices.emit)
        self.history = History(self.keeping.document)
        self._texts = Texts(self.history, self.keeping.kept_elsewhere)
        self._takes = TakeCache()
        self.link = EngineLink(make_engine, self._tasks)
        self.voices = Voices(self.link, self.history)
        self._player = make_player(self._from_player_thread, self._silence_from_player_thread, self.settings.device)
        self._player.volume = self.settings.volume
        renderer = Renderer(self._takes, self._take_grew)
        self.playback = Playback(self._player, self.link, renderer, self._kept_take, self._tasks)
        self.long_work = LongWork(self.link, self.voices, renderer, self._tasks, self.activities, self.notices)
        self.silent = False
        """Whether there is no sound device, or it went away."""
        self._key = lru_cache(maxsize=8192)(take_key)
        self._wish: Callable[[], None] | None = None
        self._wish_reads = False
        self._shown = self.history.document
        self._overview_stale = True
        self._overview_at_s = float("-inf")
        self._overview_of = 0, False
        self.history.changed.connect(self._document_changed)
        self.link.changed.connect(self._engine_changed)
        self.voices.changed.connect(lambda _voices: self._update_overview())
        self.playback.changed.connect(self._playback_changed)
        self.playback.failed.connect(self._playback_failed)
        self.playback.skipped.connect(self._skipped)
        for changed in (self.history.changed, self.link.changed, self.voices.changed, self.playback.changed):
            changed.connect(self.notices.check)

    # Life

    def start(self) -> None:
        """Start the engine and the autosave; notices from opening the document follow."""
        self.link.start()
        self._tasks.spawn("save the document", self.keeping.begin(lambda: self.history.document).run())
        if not self.read_only:
            self._loop.run_in_executor(None, clear_parts, self.settings.export_folder, self.settings.text_folder)

    async def close(self) -> None:
        """Stop everything, save, and end the engine."""
        await self.playback.close()
        await self.link.close()
        await self._tasks.close()
        await self.keeping.close()
        if self._owns_folder:
            self._folder.give_back()

    # What is shown

    @property
    def settings(self) -> Settings:
        return self.keeping.settings.now

    @property
    def read_only(self) -> bool:
        """Whether another window writes the document: nothing of this studio is saved, the text cannot be edited."""
        return self.keeping.read_only

    @property
    def document(self) -> Document:
        return self.history.document

    @property
    def engine(self) -> EngineState:
        return self.link.state

    @property
    def spoken_design(self) -> VoiceDesign:
        """The document's design as the engine that runs can speak it."""
        return self._spoken(self.document.design)

    def _spoken(self, design: VoiceDesign) -> VoiceDesign:
        status = self.link.state.status
        return design if status is None else designs.spoken(design, self.voices.known, status)

    def view(self) -> PlaybackView:
        """What is heard now; cheap enough for 60 calls a second. Brings the overview up to date on the way."""
        now_s = time.monotonic()
        if self._overview_stale and now_s - self._overview_at_s >= OVERVIEW_EVERY_S:
            self._update_overview()
        view = self.playback.view()
        return replace(view, phase="waiting") if self._wish is not None and view.phase == "stopped" else view

    def overview(self) -> tuple[OverviewPart, ...]:
        """The paragraphs in time, with what is rendered of them: those being read, until that ends; else the text's."""
        return self.playback.clock.parts

    @property
    def shown_design(self) -> VoiceDesign:
        """The design of what `overview` holds."""
        return self.playback.read_design or self.spoken_design

    def play_blocker(self) -> str:
        """Why nothing can be played; empty when it can, now or as soon as the engine is ready."""
        if self.document.blank:
            return "There is nothing to read yet: write or open a text."
        return "" if self._starting else self.engine_blocker()

    def engine_blocker(self) -> str:
        """Why the engine cannot speak now; empty when it can."""
        if self.engine.phase == "failed":
            return self.engine.message
        return "The engine is still starting." if self._starting else ""

    @property
    def _starting(self) -> bool:
        return self.engine.phase != "failed" and not (self.link.ready and self.voices.all)

    # Text

    def edit_text(self, position: int, removed: int, added: str) -> None:
        """Replace *removed* characters at *position* by *added*; typing on is one step of undo."""
        if self._refused():
            return
        typed = len(added) == 1 and removed == 0 and not added.isspace()
        label = "typing" if removed == 0 else "deleting" if not added else "editing"
        edited = edit_text(self.document, position, removed, added)
        self._do_split("pasting" if len(added) > 1 else label, edited, merge_key="typing" if typed else "")

    def replace_text(self, text: str, title: str = "", file: str = "", file_stamp: str = "") -> None:
        """A whole new transcript, from a file say; see Document for *file* and its stamp."""
        lines = with_lines(self.document, text)
        document = split_giant_paragraphs(lines)
        self.history.do(OPENING, replace(document, title=title, file=file, file_stamp=file_stamp))
        self._begin_anew()
        if document is not lines:
            self._tell_split(_SPLIT)

    def open_text(self, path: Path, encoding: str = "") -> None:
        """Read a text file in place of the transcript; its encoding is found out where none is given."""
        self._attempt("open a text", self._open(path, encoding))

    def save_text(self, path: Path, saved: Callable[[], object] = lambda: None) -> None:
        """Write the transcript as UTF-8 text, then call *saved*."""
        self.remember(text_folder=str(path.parent))
        self._attempt("save the text", self._save_text(path, self.document, saved))

    def save_text_again(self, ask: Callable[[], object]) -> None:
        """Write the transcript to the file it belongs to. Where there is none, or another program has changed it, *ask*
        is called instead."""
        self._attempt("save the text", self._save_again(self.document, ask))

    def undo(self) -> None:
        """Take back the last step, whatever it was."""
        step = self.history.undo()
        if step is not None and step.label == OPENING:
            self._begin_anew()
        if step is not None and step.undo_effect is not None:
            self._attempt("undo", step.undo_effect(), failed=lambda: self.history.redo())

    def redo(self) -> None:
        step = self.history.redo()
        if step is not None and step.label == OPENING:
            self._begin_anew()
        if step is not None and step.redo_effect is not None:
            self._attempt("redo", step.redo_effect(), failed=lambda: self.history.undo())

    # Design

    def choose_voice(self, voice_id: str) -> None:
        """Read in that voice alone."""
        self._redesign("choosing a voice", lambda design: designs.with_voice(design, voice_id))

    def add_to_mix(self, voice_id: str) -> None:
        """Blend the voice in; a mix that is full stays as it is, and that is told."""
        if self.mix_blocker() and voice_id not in designs.shares_of(self._shown_design()):
            self.notices.emit(Notice("mix", self.mix_blocker(), "info", holds=lambda: bool(self.mix_blocker())))
            return
        self._redesign("adding a voice", lambda _design: designs.with_part(self._shown_design(), voice_id))
        self.notices.emit(Notice("mix", ""))

    def remove_from_mix(self, voice_id: str) -> None:
        self._redesign("removing a voice", lambda _design: designs.without_part(self._shown_design(), voice_id))

    def set_share(self, voice_id: str, share: float) -> None:
        """The voice's *share* of the mix, 0 to 1; the others keep their proportions."""
        self._redesign(
            "the mix",
            lambda _design: designs.with_share(self._shown_design(), voice_id, share),
            merge_key=f"share {voice_id}",
        )

    def share_evenly(self, voice_id: str) -> None:
        """The same share for each voice of the mix; one step with the last change of that voice's."""
        self._redesign(
            "the mix", lambda _design: designs.with_even_shares(self._shown_design()), merge_key=f"share {voice_id}"
        )

    def mix_blocker(self) -> str:
        """Why no voice can be added to the mix; empty when one can."""
        return designs.FULL if len(self._shown_design().mix) >= MAX_MIX_PARTS else ""

    def set_speed(self, speed: float) -> None:
        """-1 (slowest) to 1 (fastest)."""
        self._redesign("the speed", lambda design: designs.with_speed(design, speed), merge_key="speed")

    def set_emotion(self, emotion: str, level: int) -> None:
        """Level 0 (off) to 5 (highest)."""
        self._redesign(
            emotion, lambda design: designs.with_emotion(design, emotion, level), merge_key=f"emotion {emotion}"
        )

    def reset_expression(self) -> None:
        """Normal speed, no emotion."""
        self._redesign("resetting the expression", lambda design: replace(design, controls=VoiceDesign().controls))

    def set_language(self, language: str) -> None:
        """A BCP 47 tag, "" for the voice's own."""
        self._redesign("the language", lambda design: replace(design, language=language))

    def save_blend(self, name: str) -> None:
        """Save what is mixed now as an own voice."""
        if not self._refused():
            self._attempt("save the voice", self._run(self.voices.save_blend(name, self.spoken_design)))

    def rename_voice(self, voice_id: str, name: str) -> None:
        if not self._refused():
            self._attempt("rename the voice", self.voices.rename(voice_id, name))

    def delete_voice(self, voice_id: str) -> None:
        if not self._refused():
            self._attempt("delete the voice", self.voices.delete(voice_id))

    # Hearing

    def play_all(self) -> None:
        """From the start."""
        self._play(0, None)

    def play_on(self) -> None:
        """From where playing was left last time; from the start where it was heard out."""
        self._play(self.playback.resume_at or 0, None)

    def play_from(self, position: int) -> None:
        """From the word that holds or follows character *position* to the end; behind the last one, from the start."""
        self._play(position, None)

    def play_at(self, position: int) -> None:
        """Have the word that holds or follows character *position* heard now: what is being read goes on there."""
        if self.playback.view().phase in ("playing", "waiting") and not self.playback.view().audition_voice_id:
            self.seek_to_char(position)
        else:
            self.play_from(position)

    def play_selection(self, start: int, end: int) -> None:
        self._play(start, end)

    def play_or_pause(self) -> None:
        """Pause or resume what is played; play on when nothing is."""
        if self._wish is not None:
            self.stop()
        elif self.playback.active:
            self.playback.pause_or_resume()
        else:
            self.play_on()

    def stop(self) -> None:
        """Stop; `play_on` goes on from there. What waits for the engine is not played."""
        self._wish = None
        self.playback.stop()
        self.playback.changed.emit(self.view())

    def rewind(self) -> None:
        """Back to the start: what is read goes on there, else it begins there next time."""
        if self._wants_to_read or (self.playback.active and not self.playback.view().audition_voice_id):
            self.seek_to_char(0)
        else:
            self.playback.place(None)

    @property
    def here(self) -> int:
        """The character that is heard; when nothing is read, the one at which playing goes on."""
        return self.playback.here

    def seek_to_char(self, position: int) -> None:
        """Go on at the word that holds or follows character *position*, when stopped the next time; what waits for the
        engine begins there. Behind the last one nothing happens."""
        at = first_word(self.document, self.spoken_design.language, position)
        if at is not None:
            if self._wants_to_read:
                self.playback.place(at)
                self._when_ready(self._playing(at, None), reads=True)
                return
            try:
                self._guarded(lambda: self.playback.seek_to_char(self.document, self.spoken_design, at))
            except EngineUnavailable:
                self._when_ready(self._playing(at, None), reads=True)

    def seek_s(self, t_s: float) -> None:
        """Go on at *t_s* seconds of the transcript."""
        self.seek_to_char(self.playback.char_at(t_s))

    def audition(self, voice_id: str) -> None:
        """Let a voice say its sample sentence; once more: stop it."""
        if self.playback.view().audition_voice_id == voice_id:
            self.playback.stop()
            return
        voice = self.voices.get(voice_id)
        if voice is None:
            return
        if self._starting:
            self._when_ready(lambda: self.audition(voice_id))
            return
        self._wish = None
        sentence = sample_sentence(voice.language)
        design = VoiceDesign((MixPart(voice_id, 1.0),))
        self._guarded(lambda: self.playback.audition(voice_id, design, sentence))

    def set_volume(self, volume: float) -> None:
        """Linear, 0 to 1."""
        self._player.volume = volume
        self.remember(volume=volume)

    def set_device(self, device: str) -> None:
        """An output device's id, "" for the system's default."""
        self._player.use_device(device or None)
        self.remember(device=device)

    def devices_changed(self) -> None:
        """Sound devices came or went: take the chosen one if it is back."""
        if self.silent or not self.playback.active:
            self._player.use_device(self.settings.device or None)
        if self.silent:
            # Whether there is sound again shows when the device is opened.
            self._player.prepare()

    # Files and the model

    def export(self, path: Path, file_format: FileFormat) -> None:
        """Export the transcript; its progress and its end are told as an activity and a notice."""
        self.remember(export_folder=str(path.parent))
        self.long_work.export(path, self.document, self._spoken, file_format)

    def cancel_export(self) -> None:
        self.long_work.cancel_export()

    def fetch_model(self) -> None:
        """Fetch the speech model, then start the engine with it."""
        if not self._refused():
            self.long_work.fetch_model()

    def restart_engine(self) -> None:
        self._attempt("start the engine", self.link.restart())

    def remember(self, **changes: Any) -> None:
        """Change settings such as theme or window; saved soon, over what other programs have saved."""
        self.keeping.settings.change(**changes)
        self.keeping.touch()

    def closing_doubts(self) -> tuple[str, ...]:
        """What would be lost if the window closed now, in plain words; to be asked about."""
        return tuple(doubt for doubt in (self.keeping.doubt, self.long_work.doubt) if doubt)

    def before_closing(self, told: Callable[[tuple[str, ...]], object]) -> None:
        """Save what is new, then call *told* with `closing_doubts`."""

        async def save() -> None:
            await self.keeping.save()
            told(self.closing_doubts())

        self._tasks.spawn("save before closing", save())

    # Inside

    def _refused(self) -> bool:
        """Whether nothing may be changed here; says so."""
        if self.read_only:
            self.notices.emit(self.keeping.read_only_notice)
        return self.read_only

    def _begin_anew(self) -> None:
        """Another text is there: what was read is not any more, and nothing of it is kept."""
        if not self.playback.view().audition_voice_id:
            self.playback.stop()
        self.playback.place(None)
        self.notices.withdraw("split")
        self.text_opened.emit(None)

    def _do_split(self, label: str, document: Document, merge_key: str = "") -> None:
        split = split_giant_paragraphs(document)
        if split is document:
            self.history.do(label, document, merge_key)
            return
        text = _SPLIT
        if max(len(paragraph.text) for paragraph in document.paragraphs) <= _LONGEST_JOINED:
            self.history.do(label, document, merge_key)
            self.history.do("splitting a long paragraph", split)
            text += " Undo joins it again."
        else:
            # Nothing can show it as a whole.
            self.history.do(label, split)
        self._tell_split(text)

    def _tell_split(self, text: str) -> None:
        done = self.history.undo_label
        self.notices.emit(Notice("split", text, "info", holds=lambda: self.history.undo_label == done))

    def _redesign(self, label: str, change: Callable[[VoiceDesign], VoiceDesign], merge_key: str = "") -> None:
        """Do *change* with the document's design as one step; what may not be is told and changes nothing."""
        self._guarded(
            lambda: self.history.do(
                label, replace(self.document, design=change(self.document.design)), merge_key=merge_key
            ),
            "mix",
        )

    def _shown_design(self) -> VoiceDesign:
        """The design with the voices that its rows show: those there are, else the engine's default."""
        design = self.document.design
        if not self.voices.all:
            return design
        shown = designs.with_known_voices(design, self.voices.all)
        return shown if shown.mix else replace(design, mix=self.spoken_design.mix)

    def _play(self, start: int, end: int | None) -> None:
        blocker = self.play_blocker()
        if blocker:
            self._tell_to_play(blocker, lambda: self.play_blocker() == blocker)
            return
        if self._starting:
            self._when_ready(self._playing(start, end), reads=True)
            return
        self._wish = None
        language = self.spoken_design.language
        at = first_word(self.document, language, start, end)
        if at is None and end is None:
            at = first_word(self.document, language, 0)
        if at is None:
            document = self.document
            text = _NO_WORD if end is None else _NO_WORD_SELECTED
            self._tell_to_play(text, lambda: self.document is document)
            return
        self.notices.withdraw("play")
        self._guarded(lambda: self.playback.play(self.document, self.spoken_design, at, end))

    @property
    def _wants_to_read(self) -> bool:
        return self._wish is not None and self._wish_reads

    def _playing(self, start: int, end: int | None) -> Callable[[], None]:
        """Plays that stretch of the text as it then reads."""
        document = self.document

        def play() -> None:
            now = self.document
            self._play(moved(document, now, start), None if end is None else moved(document, now, end))

        return play

    def _when_ready(self, act: Callable[[], None], reads: bool = False) -> None:
        """Do *act*, which *reads* the text or not, once the engine can speak, unless something else is asked for until
        then."""
        self.playback.stop()
        self._wish, self._wish_reads = act, reads
        text = "The engine is still starting: it plays as soon as it is ready."
        self._tell_to_play(text, lambda: self._wish is act)
        self.playback.changed.emit(self.view())

    def _tell_to_play(self, text: str, holds: Callable[[], bool]) -> None:
        self.notices.emit(Notice("play", text, "info", holds=holds))

    def _guarded(self, act: Callable[[], None], key: str = "play") -> None:
        try:
            act()
        except StudioError as error:
            if isinstance(error, EngineUnavailable) and self._starting:
                raise
            self._report(error, key)

    def _attempt(
        self, name: str, work: Coroutine[Any, Any, None] | Any, failed: Callable[[], object] = lambda: None
    ) -> asyncio.Task[None]:
        async def attempt() -> None:
            try:
                await work
            except StudioError as error:
                failed()
                self._report(error, name)
            else:
                self.notices.withdraw(name)

        return self._tasks.spawn(name, attempt())

    @staticmethod
    async def _run(work: Coroutine[Any, Any, object]) -> None:
        await work

    def _report(self, error: StudioError, key: str) -> None:
        """Tell that what is called *key* failed, until it succeeds; where the engine was missing, until it is back."""
        state = self.engine
        engine = isinstance(error, EngineUnavailable | ConnectionFailed)
        self.notices.emit(Notice(key, error.user_text, holds=(lambda: self.engine is state) if engine else None))

    def _task_failed(self, name: str, error: Exception) -> None:
        if isinstance(error, StudioError):
            self._report(error, name)
            return
        self.notices.emit(Notice(name, f"Something went wrong ({name})."))
        self._loop.call_exception_handler({"message": name, "exception": error})

    def _document_changed(self, document: Document) -> None:
        self.keeping.touch()
        before, self._shown = self._shown, document
        if self.playback.resume_at is not None:
            at = moved(before, document, self.playback.resume_at)
            # Behind the last word playing begins at the start.
            left = first_word(document, self.spoken_design.language, at) is not None
            self.playback.resume_at = at if left else None
        self._update_overview()

    def _engine_changed(self, state: EngineState) -> None:
        if state.phase == "restarting":
            text = "The engine stopped and is being started again."
            if self.playback.active:
                text += " What is being played goes on by itself."
            self.notices.emit(Notice("engine", text, "info", holds=lambda: self.engine.phase == "restarting"))
        elif state.phase == "failed":
            self._wish = None
            again = self.restart_engine, "Try again"
            self.notices.emit(
                Notice("engine", state.message, "error", *again, holds=lambda: self.engine.phase == "failed")
            )
        elif state.ready and state.status is not None:
            self._tell_about_model(state)
            self._attempt("list the voices", self._ready())

    def _tell_about_model(self, state: EngineState) -> None:
        assert state.status is not None
        for number, text in enumerate(state.status.notices):
            fetchable = state.status.fetchable_model and number == 0
            self.notices.emit(
                Notice(
                    f"engine notice {number}",
                    text,
                    "info",
                    self.fetch_model if fetchable else None,
                    "Fetch the voice model" if fetchable else "",
                    holds=partial(self._engine_says, text),
                )
            )

    def _engine_says(self, text: str) -> bool:
        return self.engine.status is not None and text in self.engine.status.notices

    async def _ready(self) -> None:
        self.link.client.warm()
        self._player.prepare()
        await self.voices.refresh()
        self._overview_stale = True
        wish, self._wish = self._wish, None
        if wish is not None:
            wish()
        self.notices.check()

    def _playback_failed(self, error: StudioError) -> None:
        if isinstance(error, EngineUnavailable | ConnectionFailed) and not self.engine.ready:
            return  # the engine's own notice says it
        if isinstance(error, SoundDeviceFailed):
            self.silent = True
            text = f"{error.user_text} Play then goes on where the sound stopped."
            self.notices.emit(Notice("sound", text, holds=lambda: self.silent))
        else:
            self.notices.emit(Notice("play", error.user_text, holds=self._until_played_again()))

    def _skipped(self, words: Any) -> None:
        shown = " ".join(dict.fromkeys(words))
        text = f"Not spoken: {shown[:60]}{'…' if len(shown) > 60 else ''}"
        self.notices.emit(Notice("skipped", text, "info", holds=self._until_played_again()))

    def _until_played_again(self) -> Callable[[], bool]:
        begun = self.playback.begun
        return lambda: self.playback.begun == begun

    def _from_player_thread(self, event: PlayerEvent) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.playback.on_player_event, event)

    def _silence_from_player_thread(self, error: SoundDeviceFailed | None) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._silence, error)

    def _silence(self, error: SoundDeviceFailed | None) -> None:
        lost = self.silent and error is not None and not self.playback.active
        self.silent = error is not None
        if lost:
            return  # that is told, and how to go on
        self.notices.emit(Notice("sound", error.user_text if error is not None else "", holds=lambda: self.silent))

    def _take_grew(self, _take: LiveTake) -> None:
        self._overview_stale = True

    def _update_overview(self) -> None:
        self._overview_stale = False
        self._overview_at_s = time.monotonic()
        self.playback.show(self.document, self.spoken_design)
        self.overview_changed.emit(None)

    def _playback_changed(self, _view: PlaybackView) -> None:
        now = self.playback.begun, self.playback.reading
        if now != self._overview_of:
            self._overview_of = now
            self._update_overview()

    def _kept_take(self, text: str, design: VoiceDesign) -> LiveTake | None:
        status = self.link.state.status
        return None if status is None else self._takes.get(self._key(text, design, status.engine))

    async def _open(self, path: Path, encoding: str) -> None:
        self.notices.emit(Notice("text file", ""))
        read = await self._texts.read(path, encoding)
        self.remember(text_folder=str(path.parent))
        self.replace_text(read.text, path.stem, str(path), read.stamp)
        if read.said:
            other = read.others[0] if read.others else None
            self.notices.emit(
                Notice(
                    "text file",
                    f"{read.said} Saving it writes UTF-8.",
                    "info",
                    partial(self.open_text, path, other.codec) if other is not None else None,
                    f"Read it as {other.name}" if other is not None else "",
                    holds=lambda: self.document.file == str(path),
                )
            )

    async def _save_text(self, path: Path, document: Document, saved: Callable[[], object]) -> None:
        await self._texts.write(path, document)
        self.notices.emit(Notice("text file", f"The text was saved to {path}.", "info"))
        saved()

    async def _save_again(self, document: Document, ask: Callable[[], object]) -> None:
        if await self._texts.may_replace(document):
            await self._save_text(Path(document.file), document, lambda: None)
        else:
            ask()
