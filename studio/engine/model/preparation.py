# SPDX-License-Identifier: GPL-3.0-or-later
"""Preparation: making the parts that an engine loads from the published model."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.processes import child_environment, python_module
from studio.engine.kokoro import parts

Prepare = Callable[[Path, Path, parts.OnStep], object]
"""Makes the parts that an engine loads from the whole model (first path), in a folder (second path)."""


def cut_in_process(model: Path, folder: Path, on_step: parts.OnStep) -> None:
    """Cut the model in a process of its own, since a server would keep the 300 MB that it takes."""
    command = python_module("studio.engine.kokoro.graph.cut", os.fspath(model), os.fspath(folder))
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=child_environment(),
            umask=0o077,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            for line in process.stdout:
                done, of = map(int, line.split())
                on_step(done, of)
            code = process.wait()
        except BaseException:
            process.kill()
            raise
        if code:
            errors.seek(0)
            text = errors.read()
            said = text.strip().splitlines() or ["The speech model could not be prepared."]
            raise StudioError(said[-1], text)


@dataclass(frozen=True, slots=True)
class Preparation:
    """The making of files from the model.

    Attributes:
        prepare: Makes the files.
        version: Version of the files; those of another version are made anew.
        files: Names of the files.
        patience_s: Seconds to wait for another program that is making them.
        look_again_s: Seconds between two looks whether it is done.
        wait: Waits for the given seconds.
    """

    prepare: Prepare = cut_in_process
    version: int = parts.VERSION
    files: tuple[str, ...] = parts.FILES
    patience_s: float = 20.0
    look_again_s: float = 0.2
    wait: Callable[[float], object] = time.sleep


USUAL = Preparation()
