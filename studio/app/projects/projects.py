# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of projects: which one is open, and those that were lately; their versions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

from studio.app.hearing.hearing import Hearing
from studio.app.keeping.file_clips import FileClips
from studio.app.keeping.keeping import Keeping
from studio.app.keeping.open_file import SUFFIX, free_path, renamed
from studio.app.keeping.recent import RecentProject, Recovered
from studio.app.projects.importing import is_book
from studio.app.takes.taking import Taking
from studio.app.text.editing import Editing
from studio.app.text.files import Files
from studio.app.work.state import Activity, Notice
from studio.app.work.work import Work
from studio.core.errors import SaveFailed, StudioError
from studio.core.files import safe_name, with_suffix
from studio.core.observe import Signal
from studio.core.place import Place
from studio.core.project import Project
from studio.core.word_diff import ComparedParagraph, compared
from studio.project.edits import with_text
from studio.project.file.content import Content
from studio.project.file.copying import CopyFailed, copy_whole, copy_without_sound, set_title
from studio.project.file.lock import SILENT_S, Held
from studio.project.file.opening import Opened, ProjectUnreadable, holder_of
from studio.project.file.schema import version_in
from studio.project.file.versions import Version
from studio.project.history import History

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")
_UNSAVED = "The present project could not be saved, so it stays open: save it elsewhere first."
_LOOK_S = 30.0
_LOOKS = 2
"""Times that it is seen that a holder has not beaten since the look before, until it may be gone."""


class Projects:
    """Opens projects in this window, one at a time. Work that may take long goes on behind; failures are told.

    Args:
        history: Holds the project.
        editing: Told when another project was opened.
        keeping: Saves it.
        files: Opens text files.
        hearing: Goes on where it was.
        taking: Reads the project's takes.
        work: Reports failures, and how far copies are.

    Attributes:
        failures: How many times a project or its copy could not be written where a person wanted it.
        leaving: Emits before another project is opened, once nothing is played any more.
        opened: Emits the place to show when another project was opened.
        book_found: Emits the path of a book of another program that was to be opened.
        changed: Emits when the open project, the list of recent ones, or the versions have changed.
    """

    def __init__(
        self,
        history: History,
        editing: Editing,
        keeping: Keeping,
        files: Files,
        hearing: Hearing,
        taking: Taking,
        work: Work,
    ) -> None:
        self._history = history
        self._editing = editing
        self._keeping = keeping
        self._files = files
        self._hearing = hearing
        self._taking = taking
        self._work = work
        self._turn = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()
        self._written: list[str] = []
        self.failures = 0
        self.leaving: Signal[None] = Signal()
        self.opened: Signal[Place] = Signal()
        self.book_found: Signal[Path] = Signal()
        self.changed: Signal[None] = Signal()

    @property
    def path(self) -> Path:
        """File of the open project; it may not be there yet."""
        return self._keeping.file.path

    @property
    def name(self) -> str:
        """Name of the open project."""
        return self._history.project.title or self.path.stem

    @property
    def recent(self) -> tuple[RecentProject, ...]:
        """The projects that were open lately, the newest first; their files may be gone."""
        return self._keeping.recent.projects

    @property
    def recovered(self) -> Recovered | None:
        """The project that was recovered after an end without closing, since this start; None if it was seen."""
        return self._keeping.recent.recovered

    def recovery_seen(self) -> None:
        """Tell no more of what was recovered."""
        self._keeping.recent.recovered = None
        self.changed.emit(None)

    @property
    def versions(self) -> tuple[Version, ...]:
        """The versions kept of the open project, the newest first."""
        return self._keeping.file.versions

    @property
    def number(self) -> int:
        """A number of the open project, which no other has."""
        return self._history.begun

    @property
    def doubt(self) -> str:
        """A text about files that are being written, whose failure nobody would be told after closing; "" for none."""
        if not self._written:
            return ""
        names = ", ".join(self._written)
        return f"Not written yet: {names}. Closing now tells nobody if that fails. Stay to let it finish."

    @property
    def none_open(self) -> bool:
        """Whether the project that was open last could not be opened, and no other was since."""
        return bool(self.recent) and not self._keeping.file.id

    def begin(self) -> None:
        """Follow the project that a start has opened."""
        self._taking.use(FileClips(self._keeping.file, self._keeping.writer))
        self._go_to(self._keeping.content.place)
        if self._keeping.held is not None:
            self._work.tasks.spawn("watch the project's holder", self._watch(self.path, self._keeping.held))

    def open(self, path: Path) -> None:
        """Open a project's file in place of the present one, a text file as the transcript, or tell of a book."""
        self._begin("open a project", self._open(path.absolute()))

    def new(self) -> None:
        """Open a new project."""
        self._begin("make a project", self._new())

    def begin_from(self, project: Project) -> asyncio.Task[None]:
        """Open a new project that begins as *project*, such as a sample; the task ends once that is done or failed."""
        return self._begin("make a project", self._new(project.title, Content(project)))

    def begin_with(self, text: str) -> None:
        """Open a new project with *text*, in which tags become marks."""

        async def begin() -> None:
            await self._new(content=Content(await _off_thread(with_text, Project(), text)))

        self._begin("make a project", begin())

    def save_as(self, path: Path, saved: Callable[[], object] = lambda: None) -> None:
        """Go on in another file, and call *saved* once it is written; the one before stays as it was saved last."""
        self._keeping.remember(text_folder=str(path.parent))
        to = with_suffix(path.absolute(), SUFFIX)
        self._begin("save the project", self._save_as(to, self.number, saved), to.name)

    def save_copy(self, path: Path) -> None:
        """Write a copy without sound, which is rendered again there, to another file, and go on in the present one."""
        to = with_suffix(path.absolute(), SUFFIX)
        self._begin("copy the project", self._save_copy(to, self.number), to.name)

    def keep_version(self, name: str = "") -> None:
        """Keep the project as it is now as a version, with a name if wished."""
        self._begin("keep a version", self._keep_version(name))

    def bring_back(self, number: int) -> None:
        """Make the project what it was in a version, as a step that can be undone."""
        self._begin("bring a version back", self._bring_back(number))

    def compare_version(self, number: int, told: Callable[[tuple[ComparedParagraph, ...]], object]) -> None:
        """Call *told* with what has changed from a version to the present text, word by word."""
        self._begin("show a version", self._compare_version(number, told))

    def rename(self, path: Path, name: str) -> None:
        """Give a project, which may be the open one, another name and file name."""
        self._begin("rename the project", self._rename(path, name.strip()))

    def duplicate(self, path: Path) -> None:
        """Copy a project beside itself."""
        self._begin("duplicate the project", self._duplicate(path), f"a copy of {path.name}")

    def delete(self, path: Path, to_bin: Callable[[Path], object]) -> None:
        """Put a project's file into the bin by *to_bin*, which is called in a thread. In place of the open one the next
        recent project is opened, or a new one."""
        self._begin("delete the project", self._delete(path, to_bin))

    def forget(self, path: Path) -> None:
        """Take a project off the list of recent ones."""
        self._begin("forget the project", self._forget(path))

    async def settle(self) -> None:
        """Wait until all that was asked for is done."""
        while self._running:
            await asyncio.wait(self._running)

    def _begin(self, name: str, work: Coroutine[Any, Any, None], written: str = "") -> asyncio.Task[None]:
        """Do *work* after what was asked for before, as all of it is about the project that is open then.

        Args:
            written: The file that it writes, which may take long; "" for none.
        """

        async def in_turn() -> None:
            try:
                async with self._turn:
                    await work
            except StudioError:
                self.failures += bool(written)
                raise
            finally:
                work.close()  # if it was not begun
                if written:
                    self._written.remove(written)
                    self._tell_of_written()

        if written:
            self._written.append(written)
            self._tell_of_written()
        task = self._work.begin(name, in_turn())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    def _tell_of_written(self) -> None:
        names = ", ".join(self._written)
        self._work.activities.emit(Activity("written projects", f"Writing {names}" if names else ""))

    async def _open(self, path: Path, take_over: bool = False) -> None:
        if not await _off_thread(_is_project, path):
            if is_book(path):
                self.book_found.emit(path)
            else:
                self._files.open_text(path)
            return
        if not take_over and self._keeping.file.id and await self._is_open(path):
            return
        await self._open_project(path, take_over)

    async def _open_project(self, path: Path, take_over: bool = False) -> None:
        keeping = self._keeping
        opened = await keeping.writer.run(keeping.file.opened, path, keeping.recent.id_of(path), take_over)
        await self._change_to(path, opened)
        if opened.held is not None:
            self._work.tasks.spawn("watch the project's holder", self._watch(path, opened.held))

    async def _new(self, name: str = "Untitled", content: Content | None = None) -> None:
        keeping = self._keeping
        path = keeping.free_path(name)
        await self._change_to(path, await keeping.writer.run(keeping.file.created, path, content or Content()))

    async def _change_to(self, path: Path, opened: Opened) -> None:
        self._hearing.stop()
        self.leaving.emit(None)
        await self._taking.settle()
        if not await self._keeping.change_to(path, opened, self._editing.long.finish, self._show):
            raise SaveFailed(_UNSAVED)
        self._keeping.say(opened)
        self._work.notices.check()
        self.changed.emit(None)

    def _show(self, content: Content) -> None:
        self._taking.use(FileClips(self._keeping.file, self._keeping.writer))
        self._history.begin(content.project, content.steps)
        self._editing.opened.emit(None)
        self._go_to(content.place)

    def _go_to(self, place: Place) -> None:
        if place.playhead >= 0:
            self._hearing.seek_to_char(place.playhead)
        self.opened.emit(place)

    async def _save_as(self, path: Path, number: int, saved: Callable[[], object]) -> None:
        keeping = self._keeping
        self._see_that_it_is_open(number, path)
        if await self._is_open(path):
            await keeping.save()
            return
        await _see_that_nobody_has(path)
        await keeping.save()
        try:
            await _off_thread(copy_whole, self.path, path)
            opened = await keeping.writer.run(keeping.file.opened, path)
        except CopyFailed:
            # There may be room for the text alone, but that is not the project.
            raise
        except SaveFailed:
            # What cannot be read there is in memory, all but its sound.
            content = Content(self._history.project, self._history.steps, keeping.where())
            opened = await keeping.writer.run(keeping.file.created, path, content)
        before = self.path
        if not await keeping.go_on_in(path, opened):
            return
        if self._history.project.title in ("", before.stem):
            self._history.amend(title=path.stem)
        self._tell(f"The project is saved as {path}.")
        self.changed.emit(None)
        saved()

    async def _save_copy(self, path: Path, number: int) -> None:
        self._see_that_it_is_open(number, path)
        if await self._is_open(path):
            raise SaveFailed(f"{path.name} is the open project itself: choose another name for its copy.")
        await _see_that_nobody_has(path)
        if not await self._keeping.save():
            raise SaveFailed(_UNSAVED)
        await _off_thread(copy_without_sound, self.path, path)
        self._tell(f"A copy without sound was saved as {path}.")

    def _see_that_it_is_open(self, number: int, path: Path) -> None:
        """Raise SaveFailed if another project was opened before it was the turn of what is written to *path*."""
        if number != self.number:
            raise SaveFailed(f"{path.name} was not written, since another project was opened before.")

    async def _keep_version(self, name: str) -> None:
        keeping = self._keeping
        await keeping.save()
        await keeping.writer.run(keeping.file.keep_version, self._history.project, name)
        self._tell(f"A version was kept{f': {name}' if name else ''}.")
        self.changed.emit(None)

    async def _bring_back(self, number: int) -> None:
        keeping = self._keeping
        kept = await keeping.writer.run(keeping.file.version, number)

        def do() -> None:
            now = self._history.project
            back = replace(kept, title=now.title, file=now.file, file_stamp=now.file_stamp)
            if back == now:
                self._tell("The project is as it was in that version already.")
            else:
                self._history.do("bringing a version back", back)

        keeping.changing(do)

    async def _compare_version(self, number: int, told: Callable[[tuple[ComparedParagraph, ...]], object]) -> None:
        kept = await self._keeping.writer.run(self._keeping.file.version, number)
        told(await _off_thread(compared, kept, self._history.project))

    async def _rename(self, path: Path, name: str) -> None:
        keeping = self._keeping
        if not name:
            raise SaveFailed("A project needs a name: write one.")
        is_open = await self._is_open(path)
        if is_open:
            path = self.path
        to = path.with_name(f"{safe_name(name)}{SUFFIX}")
        if is_open:
            if not await keeping.save():
                raise SaveFailed(_UNSAVED)
            if to != path:
                await keeping.writer.run(keeping.file.move, to)
            self._history.amend(title=name)
        elif to != path:
            await _off_thread(renamed, path, to)
        try:
            if not is_open:
                await _off_thread(set_title, to, name)
        finally:
            # The file has its name already.
            await keeping.writer.run(keeping.recent.moved, path, to, name)
            self.changed.emit(None)

    async def _duplicate(self, path: Path) -> None:
        keeping = self._keeping
        if await self._is_open(path) and not await keeping.save():
            raise SaveFailed(_UNSAVED)
        to = free_path(path.parent, f"{path.stem} copy")
        await _off_thread(copy_whole, path, to)
        try:
            await _off_thread(set_title, to, to.stem)
        finally:
            await keeping.writer.run(keeping.recent.note_copy, path, to)
            self.changed.emit(None)

    async def _delete(self, path: Path, to_bin: Callable[[Path], object]) -> None:
        if await self._is_open(path):
            await self._open_another()
        try:
            await _off_thread(to_bin, path)
        except OSError as error:
            # What is gone already was asked for twice.
            if await _off_thread(path.exists):
                raise SaveFailed(f"{path.name} could not be put into the bin: {error.strerror or error}.") from error
        await self._forget(path)

    async def _open_another(self) -> None:
        """Open the newest of the recent projects that can be, or a new one."""
        for other in [each.path for each in self.recent]:
            if await _off_thread(_is_project, other) and not await self._is_open(other):
                with suppress(ProjectUnreadable):
                    await self._open_project(other)
                    return
        await self._new()

    async def _forget(self, path: Path) -> None:
        await self._keeping.writer.run(self._keeping.recent.forget, path)
        self.changed.emit(None)

    async def _is_open(self, path: Path) -> bool:
        """Whether *path* leads to the open project, be it by a link or another way than it was opened by."""
        return path == self.path or await _off_thread(_is_same_file, path, self.path)

    async def _watch(self, path: Path, held: Held) -> None:
        """Ask to take the project over, once its holder on another machine gives no sign of life."""
        silent_s, alike = max(0.0, self._keeping.file.now_s() - held.beat_s), 0
        while path == self.path and self._keeping.file.read_only:
            try:
                now = await _off_thread(holder_of, path)
            except ProjectUnreadable:
                # A share may be out of reach for a while, which tells nothing of the holder.
                await asyncio.sleep(_LOOK_S)
                continue
            silent_s, alike = (silent_s + _LOOK_S, alike + 1) if now == held else (0.0, 1)
            # The clocks of two machines may differ, so its beats are listened for, too.
            if now is None or (silent_s > SILENT_S and alike > _LOOKS):
                machine = held.holder.machine
                text = f"{path.name} was closed on {machine}." if now is None else f"{machine} gives no sign of life."
                self._work.notices.emit(
                    Notice(
                        "project holder",
                        f"{text} You may write to the project here.",
                        "info",
                        lambda: self._begin("open a project", self._open(path, take_over=True)),
                        "Write here",
                        holds=lambda: path == self.path and bool(self._keeping.file.read_only),
                    )
                )
                return
            held = now
            await asyncio.sleep(_LOOK_S)

    def _tell(self, text: str) -> None:
        """Tell what was done, until the project changes."""
        project = self._history.project
        self._work.notices.emit(Notice("project", text, "info", holds=lambda: self._history.project is project))


async def _see_that_nobody_has(path: Path) -> None:
    """Raise SaveFailed if a program has the project at *path* open, which would be written over under it."""
    with suppress(ProjectUnreadable):
        if await _off_thread(holder_of, path) is not None:
            raise SaveFailed(f"{path.name} is open in another window: choose another name.")


async def _off_thread(call: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
    return await asyncio.get_running_loop().run_in_executor(None, call, *arguments)


def _is_project(path: Path) -> bool:
    if path.suffix == SUFFIX:
        return True
    with suppress(OSError):
        return version_in(path) is not None
    return False


def _is_same_file(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
