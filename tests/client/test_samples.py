# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs written for the older library run with one import line changed, each as a program of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.support.sound import SoundPath
from tests.support.speech_server import RunningServer, WatchedEngine, running_server

SAMPLES = Path(__file__).parent / "samples"
SETTING = """
from studio.client import Cartesia
client = Cartesia()
ws = client.tts.websocket()
model = model_id = "sonic-english"
transcript = "Hello! Welcome to Cartesia"
voice_id = SAMPLE_VOICE_ID = "a0e99841-438c-4a64-b679-ae501e7d6091"
output_format = client.tts.get_output_format("raw_pcm_f32le_44100")
"""
ALONE = ("bytes", "voices")
PLAYING = ("sse", "async_sse", "websocket", "async_continuations", "continuations", "multilingual")
IN_A_SETTING = ("timestamps", "controls", "format_names")
IN_A_NOTEBOOK = ("notebook", "async_notebook")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path, WatchedEngine(words_per_s=25.0)) as running:
        yield running


def run(program: str, server: RunningServer, folder: Path, ipython: bool = False) -> str:
    """What *program* printed; it must end well and without a warning."""
    file = folder / ("sample.ipy" if ipython else "sample.py")
    file.write_text(program, encoding="utf-8")
    env = {**os.environ, "CARTESIA_BASE_URL": f"localhost:{server.port}", "CARTESIA_API_KEY": server.token}
    env |= {"PYTHONPATH": str(Path(__file__).parents[2]), "IPYTHONDIR": str(folder / "ipython")}
    # IPython's own imports warn.
    command = [sys.executable, *(["-m", "IPython"] if ipython else ["-W", "error"]), str(file)]
    done = subprocess.run(
        command, env=env, cwd=folder, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    assert "Warning" not in done.stderr, done.stderr
    return done.stdout


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def test_every_sample_is_run() -> None:
    assert {file.stem for file in SAMPLES.glob("*.txt")} == {*ALONE, *PLAYING, *IN_A_SETTING, *IN_A_NOTEBOOK}


def test_bytes_are_a_wav_file(server: RunningServer, tmp_path: Path) -> None:
    run(sample("bytes"), server, tmp_path)
    content = (tmp_path / "output.wav").read_bytes()
    assert content[:4] == b"RIFF"
    assert content[20] == 3, "float samples"
    assert len(content) > 44100


def test_voices_are_listed_cloned_mixed_and_created(server: RunningServer, tmp_path: Path) -> None:
    with server.http() as http:
        voices = http.get("/voices").json()

    async def clone(request: Request) -> JSONResponse:
        # What finds the closest voice to a clip is no part of the server yet; the client's side of it is.
        body = await request.body()
        for part in (b'name="clip"; filename="voice"', b"a clip", b'name="enhance"\r\n\r\ntrue', b"clip\r\n"):
            assert part in body
        return JSONResponse({"embedding": voices[0]["embedding"]})

    server.app.router.routes.insert(0, Route("/voices/clone/clip", clone, methods=["POST"]))
    (tmp_path / "path" / "to").mkdir(parents=True)
    (tmp_path / "path" / "to" / "voice").write_bytes(b"a clip")
    program = sample("voices")
    for index, voice in enumerate(voices[:3], 1):
        program = program.replace(f"voice_id_{index}", voice["id"])
    told = run(program, server, tmp_path)
    assert "The embedding for Barbershop Man is [" in told
    with server.http() as http:
        (made,) = [voice for voice in http.get("/voices").json() if not voice["is_public"]]
    assert (made["name"], made["description"]) == ("New Voice", "A clone of my own voice")


@pytest.mark.sound
@pytest.mark.parametrize("name", PLAYING)
def test_a_stream_is_heard(server: RunningServer, tmp_path: Path, sound: SoundPath, name: str) -> None:
    with sound.record() as recording:
        run(sample(name), server, tmp_path)
    assert np.abs(recording.samples).max() > 0.01


@pytest.mark.parametrize("name", IN_A_SETTING)
def test_a_piece_of_a_program_runs_in_its_setting(server: RunningServer, tmp_path: Path, name: str) -> None:
    told = run(SETTING + sample(name) + "\nws.close()\n", server, tmp_path)
    if name == "timestamps":
        lines = re.findall(r"Word: (\S+), Start: ([\d.]+), End: ([\d.]+)", told)
        assert [word for word, _, _ in lines] == ["Hello!", "Welcome", "to", "Cartesia"]
        assert all(float(start) < float(end) for _, start, end in lines)


@pytest.mark.parametrize("name", IN_A_NOTEBOOK)
def test_a_notebooks_cell_shows_a_player(server: RunningServer, tmp_path: Path, name: str) -> None:
    told = run(sample(name), server, tmp_path, ipython=True)
    assert "IPython.lib.display.Audio object" in told or "Audio object" in told


README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("index", range(5))
def test_the_readmes_programs_run(server: RunningServer, tmp_path: Path, index: int) -> None:
    section = README.read_text(encoding="utf-8").split("## As a library")[1].split("\n## ")[0]
    programs = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    assert len(programs) == 5
    told = run(programs[index], server, tmp_path)
    assert index in (0, 1) or told.strip()
    assert index or (tmp_path / "hello.wav").read_bytes()[:4] == b"RIFF"
