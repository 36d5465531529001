# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from studio.core.project import Project
from studio.project.edits import with_text
from studio.project.older_document import OlderDocument, older_document
from tests.support.older_documents import to_json

WRITTEN = to_json(with_text(Project(title="Mine"), 'Say <break time="500ms"/>it.'))


def test_its_tags_become_marks_and_it_stays(tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    path.write_text(json.dumps(WRITTEN))
    project = older_document(tmp_path).project
    assert project is not None
    assert (project.title, project.text) == ("Mine", "Say it.")
    assert [(mark.kind, mark.start) for mark in project.paragraphs[0].marks] == [("pause", 4)]
    assert json.loads(path.read_text()) == WRITTEN


def test_without_one_there_is_nothing(tmp_path: Path) -> None:
    assert older_document(tmp_path) == OlderDocument()
    assert older_document(tmp_path / "missing") == OlderDocument()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
def test_one_that_cannot_be_read_is_told_and_stays(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "document.json"
    path.write_bytes(content)
    found = older_document(tmp_path)
    assert (found.project, str(path) in found.said, path.read_bytes()) == (None, True, content)


def test_the_newest_that_can_be_read_is_taken(tmp_path: Path) -> None:
    for name, title, time_s in (("document.json", "Old", 10), ("document.new-1.json", "Newer", 20)):
        (tmp_path / name).write_text(json.dumps({**WRITTEN, "title": title}))
        os.utime(tmp_path / name, (time_s, time_s))
    (tmp_path / "document.new-2.json").write_bytes(b"{")
    found = older_document(tmp_path)
    assert found.project is not None
    assert found.project.title == "Newer"
    assert "document.new-2.json" in found.said


def test_a_later_versions_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "document.json").write_text(json.dumps({**WRITTEN, "version": 2}))
    assert "later version" in older_document(tmp_path).said
