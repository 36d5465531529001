# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import sys
from pathlib import Path

import pytest

from studio.core.paths import DATA_DIR_VARIABLE, data_dir


def test_the_environment_names_another_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "mine"))
    assert data_dir() == tmp_path / "mine"
    assert not data_dir().exists(), "asking makes no folder"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the system names its folder otherwise")
@pytest.mark.parametrize("named", [None, ""])
def test_else_it_lies_where_the_system_keeps_such_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: str | None
) -> None:
    if named is None:
        monkeypatch.delenv(DATA_DIR_VARIABLE, raising=False)
    else:
        monkeypatch.setenv(DATA_DIR_VARIABLE, named)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_dir() == tmp_path / "speech-studio"
    assert not data_dir().exists()
