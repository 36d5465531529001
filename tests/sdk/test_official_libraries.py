# SPDX-License-Identifier: GPL-3.0-or-later
"""The official client library, unchanged, in an environment of its own for each release, does what its documents do."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.support.sdk_environments import sdk_python
from tests.support.speech_server import running_server

SCRIPTS = Path(__file__).parent / "scripts"
WITHIN_S = 60.0
RELEASES = {"1.1.0": "release_1", "1.4.0": "release_1", "2.0.17": "release_2", "4.2.0": "release_4"}


@pytest.mark.parametrize("version", RELEASES)
def test_the_official_library_works_unchanged(tmp_path: Path, version: str) -> None:
    python = sdk_python(version)
    clip = tmp_path / "clip.wav"
    tone = 0.3 * np.sin(2 * np.pi * 220 * np.arange(2 * 44100) / 44100)
    soundfile.write(clip, tone.astype(np.float32), 44100, subtype="PCM_16")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "CARTESIA"))}
    with running_server(tmp_path) as server:
        done = subprocess.run(
            [
                str(python),
                "-W",
                "ignore",
                str(SCRIPTS / f"{RELEASES[version]}.py"),
                str(server.port),
                server.token,
                str(clip),
            ],
            capture_output=True,
            text=True,
            env=environment,
            cwd=tmp_path,
            timeout=WITHIN_S,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "all done"
