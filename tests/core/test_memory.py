# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import platform
import subprocess
import sys

import pytest

# A freed block of 32 MiB raises the bound; what is allocated after the others holds the heap's end.
_PROGRAM = """
import sys
import psutil
from studio.core.memory import return_large_blocks
least_bytes, block_bytes, blocks_mb = map(int, sys.argv[1:])
if least_bytes:
    return_large_blocks(least_bytes)
resident = psutil.Process().memory_info
bytearray(b"x" * (32 << 20))
before = resident().rss
blocks, held = [], []
for _ in range((blocks_mb << 20) // block_bytes):
    blocks.append(bytearray(b"x" * block_bytes))
    held.append(bytearray(b"x" * 100_000))
blocks.clear()
print((resident().rss - before - sum(map(len, held))) >> 20)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library returns memory by itself")
@pytest.mark.parametrize("least_bytes", [1 << 20, 256 << 10])
def test_freed_blocks_go_back_to_the_system(least_bytes: int) -> None:
    assert kept_mb(least_bytes, 2 * least_bytes) < 15
    assert kept_mb(0, 2 * least_bytes) > 30, "without it they would not"


def kept_mb(least_bytes: int, block_bytes: int) -> int:
    """Of 100 MB in freed blocks of *block_bytes*; with 0 for *least_bytes* nothing is told to the C library."""
    command = [sys.executable, "-c", _PROGRAM, str(least_bytes), str(block_bytes), "100"]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)
