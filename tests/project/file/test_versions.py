# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from studio.core.errors import NotFound, SaveFailed
from studio.project.file.versions import Version
from tests.support.projects import a_project, created


def test_a_version_holds_all_of_the_project(tmp_path: Path) -> None:
    file = created(tmp_path / "story.speech")
    file.keep_version(a_project(), "First \ud800")
    file.keep_version(replace(a_project(), title="Later"), "")
    listed = file.versions()
    assert [(version.number, version.name) for version in listed] == [(2, ""), (1, "First \ud800")]
    assert listed[0].made_s >= listed[1].made_s > 1e9
    assert file.version(1) == a_project()
    assert file.version(2).title == "Later"
    file.close()


def test_where_the_file_is_out_of_reach_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "drive").mkdir()
    file = created(tmp_path / "drive" / "story.speech")
    file.keep_version(a_project(), "Kept")
    away = (tmp_path / "drive").rename(tmp_path / "away")
    with pytest.raises(SaveFailed, match="drive is connected"):
        file.keep_version(a_project(), "Not kept")
    for read in (file.versions, lambda: file.version(1)):
        with pytest.raises(NotFound, match="could not be read"):
            read()
    away.rename(tmp_path / "drive")
    assert [each.name for each in file.versions()] == ["Kept"]
    file.close()


def test_a_version_that_is_gone_or_damaged_is_told(tmp_path: Path) -> None:
    file = created(tmp_path / "story.speech")
    for _ in range(3):
        file.keep_version(a_project(), "")
    database = sqlite3.connect(tmp_path / "story.speech")
    database.execute("UPDATE versions SET content = x'00' WHERE number = 2")
    database.execute("UPDATE versions SET content = substr(content, 1, 40) WHERE number = 3")
    database.commit()
    database.close()
    assert isinstance(file.versions()[0], Version)
    for number in (2, 3, 77):
        with pytest.raises(NotFound):
            file.version(number)
    assert file.version(1) == a_project()
    file.close()
