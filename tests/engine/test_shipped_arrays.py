# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrays that ship: read where the digest is theirs, refused where it is not."""

from __future__ import annotations

import hashlib

import pytest

from studio.core.errors import ModelDamaged, NotFound
from studio.core.resources import resource
from studio.engine.clip.stock_prints import PRINTS_FILE, PRINTS_SHA256
from studio.engine.shipped_arrays import shipped_arrays


def test_the_arrays_of_a_file_come_by_their_names() -> None:
    assert hashlib.sha256(resource(PRINTS_FILE).read_bytes()).hexdigest() == PRINTS_SHA256
    arrays = shipped_arrays(PRINTS_FILE, PRINTS_SHA256)
    assert set(arrays) >= {"keys", "traits", "measure"}
    assert len(arrays["keys"]) == len(arrays["traits"])


def test_a_file_of_another_digest_is_not_read() -> None:
    with pytest.raises(ModelDamaged, match="install Speech Studio again") as refused:
        shipped_arrays(PRINTS_FILE, "0" * 64)
    assert refused.value.detail == PRINTS_SHA256


def test_a_file_that_does_not_ship_is_named() -> None:
    with pytest.raises(NotFound, match="no_such_file"):
        shipped_arrays("no_such_file.npz", "0" * 64)
