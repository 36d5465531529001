# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from studio.app.keeping.settings import Settings, SettingsFile, load_settings


def test_saved_settings_come_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings = Settings(volume=0.5, device="Headphones", theme="dark", shortcuts={"export": ["F9"], "quit": []})
    file = SettingsFile(path)
    file.change(**asdict(settings))
    file.save()
    assert load_settings(path) == settings


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"volume": "loud", "unknown": 1}', '{"shortcuts": {"export": "F9"}}']
)
def test_what_cannot_be_used_gives_way_to_defaults(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content)
    assert load_settings(path) == Settings()


def test_several_processes_that_save_at_once_lose_none_of_each_others_keys(tmp_path: Path) -> None:
    """Each writes its own key many times, and finds what it wrote last each time."""
    program = (
        "import sys; from pathlib import Path; from studio.app.keeping.settings import SettingsFile, load_settings\n"
        "path, key = Path(sys.argv[1]), sys.argv[2]\n"
        "file = SettingsFile(path)\n"
        "for number in range(60):\n"
        "    assert number == 0 or getattr(load_settings(path), key) == str(number - 1), number\n"
        "    file.change(**{key: str(number)}); file.save()\n"
    )
    path = tmp_path / "settings.json"
    keys = ("device", "export_folder", "text_folder")
    running = [subprocess.Popen([sys.executable, "-c", program, str(path), key]) for key in keys]
    assert [process.wait(60.0) for process in running] == [0, 0, 0]
    assert load_settings(path) == Settings(device="59", export_folder="59", text_folder="59")
