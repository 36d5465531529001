# SPDX-License-Identifier: GPL-3.0-or-later
"""A player on the real sound path, and one on a device that a test controls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.listening import Listened
from tests.support.sound import SoundPath
from tests.support.sped_device import Setup


@pytest.fixture
def listened(sound: SoundPath) -> Iterator[Listened]:
    made = Listened()
    yield made
    made.player.close()


@pytest.fixture
def setup() -> Iterator[Setup]:
    made = Setup()
    yield made
    made.player.close()
