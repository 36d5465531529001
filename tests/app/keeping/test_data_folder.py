# SPDX-License-Identifier: GPL-3.0-or-later
"""One data folder, several programs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.app.keeping.data_folder import DataFolder
from studio.core.errors import SaveFailed
from tests.support.taken_folder import holding


def test_a_folder_that_was_replaced_is_taken_anew_unless_another_has_it(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    assert folder.take()
    shutil.rmtree(folder.path)
    with holding(folder.path):
        assert not folder.take()
    shutil.rmtree(folder.path)
    assert folder.take()
    assert not DataFolder(folder.path).take()
    folder.give_back()


@pytest.mark.parametrize("in_the_way", ["data", ".window.lock"])
def test_what_is_in_the_way_is_said(tmp_path: Path, in_the_way: str) -> None:
    if in_the_way == "data":
        (tmp_path / "data").touch()
    else:
        (tmp_path / "data" / in_the_way).mkdir(parents=True)
    with pytest.raises(SaveFailed, match="SPEECH_STUDIO_DATA_DIR"):
        DataFolder(tmp_path / "data").take()
