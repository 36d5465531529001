# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from studio.engine.model.torch_file import Floats, NotACheckpoint, tensors


@pytest.mark.parametrize("opcode", [b"\x8d", b"\x8e", b"\x95"])
def test_lengths_beyond_all_memory_are_refused(opcode: bytes) -> None:
    with pytest.raises(NotACheckpoint):
        tensors(b"\x80\x04" + opcode + b"\xff" * 8, "model_state", ["w"])


def test_a_checkpoint_that_names_anything_but_tensors_is_refused(checkpoint: Callable[[Floats], bytes]) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return os.getcwd, ()

    whole = checkpoint(np.zeros(3, "<f4"))
    for data in (pickle.dumps(Evil()), whole[:-4], whole[:40], b"", b"PK\x03\x04", whole.replace(b"w", b"v")):
        with pytest.raises(NotACheckpoint):
            tensors(data, "model_state", ["w"])


def test_a_tensor_keeps_its_shape(checkpoint: Callable[[Floats], bytes]) -> None:
    weights = np.arange(24, dtype="<f4").reshape(2, 3, 4)
    (found,) = tensors(checkpoint(weights), "model_state", ["w"])
    np.testing.assert_array_equal(found, weights)
    assert tensors(checkpoint(weights), "model_state", []) == ()
    with pytest.raises(NotACheckpoint):
        tensors(checkpoint(weights), "another", ["w"])


def test_numbers_that_are_not_in_rows_are_refused(checkpoint: Callable[[Floats], bytes]) -> None:
    """Strides of any kind could reach beyond the storage."""
    with pytest.raises(NotACheckpoint):
        tensors(checkpoint(np.arange(12, dtype="<f4").reshape(3, 4).T), "model_state", ["w"])
