# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line in folders of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.cli import session
from studio.client.local.engine import LocalEngine
from tests.cli.commands import TEXT
from tests.support.forked_server import tone_engine


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder and a current folder of the test alone, with a text to read."""
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")


@pytest.fixture
def quick_engine(seed_of_servers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands within the test's process have a tone engine that is forked; how one is started is tested elsewhere."""
    monkeypatch.setattr(
        session, "LocalEngine", lambda engine: tone_engine() if engine == "tone" else LocalEngine(engine=engine)
    )
