# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import psutil
import pytest

from studio.app.link.model_fetch import fetch_model
from studio.core.errors import ModelMissing
from tests.support.waiting import wait_until_async

Told = list[tuple[str, float | None]]


def program(*lines: str, code: int = 0) -> tuple[str, ...]:
    said = "".join(f"print({line!r}, flush=True)\n" for line in lines)
    return sys.executable, "-c", f"{said}raise SystemExit({code})"


async def test_progress_is_told_and_what_is_no_progress_is_passed_over() -> None:
    told: Told = []
    lines = ('{"text": "Fetching", "fraction": 0.5}', "not JSON", "[1]", '{"text": "Preparing"}')
    await fetch_model(lambda text, share: told.append((text, share)), program(*lines))
    assert told == [("Fetching", 0.5), ("Preparing", None)]


@pytest.mark.parametrize(
    ("lines", "said"),
    [(('{"error": "The disk is full."}',), "The disk is full."), ((), "Check the network connection")],
)
async def test_a_fetch_that_fails_says_why(lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(ModelMissing, match=said):
        await fetch_model(lambda _text, _share: None, program(*lines, code=1))


async def test_cancelling_ends_the_process(tmp_path: Path) -> None:
    begun: Told = []
    waiting = "import os, time\nprint('{\"text\": \"' + str(os.getpid()) + '\"}', flush=True)\ntime.sleep(600)"
    fetch = asyncio.get_running_loop().create_task(
        fetch_model(lambda text, share: begun.append((text, share)), (sys.executable, "-c", waiting))
    )
    await wait_until_async(lambda: begun)
    process = psutil.Process(int(begun[0][0]))
    fetch.cancel()
    # The thread that reads the process's lines is waited for until the process is gone.
    await asyncio.gather(fetch, return_exceptions=True)
    await wait_until_async(lambda: not process.is_running())
    assert fetch.cancelled()


async def test_a_process_that_takes_long_to_end_holds_up_nobody(tmp_path: Path) -> None:
    asked, may = tmp_path / "asked", tmp_path / "may"
    slow = f"""
import os, pathlib, signal, time
def end(*_):
    pathlib.Path({str(asked)!r}).touch()
    while not pathlib.Path({str(may)!r}).exists():
        time.sleep(0.01)
    raise SystemExit
signal.signal(signal.SIGTERM, end)
print('{{"text": "' + str(os.getpid()) + '"}}', flush=True)
while True:
    time.sleep(0.1)
"""
    begun: Told = []
    fetch = asyncio.get_running_loop().create_task(
        fetch_model(lambda text, share: begun.append((text, share)), (sys.executable, "-c", slow))
    )
    await wait_until_async(lambda: begun)
    fetch.cancel()
    await wait_until_async(asked.exists, what="the request to end")
    may.touch()
    await asyncio.gather(fetch, return_exceptions=True)
    assert fetch.cancelled()
    assert not psutil.pid_exists(int(begun[0][0]))
