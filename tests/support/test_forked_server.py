# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import psutil
import pytest

from studio.server.voices.damage import VOICES
from tests.support.forked_server import SEED_VARIABLE, forked_command
from tests.support.waiting import HANGS_S, wait_until


def started(data_dir: Path) -> tuple[subprocess.Popen[bytes], psutil.Process]:
    """What stands in for a server that keeps its voices there, and the server."""
    environment = {**os.environ, "SPEECH_STUDIO_DATA_DIR": str(data_dir)}
    command = forked_command(os.environ[SEED_VARIABLE])
    stands_in = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    assert stands_in.stdout is not None
    return stands_in, psutil.Process(json.loads(stands_in.stdout.readline())["pid"])


@pytest.mark.usefixtures("seed_of_servers")
def test_a_forked_server_has_the_environment_it_is_given_and_ends_with_its_lifeline(tmp_path: Path) -> None:
    first, server = started(tmp_path / "first")
    second, other = started(tmp_path / "second")
    with first, second:
        assert server.pid != other.pid
        wait_until((tmp_path / "first" / VOICES).exists, HANGS_S)
        wait_until((tmp_path / "second" / VOICES).exists, HANGS_S)
        first.communicate(timeout=HANGS_S)
        assert first.returncode == 0
        assert not server.is_running()
        assert other.is_running()
        second.communicate(timeout=HANGS_S)
    assert not other.is_running()


@pytest.mark.usefixtures("seed_of_servers")
def test_who_kills_what_stands_in_kills_the_server_and_the_other_way_round(tmp_path: Path) -> None:
    first, server = started(tmp_path)
    with first:
        first.kill()
        wait_until(lambda: not server.is_running(), HANGS_S)
    second, server = started(tmp_path)
    with second:
        server.kill()
        assert second.wait(HANGS_S) == -signal.SIGKILL


@pytest.mark.usefixtures("seed_of_servers")
def test_a_server_that_refuses_to_start_says_so_by_its_exit_code() -> None:
    command = (*forked_command(os.environ[SEED_VARIABLE]), "--threads", "0")
    refused = subprocess.run(command, capture_output=True, timeout=HANGS_S, check=False)
    assert refused.returncode == 3
    assert b"error" in refused.stdout
