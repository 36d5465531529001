# SPDX-License-Identifier: GPL-3.0-or-later
"""Arrays that ship with the program, checked against their digests."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.core.errors import ModelDamaged
from studio.core.resources import resource


def shipped_arrays(name: str, sha256: str, find: Callable[[str], Path] = resource) -> dict[str, NDArray[Any]]:
    """The arrays of the shipped file *name* (npz), whose digest is *sha256*.

    Args:
        find: Finds a shipped file by its name.

    Raises:
        NotFound: it does not ship.
        ModelDamaged: it is not the one this version was made with.
    """
    data = find(name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != sha256:
        raise ModelDamaged(f"The program's file {name} is damaged: install Speech Studio again.", digest)
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        return dict(file)
