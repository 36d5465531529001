# SPDX-License-Identifier: GPL-3.0-or-later
"""Return of freed memory to the system."""

from __future__ import annotations

import ctypes

_MMAP_THRESHOLD = -3
_LARGE_BYTES = 1024 * 1024


def return_large_blocks() -> None:
    """Tell GNU's C library to return blocks of 1 MiB and more as soon as they are freed; elsewhere do nothing.

    By default it keeps blocks smaller than the largest freed so far, up to 32 MiB: after some renders 200 MB that
    nobody uses (`mallopt(3)`, M_MMAP_THRESHOLD).
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
