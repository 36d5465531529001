# SPDX-License-Identifier: GPL-3.0-or-later
"""How this process's memory goes back to the system."""

from __future__ import annotations

import ctypes

_MMAP_THRESHOLD = -3
_LARGE_BYTES = 1024 * 1024


def return_large_blocks() -> None:
    """Have blocks of 1 MiB and more returned as soon as they are freed, where the C library is GNU's.

    By itself it raises that bound to the largest block freed so far, up to 32 MiB, and keeps smaller ones: after some
    renders 200 MB that nobody uses (`mallopt(3)`, M_MMAP_THRESHOLD).
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)
