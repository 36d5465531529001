# SPDX-License-Identifier: GPL-3.0-or-later
"""What of the set-up is done, so that a later run does only what is not."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from setup import python, system
from setup.console import ROOT, VENV
from setup.python import LOCK, environment_version

STAMP = VENV / "speech-studio-setup.json"


def digest(*paths: Path) -> str:
    value = hashlib.sha256(f"{ROOT}\0{sys.platform}".encode())
    for path in paths:
        value.update(hashlib.sha256(path.read_bytes()).digest())
    return value.hexdigest()


def made_of() -> dict[str, str]:
    """Digests of what each step works from; a step is done again when its digest changed."""
    return {
        "system": digest(Path(system.__file__)),
        "packages": digest(LOCK, Path(python.__file__)),
        "project": digest(ROOT / "pyproject.toml"),
        "model": digest(ROOT / "resources" / "models.json") + os.environ.get("SPEECH_STUDIO_DATA_DIR", ""),
    }


def read_stamp() -> dict[str, Any]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return stamp if isinstance(stamp, dict) and environment_version() else {}
    except (OSError, ValueError):
        return {}
