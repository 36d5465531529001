# SPDX-License-Identifier: Apache-2.0
"""Return of freed memory to the system."""

from __future__ import annotations

import ctypes

_MMAP_THRESHOLD = -3
_MB = 1024 * 1024


def return_large_blocks(least_bytes: int = _MB) -> None:
    """Tell GNU's C library to return blocks of *least_bytes* and more as soon as they are freed; elsewhere do nothing.

    By default it keeps blocks smaller than the largest freed so far, up to 32 MiB, and what is freed between them stays
    in pieces: after some renders 200 MB that nobody uses (`mallopt(3)`, M_MMAP_THRESHOLD).

    Args:
        least_bytes: A smaller bound gives more back, and takes longer: each such block is asked of the system anew.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_MMAP_THRESHOLD, least_bytes)
