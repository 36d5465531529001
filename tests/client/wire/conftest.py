# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.client.wire.waiting import ServeWaiting, Waiting


@pytest.fixture
def serve_waiting() -> Iterator[ServeWaiting]:
    """Start a server that says only so much of an answer."""
    servers: list[Waiting] = []

    def start(said: bytes = b"", later: bytes = b"") -> Waiting:
        servers.append(Waiting(said, later))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()
