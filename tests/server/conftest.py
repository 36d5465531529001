# SPDX-License-Identifier: GPL-3.0-or-later
"""The server with the tone engine, one for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.speech_server import RunningServer, Talk, emptied, running_server, started_workers


@pytest.fixture(scope="session")
def shared_tone_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningServer, Path]]:
    """The server of `tone_server`, and the folder of what it stores."""
    folder = tmp_path_factory.mktemp("server")
    with running_server(folder, workers=started_workers(4)) as server:
        yield server, folder


@pytest.fixture
def tone_server(shared_tone_server: tuple[RunningServer, Path]) -> RunningServer:
    """A real server around the tone engine, on a free loopback port; nothing is stored in it when a test begins."""
    server, folder = shared_tone_server
    emptied(folder)
    return server


@pytest.fixture
def http(tone_server: RunningServer) -> Iterator[httpx.Client]:
    """A client with the key."""
    with tone_server.http() as client:
        yield client


@pytest.fixture
def talk(tone_server: RunningServer) -> Iterator[Talk]:
    """A socket with the key."""
    with tone_server.talk() as socket:
        yield socket
