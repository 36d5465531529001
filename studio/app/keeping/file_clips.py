# SPDX-License-Identifier: GPL-3.0-or-later
"""Clips and takes in a project's file. Sound is read beside the thread that writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from studio.app.keeping.clips import KeptTakes, MemoryClips
from studio.app.keeping.open_file import OpenFile
from studio.app.keeping.writer import Writer
from studio.core.errors import SpeechFailed
from studio.core.takes import Clip, Take
from studio.project.file.connection import connect, is_damage, reason_of
from studio.project.file.takes import read_clips, read_takes, sound_of


class FileClips:
    """The store of takes of the project that is open now, see ClipStore.

    Args:
        file: The open file.
        writer: Its thread.
    """

    def __init__(self, file: OpenFile, writer: Writer) -> None:
        self._file = file
        self._writer = writer

    def read(self) -> KeptTakes:
        """All takes, and the clips that have their sound.

        Raises:
            SpeechFailed: the file cannot be read.
        """
        return _kept_in(self._file.path)

    def sound(self, clip: str) -> bytes | None:
        """The FLAC stream of a clip; None if it is not there or damaged.

        Raises:
            SpeechFailed: the file cannot be read now, such as where its drive was pulled out.
        """
        waiting = self._file.waiting_sound(clip)
        if waiting is not None:
            return waiting
        return _sound_in(self._file.path, clip)

    def keep(self, take: Take, clips: Iterable[tuple[Clip, bytes]]) -> None:
        """Keep *take* with its new clips; if the file cannot be written now, as soon as it can."""
        self._writer.executor.submit(self._file.keep_take, take, tuple(clips))

    def drop(self, takes: Iterable[str]) -> None:
        """Drop takes, and clips that no other take has."""
        self._writer.executor.submit(self._file.drop_takes, tuple(takes))


class LookedAtClips(MemoryClips):
    """The store of takes of a project that is not open: new ones are kept in memory alone.

    Args:
        path: Its file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def read(self) -> KeptTakes:
        """All takes of the file, and the clips that have their sound.

        Raises:
            SpeechFailed: the file cannot be read.
        """
        return _kept_in(self._path)

    def sound(self, clip: str) -> bytes | None:
        return super().sound(clip) or _sound_in(self._path, clip)


def _kept_in(path: Path) -> KeptTakes:
    if not path.exists():
        return KeptTakes()
    try:
        with closing(connect(path, "ro")) as connection:
            return KeptTakes(read_takes(connection), read_clips(connection))
    except sqlite3.Error as error:
        raise _unreadable(path, error) from error


def _sound_in(path: Path, clip: str) -> bytes | None:
    try:
        with closing(connect(path, "ro")) as connection:
            return sound_of(connection, clip)
    except sqlite3.Error as error:
        if is_damage(error):
            return None
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: sqlite3.Error) -> SpeechFailed:
    reason = reason_of(error) if path.exists() else "it is not there: see whether its drive is connected"
    return SpeechFailed(f"The recordings of {path.name} could not be read: {reason}.", repr(error))
