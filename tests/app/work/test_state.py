# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.app.work.state import EngineState, Notice


@pytest.mark.parametrize("phase", ["starting", "restarting", "failed"])
def test_an_engine_is_ready_in_one_phase_only(phase: str) -> None:
    assert EngineState("ready").ready
    assert not EngineState(phase).ready  # type: ignore[arg-type]


def test_notices_are_alike_whatever_says_that_they_hold() -> None:
    assert Notice("key", "text", holds=lambda: True) == Notice("key", "text", holds=lambda: False)
    assert Notice("key", "text") != Notice("key", "text", "info")
