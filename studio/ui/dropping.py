# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

_SUFFIXES = (".speech", ".txt", ".text")


VOICE_MIME = "application/x-speech-studio-voice"
"""Kind of what is dragged out of the window's own voices."""


def dropped_files(data: QMimeData) -> tuple[Path, ...]:
    """The files of voices and presets of *data*; without any, the first file that can be opened: a project, a text, a
    book or a recording."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if not paths or data.hasFormat(VOICE_MIME):
        return ()
    # Loaded only now, since the window is shown before them.
    from studio.app.projects.importing import is_book
    from studio.app.voices.cloning import is_recording
    from studio.app.voices.presets import is_preset_file
    from studio.app.voices.voice_files import is_voice_file

    voices = tuple(path for path in paths if is_voice_file(path) or is_preset_file(path))
    if voices:
        return voices
    opened = (path for path in paths if path.suffix.lower() in _SUFFIXES or is_book(path) or is_recording(path))
    return tuple(opened)[:1]


def voice_data(path: Path) -> QMimeData:
    """The voice file at *path*, to be dragged or copied elsewhere."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    # What takes no file takes the name.
    data.setText(path.name.partition(".voice.")[0])
    data.setData(VOICE_MIME, path.name.encode())
    return data


def copied_voices(data: QMimeData) -> tuple[Path, ...]:
    """The voice files of what was copied, here or elsewhere."""
    from studio.app.voices.voice_files import is_voice_file

    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return tuple(path for path in paths if is_voice_file(path))
