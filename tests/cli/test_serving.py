# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import signal
from pathlib import Path

import httpx
import pytest

from studio.cli import main
from tests.cli.commands import TONE, started
from tests.support.waiting import HANGS_S, wait_until


def test_serve_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("a-key-of-my-own")
    process = started("serve", "--key-file", "key", *TONE)
    assert process.stdout is not None
    line = process.stdout.readline()
    address = next(word for word in line.split() if word.startswith("http://"))
    headers = {"X-API-Key": "a-key-of-my-own", "Cartesia-Version": "2024-06-10"}
    with httpx.Client(headers=headers, timeout=HANGS_S) as client:
        wait_until(lambda: client.get(f"{address}/status").json()["state"] == "ready", what="the engine")
        assert client.get(f"{address}/voices").json()
        assert httpx.get(f"{address}/voices", timeout=HANGS_S).status_code == 401
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=HANGS_S)
    assert process.returncode == 0, said
    assert "Traceback" not in said


def test_serve_refuses_a_port_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--port", "70000", *TONE]) == 2
    assert "0 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize("threads", ["0", "-1"])
def test_serve_refuses_a_number_of_threads_that_is_none(threads: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--threads", threads, *TONE]) == 2
    assert "threads: must be 1 or more" in capsys.readouterr().err
