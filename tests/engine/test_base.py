# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.engine.base import NO_HEAD_START, HeadStart


@pytest.mark.parametrize(
    ("head_start", "waits"), [(NO_HEAD_START, False), (HeadStart(0.0, 3.0), False), (HeadStart(0.1), True)]
)
def test_a_head_start_without_audio_to_gather_is_none(head_start: HeadStart, waits: bool) -> None:
    assert bool(head_start) is waits
