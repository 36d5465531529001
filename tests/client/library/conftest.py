# SPDX-License-Identifier: GPL-3.0-or-later
"""The real server around a tone engine, one for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.speech_server import RunningServer, WatchedEngine, running_server


@pytest.fixture(scope="module")
def engine() -> WatchedEngine:
    return WatchedEngine(words_per_s=10.0)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, engine: WatchedEngine) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("server"), engine) as running:
        yield running


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RunningServer]:
    """Of one test alone, whose server writes voices in threads that it keeps."""
    with running_server(tmp_path, WatchedEngine(words_per_s=10.0)) as running:
        yield running
