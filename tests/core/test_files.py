# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.errors import SaveFailed
from studio.core.files import (
    clear_dead_parts,
    keep_private,
    open_private,
    private_folder,
    read_file,
    replacing,
    safe_name,
)
from studio.core.files import set_aside as put_aside
from studio.core.resources import resource


def test_the_new_file_takes_the_old_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with replacing(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with pytest.raises(KeyError), replacing(path) as file:
        file.write(b"half")
        raise KeyError
    assert [(item.name, item.read_bytes()) for item in tmp_path.iterdir()] == [("a.txt", b"old")]


def test_a_full_disk_is_said_in_plain_words() -> None:
    with pytest.raises(SaveFailed, match="untouched"), replacing(Path("/dev/shm") / "no such folder" / "a.txt"):
        pass


def test_a_name_that_is_too_long_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match="name too long"), replacing(tmp_path / f"{'क' * 100}.speech"):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b: c?", "a-b- c-"),
        (" . ", "None"),
        ("Ünïcode", "Ünïcode"),
        ("a\0b\nc\ud800d\udce9", "a-b-c-d-"),
        pytest.param("x" * 300, "x" * 100, id="long"),
        pytest.param("क" * 300, "क" * 66, id="of three bytes"),
        pytest.param("😀" * 300, "😀" * 50, id="of four bytes"),
        pytest.param("x" * 99 + ". y", "x" * 99, id="cut at a dot"),
    ],
)
def test_a_name_is_made_one_that_a_file_can_have(tmp_path: Path, name: str, safe: str) -> None:
    assert safe_name(name, "None") == safe
    (tmp_path / f"{safe_name(name)} 99.damaged-99.speech-journal").touch()


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o177, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_what_is_private_is_so_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "data"
    private_folder(folder)
    assert mode(folder) == 0o700
    with replacing(folder / "new.json", private=True) as file:
        file.write(b"new")
    with open_private(folder / "lock"):
        pass
    keep_private(folder / "voices")
    (folder / "old.json").touch()
    (folder / "old.json").chmod(0o644)
    with replacing(folder / "old.json", private=True) as file:
        file.write(b"old")
    assert {path.name: mode(path) for path in folder.iterdir()} == dict.fromkeys(
        ("new.json", "lock", "voices", "old.json"), 0o600
    )


def test_a_new_file_elsewhere_has_the_mode_that_the_umask_gives(tmp_path: Path, umask: int) -> None:
    with replacing(tmp_path / "out.wav") as file:
        file.write(b"sound")
    assert mode(tmp_path / "out.wav") == 0o666 & ~umask


def test_a_folder_that_others_may_enter_is_closed_unless_it_is_shared_on_purpose(tmp_path: Path) -> None:
    ours, closed, shared = tmp_path / "ours", tmp_path / "closed", tmp_path / "shared"
    for folder, before, after in ((ours, 0o755, 0o700), (closed, 0o555, 0o500), (shared, 0o1777, 0o1777)):
        folder.mkdir()
        folder.chmod(before)
        private_folder(folder)
        assert mode(folder) == after
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        private_folder(tmp_path / "file")


def test_a_link_is_followed_so_that_the_file_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "real.txt", tmp_path / "link.txt"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with replacing(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_name_as_long_as_a_name_may_be_can_be_saved(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".txt")
    with replacing(path) as file:
        file.write(b"text")
    assert path.read_bytes() == b"text"


SAVING = """
import sys
from pathlib import Path
from studio.core.files import replacing
with replacing(Path(sys.argv[1])) as file:
    file.write(b"half")
    print("saving", flush=True)
    sys.stdin.read()
"""


def test_a_folder_in_a_private_files_place_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "voices.sqlite3"
    folder.mkdir(0o755)
    keep_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("name", ["\ud800", "a\0b", "x" * 5000, ""])
def test_where_no_folder_can_be_there_are_no_parts(name: str) -> None:
    clear_dead_parts(Path(name))


def test_parts_of_killed_saves_are_removed_and_those_of_running_ones_stay(tmp_path: Path) -> None:
    def saving(name: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", SAVING, str(tmp_path / name)]
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "saving\n"
        return process

    (tmp_path / ".other.txt.part").write_text("of another program")
    (tmp_path / "killed.txt").write_text("old")
    with saving("killed.txt") as killed, saving("alive.txt") as alive:
        assert len(list(tmp_path.iterdir())) == 4
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        clear_dead_parts(tmp_path)
        assert len(list(tmp_path.iterdir())) == 3
        alive.communicate()
    assert alive.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.txt.part", "alive.txt", "killed.txt"]
    assert (tmp_path / "killed.txt").read_text() == "old"
    clear_dead_parts(tmp_path, own=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["alive.txt", "killed.txt"]


def test_what_cannot_be_read_is_said_and_nothing_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "large").write_bytes(b"12345")
    for name in ("pipe", "folder", "link", "large"):
        with pytest.raises(OSError, match=r"not a file|directory|not there|larger"):
            read_file(tmp_path / name, 4)
        aside = put_aside(tmp_path / name)
        assert os.path.lexists(aside)
        assert not os.path.lexists(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "nowhere", 4)


def test_nothing_changes_the_umask_of_the_whole_process() -> None:
    """Another thread that makes a file meanwhile would give it the wrong mode."""
    root = resource("models.json").parent.parent
    sources = [path for part in ("studio", "packaging") for path in (root / part).rglob("*.py")]
    assert len(sources) > 100
    assert [path for path in sources if "os.umask" in path.read_text("utf-8")] == []
