# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of unused code, on a made-up tree."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """One function that another uses, one that a script of packaging uses, and one that is excepted."""
    files = {
        "studio/sound.py": "def peak(): ...\ndef rms(): return peak()\ndef heard(): ...\ndef closeEvent(): ...\n",
        "packaging/measure.py": "from studio.sound import heard, rms\nprint(heard(), rms())\n",
        "tests/test_sound.py": "",
        "unused.toml": '[[used]]\nreason = "Qt calls it."\nnames = ["closeEvent"]\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def checked(checkout: Path, tree: Path) -> tuple[int, list[str]]:
    command = [sys.executable, str(checkout / "packaging/checks/unused.py")]
    options = ["--root", str(tree), "--data", str(tree / "unused.toml")]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.returncode, done.stdout.splitlines()


def test_a_tree_in_which_all_is_used_or_excepted_passes(checkout: Path, tree: Path) -> None:
    assert checked(checkout, tree) == (0, [])


def test_what_only_tests_use_fails(checkout: Path, tree: Path) -> None:
    with (tree / "studio/sound.py").open("a") as file:
        file.write("def loudness(): ...\n")
    (tree / "tests/test_sound.py").write_text("from studio.sound import loudness\nloudness()\n")
    assert checked(checkout, tree) == (1, ["studio/sound.py:5: nothing uses the function loudness"])


def test_an_exception_that_is_not_needed_fails(checkout: Path, tree: Path) -> None:
    (tree / "unused.toml").write_text('[[used]]\nreason = "Qt calls it."\nnames = ["closeEvent", "heard", "gone"]\n')
    assert checked(checkout, tree) == (
        1,
        ["the exception for heard is stale: take it out", "the exception for gone is stale: take it out"],
    )


def test_an_exception_without_a_reason_fails(checkout: Path, tree: Path) -> None:
    (tree / "unused.toml").write_text('[[used]]\nreason = " "\nnames = ["closeEvent"]\n')
    assert checked(checkout, tree) == (1, ["the exception for closeEvent gives no reason"])
