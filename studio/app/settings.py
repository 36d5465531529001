# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program remembers beside the document: volume, output device, theme, window place."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from studio.core.files import replacing


@dataclass(frozen=True, slots=True)
class Settings:
    """Attributes:
    volume: 0 to 1.
    device: Output device's name; "" for the system's default.
    theme: "system", "light" or "dark".
    window: The window's geometry as the toolkit wrote it, base64.
    export_folder: Where the last export went.
    """

    volume: float = 1.0
    device: str = ""
    theme: str = "system"
    window: str = ""
    export_folder: str = ""


def load_settings(path: Path) -> Settings:
    """The settings saved at *path*; defaults for what is missing or unusable."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(data, dict):
        return Settings()
    known = {field.name: type(field.default) for field in fields(Settings)}
    return Settings(**{name: data[name] for name, kind in known.items() if isinstance(data.get(name), kind)})


def save_settings(path: Path, settings: Settings) -> None:
    """Replace the saved settings.

    Raises:
        SaveFailed: the disk is full or read-only.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write(json.dumps(asdict(settings), indent=1).encode())
