# SPDX-License-Identifier: GPL-3.0-or-later
"""The window gives freed sound back to the system, in a process of its own, since that is the whole process's."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import pytest

from studio.core.paths import DATA_DIR_VARIABLE
from tests.support.programs import finished
from tests.support.screen import Display

BLOCK_BYTES = 512 * 1024
BLOCKS = 200
KEPT_MB = 15.0
_ENDS_WITHIN_S = 120.0

pytestmark = pytest.mark.display


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library returns memory by itself")
def test_freed_sound_goes_back_to_the_system_while_the_window_is_open(display: Display, tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    done = finished(
        [sys.executable, "-P", "-m", "tests.ui.test_returned_memory"],
        _ENDS_WITHIN_S,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root), DATA_DIR_VARIABLE: str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < KEPT_MB


def main() -> None:
    """Allocate and free as often-changed speech does, and print how many MB stay."""
    import psutil

    from tests.support.program import Program, run_program

    async def scenario(program: Program) -> None:
        await program.ready()
        resident = psutil.Process().memory_info
        # Freeing it raises the C library's own bound.
        bytearray(b"x" * (32 << 20))
        before = resident().rss
        blocks, held = [], []
        for _ in range(BLOCKS):
            blocks.append(bytearray(b"x" * BLOCK_BYTES))
            held.append(bytearray(b"x" * 100_000))
        blocks.clear()
        sys.stdout.write(f"{(resident().rss - before - sum(map(len, held))) / 2**20:.1f}")

    run_program(scenario, "tone")


if __name__ == "__main__":
    main()
