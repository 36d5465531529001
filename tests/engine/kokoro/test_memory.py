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
from studio.engine.kokoro.memory import return_large_blocks
if sys.argv[1] == "return":
    return_large_blocks()
resident = psutil.Process().memory_info
bytearray(b"x" * (32 << 20))
before = resident().rss
blocks, held = [], []
for _ in range(50):
    blocks.append(bytearray(b"x" * (2 << 20)))
    held.append(bytearray(b"x" * 100_000))
blocks.clear()
print((resident().rss - before) >> 20)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library returns memory by itself")
def test_freed_blocks_go_back_to_the_system() -> None:
    kept_mb = {
        how: int(subprocess.run([sys.executable, "-c", _PROGRAM, how], capture_output=True, check=True).stdout)
        for how in ("return", "keep")
    }
    assert kept_mb["return"] < 15
    assert kept_mb["keep"] > 30, "without it they would not"
