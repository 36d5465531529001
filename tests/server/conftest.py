# SPDX-License-Identifier: GPL-3.0-or-later
"""The server with the tone engine, for one test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.speech_server import RunningServer, Talk, running_server


@pytest.fixture
def tone_server(tmp_path: Path) -> Iterator[RunningServer]:
    """A real server around the tone engine, on a free loopback port."""
    with running_server(tmp_path) as server:
        yield server


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
