# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from studio.app.settings import Settings, load_settings, save_settings


def test_saved_settings_come_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings = Settings(volume=0.5, device="Headphones", theme="dark")
    save_settings(path, settings)
    assert load_settings(path) == settings


@pytest.mark.parametrize("content", ["", "[]", "{", '{"volume": "loud", "unknown": 1}'])
def test_what_cannot_be_used_gives_way_to_defaults(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content)
    assert load_settings(path) == Settings()
