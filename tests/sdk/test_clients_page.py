# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs of resources/docs/clients.md run as they stand there, but for the port."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from shutil import which

import pytest

from studio.core.resources import resource
from studio.server.limits import Limits
from studio.server.wire.dialects import DIALECTS
from tests.support.sdk_environments import sdk_python
from tests.support.speech_server import running_server

PROGRAM = re.compile(r"```python cartesia-([\d.]+)\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"```sh\n(curl .*?)```", re.DOTALL)
WITHIN_S = 60.0


def page() -> str:
    return resource("docs/clients.md").read_text(encoding="utf-8")


def environment(key: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CARTESIA"))}
    return {**kept, "CARTESIA_API_KEY": key}


@pytest.mark.parametrize(("version", "program"), PROGRAM.findall(page()), ids=lambda value: value[:6])
def test_a_program_of_the_page_runs(tmp_path: Path, version: str, program: str) -> None:
    python = sdk_python(version)
    with running_server(tmp_path) as server:
        done = subprocess.run(
            [str(python), "-W", "ignore", "-c", program.replace("8080", str(server.port))],
            capture_output=True,
            text=True,
            env=environment(server.token),
            cwd=tmp_path,
            timeout=WITHIN_S,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    (written,) = [file for file in tmp_path.iterdir() if file.suffix in (".wav", ".pcm")]
    assert written.stat().st_size > 44100


def test_the_commands_of_the_page_run(tmp_path: Path) -> None:
    speaking, explaining = COMMAND.findall(page())
    assert which("curl"), "curl is needed: install it"
    with running_server(tmp_path) as server:
        _, explained = (
            subprocess.run(
                ["sh", "-c", command.replace("8080", str(server.port))],
                stdout=subprocess.PIPE,
                env=environment(server.token),
                cwd=tmp_path,
                timeout=WITHIN_S,
                check=True,
            ).stdout
            for command in (speaking, explaining)
        )
    assert (tmp_path / "hello.mp3").read_bytes()[0] == 0xFF
    for told in ("start", "end", "class", "words", "phonemes", "certainty", "why", "alternatives"):
        assert f"`{told}`" in page()
        assert f'"{told}"' in explained.decode()


def test_the_page_tells_every_version_and_the_limits_that_hold() -> None:
    text = page()
    assert list(re.findall(r"^\| (\d{4}-\d\d-\d\d) \|", text, re.MULTILINE)) == [dialect.date for dialect in DIALECTS]
    limits = Limits()
    for told in (
        f"{limits.text_chars:,} characters",
        f"{limits.fitted_chars:,} characters",
        f"{limits.body_bytes >> 20} MiB",
        f"{limits.upload_bytes >> 20} MiB",
        f"| {limits.contexts_per_socket}; {limits.renders} |",
        f"| {limits.requests}; {limits.sockets} |",
        f"| {limits.head_s:g} s |",
        f"| {limits.body_s:g} s; {limits.whole_body_s / 60:g} minutes |",
    ):
        assert told in text, told
