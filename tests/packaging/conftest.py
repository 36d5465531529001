# SPDX-License-Identifier: GPL-3.0-or-later
"""The checkout, a temporary copy of what git tracks, and a machine made of fake programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout() -> Path:
    return ROOT


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return cloned(tmp_path / "clone")


def cloned(target: Path) -> Path:
    """What someone gets who copies the project: the tracked files and those about to be."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for name in filter(None, listing.split("\0")):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


@dataclass
class Machine:
    """Runs bootstrap with a PATH that holds only fake programs; each call of one is a line in *calls*."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    def program(self, name: str, script: str = "") -> None:
        path = self.folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.folder}/calls\n{script}\n')
        path.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        path = self.folder / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def python(self, clone: Path, code: str) -> subprocess.CompletedProcess[str]:
        """Run *code* with the set-up's modules imported: console, system, python, model and stamp."""
        modules = "from setup import console, system, python, model, stamp"
        program = f"import sys; sys.path.insert(0, {str(clone / 'packaging')!r}); {modules}\n{code}"
        return self._run([sys.executable, "-c", program], clone)

    def bootstrap(self, clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run([sys.executable, str(clone / "packaging/bootstrap.py"), *arguments], self.folder)

    def _run(self, command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR") if name in os.environ}
        env = {
            **kept,
            "PATH": str(self.folder / "bin"),
            "HOME": str(self.folder),
            "PIP_NO_INDEX": "1",
            "PIP_CONFIG_FILE": os.devnull,
            "LC_ALL": "C.UTF-8",
            **self.env,
        }
        return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return made_machine(tmp_path / "machine")


def made_machine(folder: Path) -> Machine:
    (folder / "bin").mkdir(parents=True)
    # What bootstrap runs its commands with, and what the fakes are written in.
    for name in ("env", "sh", "cat", "grep"):
        found = shutil.which(name)
        assert found
        (folder / "bin" / name).symlink_to(found)
    return Machine(folder)
