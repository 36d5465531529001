# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetching of the speech model in a process of its own, so that the window stays free and it can be cancelled."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable, Sequence
from typing import Any

from studio.core.errors import ModelMissing
from studio.core.processes import child_environment, python_module

_ENDS_WITHIN_S = 5.0


def fetch_command() -> tuple[str, ...]:
    return python_module("studio.cli", "models", "--fetch", "--json")


async def fetch_model(progress: Callable[[str, float | None], None], command: Sequence[str] | None = None) -> None:
    """Run the fetch until it is complete. Cancelling ends it, and fetched files are kept for the next try.

    Args:
        command: The command that fetches; by default this program's.
        progress: Called with the present work and the share done, None if unknown.

    Raises:
        ModelMissing: the model could not be fetched; the text says why and what to do.
    """
    loop = asyncio.get_running_loop()
    process = await loop.run_in_executor(None, _start, command or fetch_command())
    assert process.stdout is not None
    failure = ""
    try:
        while line := await loop.run_in_executor(None, process.stdout.readline):
            event = _event(line)
            if event.get("error"):
                failure = str(event["error"])
            elif "text" in event:
                progress(str(event["text"]), event.get("fraction"))
        code = await loop.run_in_executor(None, process.wait)
    finally:
        # It ends what it has begun first, and the window goes on meanwhile.
        process.terminate()
        await loop.run_in_executor(None, _end, process)
    if code != 0:
        text = "The voice model could not be fetched. Check the network connection and try again."
        raise ModelMissing(failure or text, f"exit code {code}")


def _start(command: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=child_environment(),
    )


def _end(process: subprocess.Popen[str]) -> None:
    """Wait until the terminated *process* has ended; end it by force if it takes too long."""
    try:
        process.wait(_ENDS_WITHIN_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _event(line: str) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError:
        return {}
    return event if isinstance(event, dict) else {}
