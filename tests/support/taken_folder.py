# SPDX-License-Identifier: GPL-3.0-or-later
"""A data folder that another process has."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PLACE = "me@here xcb :0"
HOLDING = f"""
import asyncio, sys
from pathlib import Path
from studio.app.keeping.data_folder import DataFolder
from studio.app.desktop.handing_over import Reception
async def main():
    folder = DataFolder(Path(sys.argv[1]))
    assert folder.take()
    reception = Reception(folder, {PLACE!r}, lambda arrival: print(arrival.files, flush=True))
    await reception.open()
    print("holding", flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""


@contextlib.contextmanager
def holding(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the folder."""
    command = [sys.executable, "-c", HOLDING, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "holding\n"
            yield process
        finally:
            process.kill()
