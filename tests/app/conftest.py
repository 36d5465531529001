# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.desk import Desk, starting_once
from tests.support.stepped_output import Steps
from tests.support.waiting import HANGS_S


@pytest.fixture(autouse=True)
def forked_servers(seed_of_servers: None) -> None: ...


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("SPEECH_STUDIO_DATA_DIR", str(folder))
    return folder


@pytest_asyncio.fixture
async def desk(data_dir: Path) -> AsyncIterator[Desk]:
    made = Desk(data_dir)
    await made.open()
    yield made
    await made.studio.close()


@pytest_asyncio.fixture
async def starting(data_dir: Path) -> AsyncIterator[Desk]:
    """A desk whose engine has only begun to start; its sound goes on by steps."""
    steps = Steps()
    made = Desk(data_dir, steps)
    made.studio.start()
    assert made.studio.engine.blocker()
    yield made
    made.studio.hearing.stop()
    steps.unplug()
    await made.studio.close()


@pytest_asyncio.fixture
async def stepped(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Desk, Steps]]:
    """A desk, and what lets its sound go on."""
    # On a busy machine a test may let it stand for longer than a device that works.
    monkeypatch.setattr("studio.audio.chain._STALL_S", HANGS_S)
    steps = Steps()
    made = Desk(data_dir, steps)
    await made.open()
    yield made, steps
    # A fade-out would be waited for, whose steps nobody makes.
    made.studio.hearing.stop()
    steps.unplug()
    await made.studio.close()


@pytest.fixture
def come() -> asyncio.Event:
    """Lets the engine of a late desk start."""
    return asyncio.Event()


@pytest_asyncio.fixture
async def late(data_dir: Path, come: asyncio.Event) -> AsyncIterator[Desk]:
    """A desk whose engine starts once it is let; its sound goes on by steps."""
    steps = Steps()
    desk = Desk(data_dir, steps, starting_once(come))
    desk.studio.start()
    yield desk
    desk.studio.previewing.stop()
    desk.studio.hearing.stop()
    steps.unplug()
    await desk.studio.close()
