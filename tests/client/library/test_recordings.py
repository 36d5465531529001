# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
from pathlib import Path

import pytest

from studio.client.library.recordings import MissingFile, UnreadableFile, recording
from studio.core.errors import InvalidArgument


@pytest.mark.parametrize("kind", [str, Path])
def test_a_file_is_read_whole_with_its_name(tmp_path: Path, kind: type[str] | type[Path]) -> None:
    path = tmp_path / "clip.wav"
    path.write_bytes(b"RIFF\0")
    assert recording("filepath", kind(path)) == ("clip.wav", b"RIFF\0")
    path.write_bytes(b"")
    assert recording("filepath", kind(path)) == ("clip.wav", b"")


def test_a_name_that_is_not_utf8_is_told_as_far_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9 \xc3\xa9.wav")
    path.write_bytes(b"RIFF")
    assert recording("filepath", path) == ("caf? é.wav", b"RIFF")


def test_a_file_that_is_not_there_is_also_pythons_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        recording("left_audio_path", tmp_path / "none.wav")
    assert isinstance(missing.value, MissingFile)
    assert isinstance(missing.value, InvalidArgument)
    assert missing.value.argument == "left_audio_path"
    assert str(tmp_path) not in str(missing.value)


@pytest.mark.parametrize("name", [".", "a\0b", "x" * 5000])
def test_what_cannot_be_read_is_told_by_the_arguments_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="filepath: must be a sound file that can be read") as unreadable:
        recording("filepath", tmp_path / name)
    assert not isinstance(unreadable.value, MissingFile)
    assert isinstance(unreadable.value, OSError)
