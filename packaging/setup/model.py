# SPDX-License-Identifier: GPL-3.0-or-later
"""The fifth step: the speech model and its voices."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from setup.console import Step, run
from setup.python import last_words, venv_python


def speech_model(line: Step, wheelhouse: Path | None) -> dict[str, Any]:
    """Fetch model and voices; the result that the command line prints last (empty when it failed outright)."""
    result: dict[str, Any] = {}

    def on_line(text: str) -> None:
        nonlocal result
        try:
            event = json.loads(text)
        except ValueError:
            return
        if event.get("event") == "result":
            result = event
        elif event.get("event") == "failed":
            result = {"usable": False, "files": [], "notice": event["error"]}
        elif event.get("event") == "progress":
            line.note(f"{100 * event['fraction']:.0f} %, {event['text']}")

    command = [str(venv_python()), "-I", "-m", "studio.cli", "models", "--fetch", "--json"]
    _, said = run(command + (["--wheelhouse", str(wheelhouse)] if wheelhouse else []), on_line)
    if not result:
        result = {"usable": False, "files": [], "notice": last_words(said)}
    if result["usable"]:
        line.outcome(f"{len(result['voices'])} voices")
    else:
        line.outcome("could not be had; espeak-ng will speak")
    return result


def model_is_there(stamp: dict[str, Any]) -> bool:
    """Whether every model file that the set-up left is still there at its size; the program itself checks digests."""
    try:
        return all(os.stat(path).st_size == size for path, size in stamp.get("model_files", []))
    except OSError:
        return False
