# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from studio.core.project import VoiceDesign
from studio.core.takes import Clip, ClipSpan, Made, Take
from studio.project.file.content import Content
from studio.project.file.salvage import salvaged
from studio.project.file.takes import read_clips, read_takes
from tests.support.projects import a_project, created, long_project, opening

SOUND = bytes(range(256)) * 400


def takes() -> list[tuple[Take, Clip]]:
    return [
        (
            Take(
                f"t{number}", "p1", (ClipSpan(f"c{number}", 0, 1, 0, 0),), Made("", "", ""), "One", VoiceDesign(), 1.0
            ),
            Clip(f"c{number}", 24000, 1, ()),
        )
        for number in range(20)
    ]


def test_of_a_whole_file_all_but_its_steps_is_read(tmp_path: Path) -> None:
    path = tmp_path / "story.speech"
    file = created(path)
    file.close()
    read, project_id = salvaged(path)
    assert read is not None
    assert (read.content.project, project_id) == (a_project(), file.id)


def test_takes_and_versions_beside_the_damage_stay(tmp_path: Path) -> None:
    path = tmp_path / "story.speech"
    file = created(path, Content(long_project(300, 40)))
    for take, clip in takes():
        file.keep_take(take, [(clip, SOUND)])
    file.keep_version(a_project(), "First")
    file.close()
    data = bytearray(path.read_bytes())
    at = data.index(b"200 word word") // 4096 * 4096
    data[at : at + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    opened = opening(path)
    assert opened.file is not None
    assert [version.name for version in opened.file.versions()] == ["First"]
    assert opened.file.id == file.id
    opened.file.close()
    with closing(sqlite3.connect(path)) as database:
        assert read_takes(database) == tuple(take for take, _ in takes())
        assert len(read_clips(database)) == 20


def test_a_page_of_sound_that_is_damaged_loses_that_sound_alone(tmp_path: Path) -> None:
    path = tmp_path / "story.speech"
    file = created(path, Content(long_project(300, 40)))
    for take, clip in takes():
        file.keep_take(take, [(clip, SOUND)])
    file.close()
    data = bytearray(path.read_bytes())
    for mark in (b"200 word word", b'"c7"'):
        at = data.index(mark) // 4096 * 4096
        data[at : at + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    opened = opening(path)
    assert opened.file is not None
    opened.file.close()
    assert len(opened.content.project.paragraphs) > 250
