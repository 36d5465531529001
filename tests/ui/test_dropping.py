# SPDX-License-Identifier: GPL-3.0-or-later
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from studio.ui.dropping import VOICE_MIME, copied_voices, dropped_files, voice_data


def data_of(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    return data


def test_the_first_file_that_can_be_opened() -> None:
    assert dropped_files(data_of("file:///a.png", "http://x/b.epub", "file:///c.EPUB")) == (Path("/c.EPUB"),)
    assert dropped_files(data_of("file:///a.speech", "file:///b.txt")) == (Path("/a.speech"),)
    assert dropped_files(data_of("file:///a.png")) == ()
    assert dropped_files(data_of("file:///a.png", "file:///b.MP3")) == (Path("/b.MP3"),)
    assert dropped_files(QMimeData()) == ()


def test_all_voice_files_are_taken_and_those_of_this_window_are_not_dropped_on_it() -> None:
    both = data_of("file:///a.txt", "file:///Ada.voice.json", "file:///b.VOICE.JSON", "file:///c.json")
    voices = (Path("/Ada.voice.json"), Path("/b.VOICE.JSON"))
    assert dropped_files(both) == copied_voices(both) == voices
    own = voice_data(Path("/tmp/Ada.voice.json"))
    assert dropped_files(own) == ()
    assert own.hasFormat(VOICE_MIME)
    assert copied_voices(own) == (Path("/tmp/Ada.voice.json"),)
    assert own.text() == "Ada"
