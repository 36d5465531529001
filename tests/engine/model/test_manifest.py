# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.core.errors import NotFound
from studio.core.resources import resource
from studio.engine.model.manifest import Archive, ArchiveMember, FileSource, load_manifest


def test_the_shipped_manifest_holds_together() -> None:
    manifest = load_manifest()
    paths = [file.path for file in manifest.files]
    assert len(paths) == len(set(paths)) == 57
    assert sum(path.startswith("voices/") for path in paths) == 54
    for file in manifest.files:
        assert len(file.sha256) == 64
        assert file.size > 0
        assert file.licence
        assert any(source.members for source in file.sources)
        assert any(source.url.startswith("https://") for source in file.sources)
        if file.path.startswith("voices/"):
            assert file.size == 510 * 256 * 4
            assert not file.needed
    japanese = [file for file in manifest.files if file.path.startswith("voices/j")]
    assert [len(file.sources) for file in japanese] == [3] * 5


def test_every_voice_of_the_voice_table_has_a_file_in_the_manifest() -> None:
    keys = {f"voices/{voice['key']}.bin" for voice in json.loads(resource("voices.json").read_text("utf-8"))}
    assert keys == {file.path for file in load_manifest().files if file.path.startswith("voices/")}


def manifest(**changes: object) -> dict[str, object]:
    archive = {"kind": "pip", "package": "tiny==1", "file": "tiny-1.whl", "size": 3, "sha256": "0"}
    parts = [{"part": 2, "archive": "a", "member": "second"}, {"part": 1, "archive": "a", "member": "first"}]
    sources = [{"kind": "archive", "parts": parts}, {"kind": "https", "url": "https://tiny.example/m"}]
    file = {"path": "m", "needed": True, "size": 9, "sha256": "1", "licence": "MIT", "sources": sources}
    return {"name": "tiny", "title": "Tiny", "archives": {"a": archive}, "files": [file], **changes}


def test_members_are_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "models.json"
    path.write_text(json.dumps(manifest()))
    loaded = load_manifest(path)
    archive = Archive("a", "pip", "tiny==1", "tiny-1.whl", 3, "0")
    assert loaded.archives == (archive,)
    (file,) = loaded.files
    assert file.sources == (
        FileSource((ArchiveMember(archive, "first"), ArchiveMember(archive, "second"))),
        FileSource(url="https://tiny.example/m"),
    )
    assert [source.name for source in file.sources] == ["tiny==1", "https://tiny.example/m"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"files": 1}',
        json.dumps(manifest(archives={})),
        json.dumps(manifest(files=[{"path": "m"}])),
        None,
    ],
)
def test_a_damaged_list_says_how_to_mend_it(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "models.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(NotFound, match="install Speech Studio again"):
        load_manifest(path)
