# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.paths import data_dir as real_data_dir
from tests.support.faults import none_allowed
from tests.support.loaded_window import loaded_application
from tests.support.screen import Display
from tests.support.watchdog import Watchdog


@pytest.fixture(scope="session")
def loaded(display: Display) -> None:
    """Has all loaded that the program loads before its window is shown."""
    loaded_application()


@pytest.fixture(autouse=True)
def no_faults(loaded: None) -> Iterator[None]:
    """Fails a test in which something failed that Qt or the loop called, or computed for long."""
    with none_allowed(), Watchdog().watching():
        yield


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new user's data folder, with the speech model of this machine linked in."""
    models = real_data_dir() / "models"
    folder = tmp_path / "data"
    folder.mkdir()
    if models.is_dir():
        (folder / "models").symlink_to(models, target_is_directory=True)
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def needs_xdotool() -> str:
    path = shutil.which("xdotool")
    assert path is not None, "missing xdotool: sudo apt-get install -y xdotool"
    return path
