# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import subprocess
import sys

import pytest

from studio.app import export_formats
from studio.export import formats

HEAVY = {"numpy", "httpx", "websocket", "soxr", "sounddevice", "onnxruntime"}


def test_the_window_is_handed_the_table_itself() -> None:
    assert export_formats.EXPORTERS is formats.EXPORTERS
    assert all(getattr(export_formats, name) is getattr(formats, name) for name in export_formats.__all__)


@pytest.mark.parametrize("module", ["studio.ui.main_window", "studio.app.export_formats", "studio.cli.arguments"])
def test_what_is_shown_first_loads_nothing_that_takes_long(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert module in done.stdout.split()
    assert not HEAVY & set(done.stdout.split())
