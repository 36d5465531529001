# SPDX-License-Identifier: GPL-3.0-or-later
"""What a fresh interpreter loads with a module: what the window shows first must load nothing that takes long."""

from __future__ import annotations

import subprocess
import sys

HEAVY = frozenset({"numpy", "httpx", "websocket", "soxr", "sounddevice", "onnxruntime", "sqlite3"})


def heavy_with(module: str) -> set[str]:
    """Names of the heavy packages that *module* loads."""
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert module in loaded
    return loaded & HEAVY
