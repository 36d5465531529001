# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.project import Project, VoiceDesign, with_design
from studio.core.speech import controls
from studio.core.voices import MixPart
from studio.project.edits import with_text
from studio.project.store import DocumentDamaged, DocumentStore

DESIGN = VoiceDesign((MixPart("a", 0.25), MixPart("b", 0.75)), controls(-0.5, {"anger": 2, "curiosity": 5}), "en-GB")


def test_a_saved_document_comes_back_equal(tmp_path: Path) -> None:
    store = DocumentStore(tmp_path / "new folder" / "document.json")
    project = with_text(with_design(Project(title="Títle"), DESIGN), "One.\n\n“Two” 🙂")
    store.save(project)
    assert store.load() == project


def test_without_a_file_there_is_no_document(tmp_path: Path) -> None:
    assert DocumentStore(tmp_path / "document.json").load() is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"version": 99}', b"\xff\xfe"])
def test_a_damaged_file_is_set_aside_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "document.json"
    for _ in range(2):
        path.write_bytes(content)
        with pytest.raises(DocumentDamaged, match="kept as"):
            DocumentStore(path).load()
    assert not path.exists()
    assert [item.read_bytes() for item in tmp_path.iterdir()] == [content, content]


def test_what_was_saved_beside_an_unreadable_file_is_found_again(tmp_path: Path) -> None:
    path, beside = tmp_path / "document.json", tmp_path / "document.new-1.json"
    old, new = with_text(Project(), "Old."), with_text(Project(), "New.")
    DocumentStore(path).save(old)
    DocumentStore(beside).save(new)
    with pytest.raises(DocumentDamaged, match="older-1") as told:
        DocumentStore(path).load()
    assert told.value.project == new
    assert DocumentStore(path).load() == new
    assert DocumentStore(tmp_path / "document.older-1.json").load() == old
    assert not beside.exists()


def test_what_was_saved_beside_a_file_takes_its_place_once_that_is_moved_away(tmp_path: Path) -> None:
    new = with_text(Project(), "New.")
    DocumentStore(tmp_path / "document.new-1.json").save(new)
    assert DocumentStore(tmp_path / "document.json").load() == new
    assert [path.name for path in tmp_path.iterdir()] == ["document.json"]
