# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of presets: whole designs under names, for every project of this person."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from studio.app.keeping.keeping import Keeping
from studio.app.voices.speakers import Speakers
from studio.app.voices.voices import Voices
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.cast import with_speaker_design
from studio.core.errors import InvalidArgument, NotFound, StudioError
from studio.core.files import safe_name, set_aside
from studio.core.observe import Signal
from studio.core.project import VoiceDesign
from studio.core.voices import MAX_NAME_CHARS, NamedVoice
from studio.project.history import History
from studio.project.preset_file import (
    MOST_PRESETS,
    SUFFIX,
    Preset,
    PresetFileRefused,
    read_presets,
    write_presets,
)

PRESET_SUFFIX = SUFFIX

Listed = tuple[Preset, ...]


class Presets:
    """The presets, and their file in the data folder. Each change of them is a step of undo, and so is applying one.

    Args:
        path: The file; where there is none, there are no presets. One that holds something else is set aside, and
            while one cannot be read, nothing is changed.
        history: Takes the steps.
        speakers: Knows whose design is shown.
        voices: Knows the own voices that a design names.
        keeping: Tells whether anything may be changed.
        work: Reports failures.

    Attributes:
        changed: Emits when they have changed.
    """

    def __init__(
        self, path: Path, history: History, speakers: Speakers, voices: Voices, keeping: Keeping, work: Work
    ) -> None:
        self._path = path
        self._history = history
        self._speakers = speakers
        self._voices = voices
        self._keeping = keeping
        self._work = work
        self._turn = asyncio.Lock()
        self._all: Listed = ()
        self._were_read = False
        self.changed: Signal[None] = Signal()

    @property
    def all(self) -> Listed:
        """The presets, the newest last."""
        return self._all

    def begin(self) -> None:
        """Read them."""
        self._work.begin("read the presets", self._read())

    def save(self, name: str) -> None:
        """Keep the shown design under *name*, in place of one of that name."""
        self._work.attempt(lambda: self._save(name), "presets")

    def apply(self, name: str) -> None:
        """Read in the design of that name; a name that is gone does nothing."""
        preset = self._named(name)
        if preset is None:
            return
        shown = self._speakers.shown
        project = with_speaker_design(self._history.project, shown.id, preset.design)
        known = {voice.id for voice in project.voices}
        brought = tuple(voice for voice in preset.voices if voice.id not in known)
        self._history.do(f"the preset {name}", replace(project, voices=(*project.voices, *brought)))

    def rename(self, name: str, new: str) -> None:
        """Give a preset another name."""
        self._work.attempt(lambda: self._rename(name, new), "presets")

    def delete(self, name: str) -> None:
        """Delete a preset."""
        self._change(f"deleting the preset {name}", lambda now: tuple(each for each in now if each.name != name))

    def write(self, name: str, path: Path) -> None:
        """Write a preset to a file."""

        async def write() -> None:
            preset = self._named(name)
            if preset is None:
                raise NotFound("That preset is not there any more.")
            await asyncio.get_running_loop().run_in_executor(None, write_presets, path, (preset,))
            self._work.notices.emit(Notice("preset file", f"Saved to {path}.", "info"))

        self._work.begin("write the preset to a file", write())

    def add(self, paths: Sequence[Path]) -> None:
        """Add the presets of files, in place of those of their names, and tell which could not be."""
        self._keeping.changing(lambda: self._work.begin("add presets of files", self._add(tuple(paths))))

    async def _add(self, paths: tuple[Path, ...]) -> None:
        loop = asyncio.get_running_loop()
        found: list[Preset] = []
        faults, added = [], []
        for path in paths:
            try:
                found += await loop.run_in_executor(None, read_presets, path)
            except StudioError as error:
                faults.append(f"{path.name}: {error.user_text}")
        if found:
            names = ", ".join(dict.fromkeys(each.name for each in found))
            try:
                await self._do(f"adding the preset {names}", lambda now: _merged(now, found))
            except StudioError as error:
                faults.append(error.user_text)
            else:
                added.append(f"Added to your presets: {names}.")
        if faults or added:
            self._work.notices.emit(Notice("preset file", " ".join([*faults, *added]), "error" if faults else "info"))

    def _save(self, name: str) -> None:
        checked, design = _checked_name(name), self._speakers.shown.design
        # While the voices are not known yet, the project's notes of them are.
        noted = {voice.id: voice for voice in self._history.project.voices}
        found = ((part.voice_id, self._voices.get(part.voice_id)) for part in design.mix)
        voices = [NamedVoice.of(voice) if voice is not None else noted.get(voice_id) for voice_id, voice in found]
        named = tuple(voice for voice in voices if voice is not None and voice.source == "own" and voice.embedding)
        whole = VoiceDesign(design.mix, design.controls, design.language)
        self._change(f"saving the preset {checked}", lambda now: _merged(now, [Preset(checked, whole, named)]))

    def _rename(self, name: str, new: str) -> None:
        checked = _checked_name(new)
        if checked == name:
            return
        if self._named(checked) is not None:
            raise InvalidArgument("name", "one that no other preset has")
        self._change(
            f"renaming the preset {name}",
            lambda now: tuple(replace(each, name=checked) if each.name == name else each for each in now),
        )

    def _named(self, name: str) -> Preset | None:
        return next((each for each in self._all if each.name == name), None)

    def _change(self, label: str, change: Callable[[Listed], Listed]) -> None:
        self._keeping.changing(lambda: self._work.begin("presets", self._do(label, change)))

    async def _do(self, label: str, change: Callable[[Listed], Listed]) -> None:
        # What was asked for before they were read would be all that there is.
        async with self._turn:
            await self._see_that_they_were_read()
            before = self._all
            after = change(before)
            if after == before:
                return
            await self._write(after)
        self._history.do(
            label,
            self._history.project,
            undo_effect=lambda: self._become(before),
            redo_effect=lambda: self._become(after),
        )

    async def _become(self, presets: Listed) -> None:
        async with self._turn:
            await self._write(presets)

    async def _write(self, presets: Listed) -> None:
        write = partial(write_presets, self._path, presets, private=True)
        await asyncio.get_running_loop().run_in_executor(None, write)
        self._all = presets
        self.changed.emit(None)

    async def _read(self) -> None:
        async with self._turn:
            await self._see_that_they_were_read()

    async def _see_that_they_were_read(self) -> None:
        """Read them unless they were. A file that holds something else is set aside, as it would be written over."""
        if self._were_read:
            return
        loop = asyncio.get_running_loop()
        try:
            self._all = await loop.run_in_executor(None, read_presets, self._path)
        except NotFound:
            pass
        except PresetFileRefused as refused:
            if self._keeping.read_only:
                raise
            try:
                aside = await loop.run_in_executor(None, set_aside, self._path, "unread")
            except OSError as error:
                raise refused from error
            text = f"Your presets could not be read. {refused.user_text} Their file was kept as {aside}."
            self._work.notices.emit(Notice("presets set aside", text))
        self._were_read = True
        self.changed.emit(None)


def is_preset_file(path: Path) -> bool:
    """Whether *path* is named as files of presets are."""
    return path.name.lower().endswith(SUFFIX)


def name_of_preset_file(name: str) -> str:
    """A file's name for the preset called *name*."""
    return f"{safe_name(name, 'Design')}{SUFFIX}"


def _merged(presets: Listed, new: Sequence[Preset]) -> Listed:
    merged = {each.name: each for each in presets}
    merged.update((each.name, each) for each in new)
    if len(merged) > MOST_PRESETS:
        raise InvalidArgument("presets", f"at most {MOST_PRESETS}")
    return tuple(merged.values())


def _checked_name(name: str) -> str:
    trimmed = " ".join(name.split())
    if not 1 <= len(trimmed) <= MAX_NAME_CHARS:
        raise InvalidArgument("name", f"1 to {MAX_NAME_CHARS} characters")
    return trimmed
