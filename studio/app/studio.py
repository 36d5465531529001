# SPDX-License-Identifier: GPL-3.0-or-later
"""The studio without its window: rooms, each of which owns a part of the state."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from studio.app.design.casting import Reader, casting_of
from studio.app.desktop.media_bus import MediaBus
from studio.app.desktop.media_player import MediaPlayer
from studio.app.exporting.exporting import Exporting
from studio.app.hearing.auditioning import Auditioning
from studio.app.hearing.comparing import Comparing
from studio.app.hearing.engine import Engine
from studio.app.hearing.hearing import Hearing
from studio.app.hearing.live import Live
from studio.app.hearing.pauses import ProjectPauses
from studio.app.hearing.sound import MakePlayer, Sound
from studio.app.hearing.take_hearing import TakeHearing
from studio.app.help import Help
from studio.app.keeping.data_folder import DataFolder
from studio.app.keeping.file_clips import LookedAtClips
from studio.app.keeping.keeping import Keeping, clear_parts
from studio.app.keeping.preferences import Preferences
from studio.app.link.engine_link import EngineLink, MakeEngine
from studio.app.overview.counting import Counting
from studio.app.overview.outline import Outline
from studio.app.overview.overview import Overview
from studio.app.overview.rendering import Rendering
from studio.app.playback.playback import Playback
from studio.app.projects.importing import Importing
from studio.app.projects.previewing import Deck, Previewing
from studio.app.projects.projects import Projects
from studio.app.projects.storage import Storage
from studio.app.projects.summaries import Summaries
from studio.app.saying.dictionaries import Dictionaries
from studio.app.saying.pronouncing import Pronouncing
from studio.app.saying.unsure import UnsureWords
from studio.app.takes.matching import Matching
from studio.app.takes.renderer import Renderer
from studio.app.takes.takes import TakeCache
from studio.app.takes.taking import Taking
from studio.app.text.dialogue import Dialogue
from studio.app.text.editing import Editing
from studio.app.text.files import Files
from studio.app.text.finding import Finding
from studio.app.text.marking import Marking
from studio.app.text.texts import Texts
from studio.app.voices.browsing import Browsing
from studio.app.voices.designing import Designing
from studio.app.voices.presets import Presets, is_preset_file
from studio.app.voices.speakers import Speakers
from studio.app.voices.voice_files import VoiceFiles, is_voice_file
from studio.app.voices.voices import Voices
from studio.app.work.work import Work
from studio.core.project import Project
from studio.project.file.content import Content
from studio.project.history import History

if TYPE_CHECKING:
    from studio.app.hearing.clip_hearing import ClipHearing
    from studio.app.voices.clip_words import ClipWords
    from studio.app.voices.cloning import Cloning


class Studio:
    """Makes the rooms, starts and closes them. It lives in one asyncio loop; every method of a room is called in its
    thread and returns at once. A room tells changes by signals; queries change and emit nothing.

    Args:
        data_dir: The folder of document and settings. A path is taken for this studio until it is closed; a DataFolder
            stays the caller's.
        make_engine: Makes a local engine, not started yet.
        make_player: Makes the player for an output device's id; see Sound.

    Attributes:
        playback: What is played, under the room of hearing.
        editing: The document, its text, undo and redo.
        marking: Marks set by hand.
        finding: Finding and replacing in the text.
        unsure: Words whose reading is unsure.
        speakers: The cast, who reads what, and whose design is shown.
        browsing: How a person looks through the voices: stars, order, filters.
        designing: The voice design.
        dictionaries: Words that are said otherwise than written.
        dialogue: Speakers that the text names.
        voices: The voices to choose from.
        voice_files: Voices in files.
        presets: Whole designs under names.
        pauses: The project's pauses.
        hearing: Play, pause, seek; what is heard now.
        auditioning: Voices tried on the text.
        comparing: Two takes in turn.
        overview: The paragraphs in time.
        counting: Words and length of the text and its parts.
        outline: The chapters, and how far each is rendered.
        sound: Volume and output device.
        files: Text files.
        projects: Which project is open; recent ones, versions.
        importing: Books of other programs that become projects.
        exporting: Sound files.
        engine: Whether the local engine can speak.
        keeping: Settings, and saving of the project.
        preferences: The settings that a person chooses, with their own undo.
        previewing: Recent projects, heard before they are opened.
        summaries: Recent projects in short.
        help: The pages of the help.
        media: The transport as a media player of the desktop.
        media_bus: Its place on the session's bus.
        storage: How much is kept, and what of it can go.
        notices: Notices for the person.
        activities: Progress of long work.
        takes: The cache of takes in memory.
        taking: The takes of each paragraph.
        rendering: Rendering of what has changed.
        take_hearing: Hearing single takes.
    """

    def __init__(self, data_dir: Path | DataFolder, make_engine: MakeEngine, make_player: MakePlayer) -> None:
        self._owns_folder = not isinstance(data_dir, DataFolder)
        self._folder = data_dir if isinstance(data_dir, DataFolder) else DataFolder(data_dir)
        work = self._work = Work()
        self.notices, self.activities = work.notices, work.activities
        self.keeping = Keeping(self._folder, work.notices.emit)
        history = self._history = History(self.keeping.content.project)
        history.begin(self.keeping.content.project, self.keeping.content.steps)
        history.changed.connect(self.keeping.touch)
        link = self._link = EngineLink(make_engine, work.tasks)
        link.changed.connect(work.engine_changed)
        self.takes = TakeCache()
        self.voices = Voices(link, history)
        self.taking = Taking(
            history,
            self.takes,
            work,
            self.voices.print_of,
            as_spoken=lambda paragraph: self.designing.spoken_paragraph(paragraph),
        )
        renderer = self._renderer = Renderer(self.takes, self.voices.speakable, self.taking)
        self.editing = Editing(history, self.keeping, work)
        self.finding = Finding(self.editing, work)
        dictionaries = self.dictionaries = Dictionaries(history, self.keeping, link, work, self.editing.long)
        self.speakers = Speakers(history, self.voices, self.keeping, work)
        self.designing = Designing(
            history, self.voices, link, self.keeping, self.speakers, work, lambda: dictionaries.always
        )
        self.marking = Marking(history, self.designing, self.keeping, self.editing.long)
        self.dialogue = Dialogue(history, self.editing, self.designing, self.voices, self.keeping, work)
        self.preferences = Preferences(self.keeping)
        self.sound = Sound(make_player, self.keeping, self.preferences, work)
        playback = self.playback = self._make_playback(self.designing, renderer)
        self.pronouncing = Pronouncing(history, self.designing, dictionaries, self.marking, playback, link, work)
        self.unsure = UnsureWords(history, self.designing, self.preferences, self.keeping, link, work)
        self.engine = Engine(link, self.voices, playback, renderer, self.keeping, work)
        self.engine.changed.connect(self.sound.engine_changed)
        self.hearing = Hearing(playback, self.editing, self.designing, self.voices, self.engine, self.sound, work)
        self.live = Live(playback, self.editing, self.designing, self.voices, self.preferences, self.dictionaries, work)
        self.comparing = Comparing(
            playback, self.editing, self.designing, link, self.taking, work, self._matches_levels
        )
        self.take_hearing = TakeHearing(playback, self.taking, self.comparing, work)
        self.overview = Overview(playback, renderer, self.editing, self.designing, self.voices, self.hearing)
        self.counting = Counting(self.editing, self.overview)
        self.exporting = Exporting(self.editing, self.designing, link, self.voices, renderer, self.keeping, work)
        self.files = Files(Texts(history, self.keeping.kept_elsewhere), self.editing, self.keeping, work)
        self.taking.changed.connect(self.overview.takes_changed)
        own = Deck(history, self.taking, playback, self.hearing, self.overview)
        self.previewing = Previewing(own, self._make_preview, self._read, work)
        self.sound.events.connect(self.previewing.on_player_event)
        self.projects = Projects(history, self.editing, self.keeping, self.files, self.hearing, self.taking, work)
        self.rendering = Rendering(self._present, link, playback, renderer, self.preferences, work)
        self.outline = Outline(history, self.overview, self.rendering, self.keeping)
        self.importing = Importing(self.projects.begin_from, self.keeping, work)
        self.projects.book_found.connect(self.importing.read)
        self.pauses = ProjectPauses(history, self.hearing, self.keeping, work)
        self.help, self.media = Help(work), MediaPlayer(own, self.previewing, self.projects, self.sound)
        self.storage = Storage(self._folder.path, self.keeping, self.taking, self.preferences, work)
        self._make_rooms_to_look_through()
        self._look_for_changes()

    def _make_rooms_to_look_through(self) -> None:
        """The rooms in which voices and projects are looked through, and the place on the desktop's bus."""
        self.media_bus = MediaBus(self.media, self._work)
        self.summaries = Summaries(self.designing.spoken_in, self._work, self.designing.as_spoken)
        self.voice_files = VoiceFiles(self.voices, self.keeping, self._work)
        presets = self._folder.path / "presets.json"
        self.presets = Presets(presets, self._history, self.speakers, self.voices, self.keeping, self._work)
        self.auditioning = Auditioning(self.hearing, self.editing, self.designing, self.speakers, self.voices)
        self.browsing = Browsing(self.keeping, self._history, self.voices, self.speakers, self._work)

    @cached_property
    def cloning(self) -> Cloning:
        """Voices from recordings; made when it is first asked for."""
        from studio.app.voices.clip_design import ClipDesign
        from studio.app.voices.cloning import Cloning

        design = ClipDesign(self._history, self.speakers, self.voices)
        made = Cloning(self._link, self.voices, self.designing, design, self.playback, self.keeping, self._work)
        self.projects.leaving.connect(lambda _none: made.cancel())

        def follow(_none: None) -> None:
            if made.recording is not None:
                self.previewing.stop()
            self.hearing.follow_hush()

        made.recording_changed.connect(follow)
        return made

    @cached_property
    def clip_words(self) -> ClipWords:
        """The words of the recording, found; made when it is first asked for."""
        from studio.app.voices.clip_words import ClipWords

        return ClipWords(self.cloning, self._work)

    @cached_property
    def clip_hearing(self) -> ClipHearing:
        """Hearing the recording and the voice found for it; made when it is first asked for."""
        from studio.app.hearing.clip_hearing import ClipHearing

        made = ClipHearing(
            self.cloning, self.designing, self.speakers, self._link, self._renderer, self.playback, self._work
        )
        made.matches = self._matches_levels
        self.projects.leaving.connect(lambda _none: made.leave())
        self.editing.changed.connect(lambda _project: made.follow_design())
        self.preferences.changed.connect(lambda _settings: made.follow_matching())
        return made

    def _look_for_changes(self) -> None:
        """Have rendering go on when there may be something to render, and what is told of projects told anew."""
        self.playback.hush = self._hush
        self.designing.undo, self.designing.finish = self.editing.undo, self.editing.long.finish
        self.dictionaries.prepare = self.editing.long.prepare = self.designing.prepared
        self.projects.leaving.connect(self.editing.long.finish)
        self.projects.leaving.connect(self.rendering.leave)
        self.projects.leaving.connect(lambda _none: self.exporting.leave(self._left))
        self.editing.changed.connect(self.rendering.look)
        self.voices.changed.connect(self.rendering.look)
        self.taking.changed.connect(self.rendering.look)
        self.dictionaries.changed.connect(self.rendering.look)
        self.voices.changed.connect(self.summaries.forget)
        self.dictionaries.changed.connect(self.unsure.look_again)
        for follow in (self.taking.look_again, self.overview.takes_changed, self.summaries.forget):
            self.dictionaries.changed.connect(follow)
        self._check_notices()

    def _check_notices(self) -> None:
        """Have notices taken away that hold no longer. Connected last, since whether one holds may depend on rooms that
        follow the change themselves."""
        self.editing.changed.connect(self.notices.check)
        self.engine.changed.connect(self.notices.check)
        self.engine.able.connect(self.notices.check)
        self.voices.changed.connect(self.notices.check)
        self.hearing.changed.connect(self.notices.check)

    def start(self) -> None:
        """Start the engine and the autosave; notices from opening the document follow."""
        self._link.start()
        self.keeping.begin(self._content)
        self._work.tasks.spawn("save the project", self.keeping.save_changes())
        self.projects.begin()
        self.rendering.begin(
            self.keeping.settings.rendering_paused, lambda paused: self.keeping.remember(rendering_paused=paused)
        )
        self.storage.begin()
        self.presets.begin()
        if not self.keeping.read_only:
            settings = self.keeping.settings
            loop = asyncio.get_running_loop()
            loop.run_in_executor(None, clear_parts, settings.export_folder, settings.text_folder)

    def _content(self) -> Content:
        return Content(self._history.project, self._history.steps, self.keeping.where())

    async def close(self) -> None:
        """Stop everything, save, and end the engine."""
        self.editing.long.finish()
        if "cloning" in self.__dict__:
            await self.cloning.close()
        self.previewing.close()
        self.voice_files.close()
        self.live.close()
        self.hearing.stop()
        await self.projects.settle()
        await self.playback.close()
        await self.taking.settle()
        await self._link.close()
        await self._work.tasks.close()
        await self.keeping.close()
        if self._owns_folder:
            self._folder.give_back()

    def _make_playback(self, designing: Designing, renderer: Renderer) -> Playback:
        casting = casting_of(designing.spoken)
        matching = Matching(casting, designing.spoken, self._matches_levels)
        return Playback(self.sound.player, self._link, renderer, self._work.tasks, casting, matching)

    def _hush(self) -> str:
        """Why nothing may be heard now; "" for nothing."""
        records = "cloning" in self.__dict__ and self.cloning.recording is not None
        return "A clip is being recorded: stop that first." if records else ""

    def _matches_levels(self) -> bool:
        return self.preferences.now.match_levels

    def _make_preview(self) -> Deck:
        """What plays projects that are not open."""
        history, work = History(Project()), self._work
        taking = Taking(
            history,
            self.takes,
            work,
            self.voices.print_of,
            as_spoken=lambda paragraph: designing.spoken_paragraph(paragraph),
        )
        renderer = Renderer(self.takes, self.voices.speakable, taking)
        editing = Editing(history, self.keeping, work)
        always = self.dictionaries
        speakers = Speakers(history, self.voices, self.keeping, work)
        designing = Designing(history, self.voices, self._link, self.keeping, speakers, work, lambda: always.always)
        playback = self._make_playback(designing, renderer)
        hearing = Hearing(playback, editing, designing, self.voices, self.engine, self.sound, work)
        playback.hush = self._hush
        overview = Overview(playback, renderer, editing, designing, self.voices, hearing)
        taking.changed.connect(overview.takes_changed)
        always.changed.connect(taking.look_again)
        hearing.changed.connect(self.notices.check)
        self.rendering.make_way_for(playback)
        return Deck(history, taking, playback, hearing, overview)

    def _left(self, project: Project) -> Renderer:
        """What renders *project*, which is open now, once another one is."""
        store = LookedAtClips(self.keeping.file.path)
        taking = self.taking.left(store, partial(self.voices.print_of, project=project))
        return Renderer(self.takes, partial(self.voices.speakable, project=project), taking)

    def _read(self, path: Path) -> Content:
        return self.keeping.file.opened(path, write=False).content

    def _present(self) -> tuple[Project, Reader] | None:
        """The text and the designs in which it is read; None before the engine's voices are known."""
        return (self.designing.spoken_project, self.designing.reader()) if self.voices.all else None

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open a project, a text or a book; add the voices of voice files, and the presets of files of these, of each
        kind all at once, so that it is told of all."""
        voices = [path for path in paths if is_voice_file(path)]
        presets = [path for path in paths if is_preset_file(path)]
        if voices:
            self.voice_files.add(voices)
        if presets:
            self.presets.add(presets)
        for path in paths:
            if path not in voices and path not in presets:
                self.projects.open(path)

    def closing_doubts(self) -> tuple[str, ...]:
        """Texts about losses if the window closed now, for a question to the person."""
        doubts = (self.keeping.doubt, self.projects.doubt, self.exporting.doubt)
        return tuple(doubt for doubt in doubts if doubt)

    @property
    def failures(self) -> int:
        """How many files could not be written that closing would have been in doubt about."""
        return self.exporting.failures + self.projects.failures

    def before_closing(self, told: Callable[[tuple[str, ...]], object]) -> None:
        """Save changes, then call *told* with `closing_doubts`."""
        self.editing.long.finish()

        async def save() -> None:
            await self.keeping.save()
            told(self.closing_doubts())

        self._work.tasks.spawn("save before closing", save())
