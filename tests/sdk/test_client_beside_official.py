# SPDX-License-Identifier: GPL-3.0-or-later
"""The library beside official releases: the same calls ask a server for the same, and give the same.

What makes two requests equivalent is said in tests.support.recorded_requests. Results are equal if audio, words, times,
ids and keys are, however a stream was cut; where the official library raises, this one raises an error of that kind.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from tests.support.recorded_requests import RecordedRequests
from tests.support.sdk_environments import sdk_python
from tests.support.speech_server import running_server

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(__file__).parent / "scripts"
WITHIN_S = 90.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What a script's calls gave, and what the server was asked meanwhile."""

    given: dict[str, Any]
    http: list[Any]
    sockets: list[Any]


def run(python: str | Path, module: str, script: str, folder: Path) -> Heard:
    folder.mkdir()
    clip = folder / "clip.wav"
    tone = 0.3 * np.sin(2 * np.pi * 220 * np.arange(44100) / 44100)
    soundfile.write(clip, tone.astype(np.float32), 44100, subtype="PCM_16")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CARTESIA"))}
    if module != "cartesia":
        environment["PYTHONPATH"] = str(ROOT)
    with running_server(folder) as server:
        recorded = RecordedRequests(server.app)
        command = [str(python), "-W", "ignore", str(SCRIPTS / script), module, str(server.port), server.token]
        done = subprocess.run(
            [*command, str(clip)],
            capture_output=True,
            text=True,
            env=environment,
            cwd=folder,
            timeout=WITHIN_S,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    return Heard(json.loads(done.stdout), recorded.http, recorded.sockets)


def both(version: str, script: str, folder: Path) -> tuple[Heard, Heard]:
    """The official release, and this library."""
    return (
        run(sdk_python(version), "cartesia", script, folder / "official"),
        run(sys.executable, "studio.client", script, folder / "own"),
    )


def without_id(requests: list[Any], voice_id: str) -> Any:
    return json.loads(json.dumps(requests).replace(voice_id, "the new voice"))


def test_calls_of_1_4_ask_the_same_and_give_the_same(tmp_path: Path) -> None:
    official, own = both("1.4.0", "calls_1.py", tmp_path)
    made = [each.given.pop("made") for each in (official, own)]
    raised = {name for name, what in official.given.items() if isinstance(what, dict) and "raises" in what}
    assert {"get nobody", "sse, an unknown voice", "async socket, no voice", "infill, neither"} <= raised
    for name in raised:
        assert set(official.given.pop(name)["raises"]) <= set(own.given.pop(name)["raises"]), name
    assert own.given == official.given
    assert own.given["parts"]["audio"] > 0
    assert without_id(own.http, made[1]) == without_id(official.http, made[0])
    assert own.sockets == official.sockets
    assert len(own.http) > 40
    assert len(own.sockets) > 20


def test_calls_of_4_2_ask_the_same_and_give_the_same(tmp_path: Path) -> None:
    official, own = both("4.2.0", "calls_4.py", tmp_path)
    assert own.given == official.given
    assert own.given["sse, an unknown voice"] == own.given["socket, an unknown voice"] == "refused"
    # The official library asks for pages until one is empty, this one until the server says that it was the last.
    first, _ = (each for each in official.http if each[1] == "/voices")
    assert [each for each in own.http if each[1] == "/voices"] == [first]
    others = [[each for each in heard.http if each[1] != "/voices"] for heard in (own, official)]
    assert others[0] == others[1]
    assert {"/voices/clone", "/infill/bytes"} <= {each[1] for each in others[0]}
    assert own.sockets == official.sockets
