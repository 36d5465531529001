# SPDX-License-Identifier: GPL-3.0-or-later
"""An environment of its own for each release of the official client library, made once and kept in the user's cache."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import rmtree

_MAKE_WITHIN_S = 300.0


def sdk_python(version: str) -> Path:
    """The interpreter of an environment with that release installed, from the package index that pip is set up for.

    Raises:
        AssertionError: the packages could not be had; says what pip said.
    """
    from platformdirs import user_cache_path

    tag = f"python{sys.version_info.major}.{sys.version_info.minor}"
    folder = user_cache_path("speech-studio", appauthor=False) / "test-environments" / f"cartesia-{version}-{tag}"
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    complete = folder / "complete"
    if complete.is_file() and python.exists():
        return python
    if folder.exists():
        rmtree(folder)
    _run(sys.executable, "-m", "venv", str(folder))
    _run(
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        f"cartesia[websockets]=={version}" if _extra(version) else f"cartesia=={version}",
    )
    complete.touch()
    return python


def _extra(version: str) -> bool:
    """From 3 on the socket's library is an extra."""
    return int(version.partition(".")[0]) >= 3


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=_MAKE_WITHIN_S, check=False)
    assert done.returncode == 0, f"{' '.join(command[-3:])} failed: {done.stderr.strip()[-600:]}"
