# SPDX-License-Identifier: GPL-3.0-or-later
"""Autobahn's test suite of the WebSocket protocol, in an environment of its own in the user's cache."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from shutil import rmtree, which

import pytest

# 12.*, 13.*: compression, which neither the server nor the client offers.
LEFT_OUT = ["12.*", "13.*"]
QUICK = ["1.*", "2.*", "3.*", "4.*", "5.*", "7.*"]
CASES, QUICK_CASES = 301, 101
PASSED = {"OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED"}
# The longest message of the suite has 16 MiB.
MESSAGE_BYTES = 32 * 1024 * 1024


def wstest() -> Path:
    """The suite's program; skips the test where there is no Python 2.7."""
    from platformdirs import user_cache_path

    folder = user_cache_path("speech-studio", appauthor=False) / "test-environments" / "autobahn-python2.7"
    if not (folder / "complete").is_file():
        python = _python27()
        if python is None:
            pytest.skip("Autobahn's test suite needs Python 2.7, which is not on this machine")
        if folder.exists():
            rmtree(folder)
        for command in (
            [python, "-m", "pip", "install", "--quiet", "--target", str(folder / "tools"), "virtualenv<20.22"],
            ["env", f"PYTHONPATH={folder / 'tools'}", python, "-m", "virtualenv", "--quiet", str(folder / "python")],
            [str(folder / "python" / "bin" / "pip"), "install", "--quiet", "autobahntestsuite<1"],
        ):
            done = subprocess.run(command, capture_output=True, text=True, timeout=600.0, check=False)
            assert done.returncode == 0, f"{command[-1]}: {done.stderr[-600:]}"
        (folder / "complete").touch()
    return folder / "python" / "bin" / "wstest"


def outcome(report: Path, agent: str, cases: int) -> dict[str, str]:
    """The cases that did not pass, by their number, with what was seen. Fails unless *cases* were tried."""
    tried = json.loads((report / "index.json").read_text())[agent]
    assert len(tried) == cases, f"{len(tried)} cases were tried"
    failed = {name: case["behavior"] for name, case in tried.items() if case["behavior"] not in PASSED}
    return failed | {name: case["behaviorClose"] for name, case in tried.items() if case["behaviorClose"] not in PASSED}


def _python27() -> str | None:
    here = [which("python2.7"), which("python2"), *Path.home().glob(".pyenv/versions/2.7.*/bin/python2.7")]
    for python in filter(None, here):
        done = subprocess.run([str(python), "-c", "print(1)"], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return str(python)
    return None
