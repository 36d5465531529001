# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line in folders of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import TEXT


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder and a current folder of the test alone, with a text to read."""
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
