# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of test files by their paths, on a made-up tree and on this one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TEST = "def test_it() -> None:\n    assert 1\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Two modules with their tests, one module with an exception, and packages that hold nothing."""
    files = {
        "studio/__init__.py": '__version__ = "1"\n',
        "studio/core/__init__.py": "",
        "studio/core/pcm.py": "def peak() -> None: ...\n",
        "studio/core/parts/__main__.py": "def main() -> None: ...\n",
        "studio/core/limits.py": "MOST = 3\n",
        "tests/core/test_pcm.py": TEST,
        "tests/core/parts/test_main.py": "class TestMain:\n    async def test_it(self) -> None: ...\n",
        "paths.toml": 'most = 1\n[exceptions]\n"studio/core/limits.py" = "values only"\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def check(checkout: Path, *options: str) -> tuple[int, list[str]]:
    command = [sys.executable, str(checkout / "packaging/checks/paths.py"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.returncode, done.stdout.splitlines()


def checked(checkout: Path, tree: Path) -> tuple[int, list[str]]:
    return check(checkout, "--root", str(tree), "--data", str(tree / "paths.toml"))


def test_a_tree_with_a_test_for_each_module_passes(checkout: Path, tree: Path) -> None:
    assert checked(checkout, tree) == (0, [])


def test_a_module_without_a_test_file_fails(checkout: Path, tree: Path) -> None:
    (tree / "tests/core/test_pcm.py").rename(tree / "tests/core/test_sound.py")
    assert checked(checkout, tree) == (1, ["studio/core/pcm.py has no test in tests/core/test_pcm.py"])


def test_a_test_file_without_tests_counts_as_none(checkout: Path, tree: Path) -> None:
    (tree / "tests/core/test_pcm.py").write_text("def helper() -> None: ...\n")
    assert checked(checkout, tree) == (1, ["studio/core/pcm.py has no test in tests/core/test_pcm.py"])


def test_a_package_that_holds_something_needs_a_test(checkout: Path, tree: Path) -> None:
    (tree / "studio/core/__init__.py").write_text("class Sound: ...\n")
    assert checked(checkout, tree) == (1, ["studio/core/__init__.py has no test in tests/core/test_init.py"])


@pytest.mark.parametrize("gone", [True, False], ids=["module gone", "test written"])
def test_a_stale_exception_fails(checkout: Path, tree: Path, gone: bool) -> None:
    if gone:
        (tree / "studio/core/limits.py").unlink()
    else:
        (tree / "tests/core/test_limits.py").write_text(TEST)
    assert checked(checkout, tree) == (1, ["the exception for studio/core/limits.py is stale: take it out"])


def test_an_exception_without_a_reason_fails(checkout: Path, tree: Path) -> None:
    (tree / "paths.toml").write_text('most = 1\n[exceptions]\n"studio/core/limits.py" = " "\n')
    assert checked(checkout, tree) == (1, ["the exception for studio/core/limits.py gives no reason"])


def test_more_exceptions_than_permitted_fail(checkout: Path, tree: Path) -> None:
    (tree / "paths.toml").write_text('most = 0\n[exceptions]\n"studio/core/limits.py" = "values only"\n')
    assert checked(checkout, tree) == (1, ["1 exceptions; 0 are permitted"])


def test_this_tree_passes(checkout: Path) -> None:
    assert check(checkout) == (0, [])
