# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of voices in files: they are added to one's own, and carried elsewhere."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from studio.app.keeping.keeping import Keeping
from studio.app.voices.voices import Voices
from studio.app.work.state import Notice
from studio.app.work.work import Work
from studio.core.errors import NotFound, StudioError
from studio.core.files import safe_name
from studio.core.voice_file import (
    SUFFIX,
    VoiceFile,
    read_voice_file,
    to_json,
    voice_file_of,
    voice_of_file,
    write_voice_file,
)

VOICE_SUFFIX = SUFFIX


class VoiceFiles:
    """Reads and writes voice files. Each voice that is added is a step of undo.

    Args:
        voices: The voices.
        keeping: Tells whether own voices may be changed.
        work: Reports failures.
    """

    def __init__(self, voices: Voices, keeping: Keeping, work: Work) -> None:
        self._voices = voices
        self._keeping = keeping
        self._work = work
        self._folder: Path | None = None

    def add(self, paths: Sequence[Path]) -> None:
        """Add the voices of files to the person's own, and tell which could not be."""
        self._keeping.changing(lambda: self._work.begin("add voices of files", self._add(tuple(paths))))

    def write(self, voice_id: str, path: Path) -> None:
        """Write a voice to a file."""

        async def write() -> None:
            await asyncio.get_running_loop().run_in_executor(None, write_voice_file, path, self._file_of(voice_id))
            self._work.notices.emit(Notice("voice file", f"Saved to {path}.", "info"))

        self._work.begin("write the voice to a file", write())

    def lay_out(self, voice_id: str) -> Path | None:
        """A file with the voice, to be dragged or copied elsewhere, which is there until the program ends; None where
        there can be none, which is told."""
        try:
            file = self._file_of(voice_id)
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="speech-studio-voices-"))
            path = self._folder / name_of_file(file.name)
            path.write_text(to_json(file), "utf-8")
        except StudioError as error:
            self._work.report(error, "voice file")
        except OSError as error:
            reason = error.strerror or str(error)
            self._work.notices.emit(Notice("voice file", f"The voice could not be written to a file: {reason}."))
        else:
            return path
        return None

    def close(self) -> None:
        """Remove what was laid out."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    async def _add(self, paths: tuple[Path, ...]) -> None:
        added, faults = [], []
        loop = asyncio.get_running_loop()
        # A file that the program is started with is there before the engine, which keeps the voices.
        await self._voices.settled()
        for path in paths:
            try:
                file = await loop.run_in_executor(None, read_voice_file, path)
                voice = await self._voices.add(f"adding {file.name}", voice_of_file(file))
            except StudioError as error:
                faults.append(f"{path.name}: {error.user_text}")
            else:
                added.append(voice.name)
        now = "is one of your voices now" if len(added) == 1 else "are among your voices now"
        told = [*faults, f"{', '.join(added)} {now}."] if added else faults
        if told:
            self._work.notices.emit(Notice("voice file", " ".join(told), "error" if faults else "info"))

    def _file_of(self, voice_id: str) -> VoiceFile:
        voice = self._voices.get(voice_id)
        if voice is None:
            raise NotFound("That voice is not there any more.")
        return voice_file_of(voice, {each.id: each.name for each in self._voices.all})


def is_voice_file(path: Path) -> bool:
    """Whether *path* is named as voice files are."""
    return path.name.lower().endswith(SUFFIX)


def name_of_file(name: str) -> str:
    """A file's name for the voice called *name*."""
    return f"{safe_name(name, 'Voice')}{SUFFIX}"
