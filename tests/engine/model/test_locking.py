# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.engine.model.locking import only_one


def test_who_comes_second_is_told_so_and_may_when_the_first_is_done(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with only_one(path, ""):
        with pytest.raises(StudioError, match="Somebody else is at it"), only_one(path, "Somebody else is at it."):
            pytest.fail("both held it")
        assert path.exists()
    with only_one(path, ""):
        pass


def test_work_that_fails_lets_it_go(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="work"), only_one(tmp_path / ".lock", ""):
        raise ValueError("work")
    with only_one(tmp_path / ".lock", ""):
        pass


@pytest.mark.skipif(os.name == "nt", reason="there a file's mode says nothing")
def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    with only_one(tmp_path / ".lock", ""):
        assert (tmp_path / ".lock").stat().st_mode & 0o777 == 0o600


def test_a_process_that_dies_lets_it_go(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    program = (
        "import pathlib, sys; from studio.engine.model.locking import only_one\n"
        "with only_one(pathlib.Path(sys.argv[1]), ''): print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StudioError, match="held"), only_one(path, "held"):
            pytest.fail("both held it")
        holder.kill()
        holder.wait()
        with only_one(path, ""):
            pass
