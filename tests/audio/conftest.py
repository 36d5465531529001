# SPDX-License-Identifier: GPL-3.0-or-later
"""A player on the real sound path."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.listening import Listened
from tests.support.sound import SoundPath


@pytest.fixture
def listened(sound: SoundPath) -> Iterator[Listened]:
    made = Listened()
    yield made
    made.player.close()
