# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that publishes a tiny model, and no registry of packages but a folder."""

from __future__ import annotations

import io
import json
import pickle
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from studio.engine.model.torch_file import Floats
from tests.support.published_model import MODEL, VOICE, Published


@pytest.fixture
def published() -> Iterator[Published]:
    server = Published()
    server.files = {
        "/model": MODEL,
        "/voice": VOICE.tobytes(),
        "/config": json.dumps({"vocab": {"é": 2, ";": 1}}).encode(),
    }
    yield server
    server.close()


@pytest.fixture(autouse=True)
def no_registry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """pip sees only the folder `index`, and there is no npm."""
    (tmp_path / "index").mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    monkeypatch.setenv("PATH", str(tmp_path / "no-programs"))


@pytest.fixture
def checkpoint(monkeypatch: pytest.MonkeyPatch) -> Callable[[Floats], bytes]:
    """Writes a model with the one tensor "w" as torch did before its version 1.6, with stand-ins for torch."""
    torch, utils = ModuleType("torch"), ModuleType("torch._utils")
    kind = type("FloatStorage", (), {"__module__": "torch"})
    rebuild = type("_rebuild_tensor_v2", (), {"__module__": "torch._utils"})
    monkeypatch.setattr(torch, "FloatStorage", kind, raising=False)
    monkeypatch.setattr(utils, "_rebuild_tensor_v2", rebuild, raising=False)
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "torch._utils", utils)

    class Tensor:
        def __init__(self, weights: Floats) -> None:
            self.weights = weights

        def __reduce__(self) -> tuple[Any, ...]:
            strides = tuple(stride // 4 for stride in self.weights.strides)
            return rebuild, (Storage(self.weights.size), 0, self.weights.shape, strides)

    class Storage:
        def __init__(self, size: int) -> None:
            self.size = size

    class Writer(pickle.Pickler):
        def persistent_id(self, obj: Any) -> Any:
            return ("storage", kind, "7", "cpu", obj.size, None) if isinstance(obj, Storage) else None

    def written(weights: Floats) -> bytes:
        file = io.BytesIO()
        for value in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}):
            pickle.dump(value, file, protocol=2)
        Writer(file, protocol=2).dump({"model_state": {"w": Tensor(weights)}})
        pickle.dump(["7"], file, protocol=2)
        return file.getvalue() + struct.pack("<q", weights.size) + weights.tobytes()

    return written
