# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.engine.kokoro import parts
from studio.engine.model.preparation import USUAL, cut_in_process


def test_the_usual_preparation_makes_the_parts_of_this_version() -> None:
    assert (USUAL.version, USUAL.files) == (parts.VERSION, parts.FILES)
    assert USUAL.prepare is cut_in_process


def test_what_is_no_model_is_refused_with_what_the_process_said(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"not a graph at all")
    with pytest.raises(StudioError, match=r"model\.onnx is damaged"):
        cut_in_process(tmp_path / "model.onnx", tmp_path, lambda _done, _of: None)
    assert [path.name for path in tmp_path.glob("*.onnx")] == ["model.onnx"]
