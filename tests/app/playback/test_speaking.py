# SPDX-License-Identifier: GPL-3.0-or-later
"""Which engine speaks, and what needs none."""

from __future__ import annotations

import pytest

from studio.core.errors import EngineUnavailable
from tests.app.playback.conftest import DESIGN, ENGINE, KEPT_HZ, PROJECT, STATUS, Played


def test_the_engine_that_is_ready_speaks_at_its_rate() -> None:
    speaking = Played().speaking
    assert (speaking.status.engine, speaking.engine_now) == ("", ENGINE)
    assert str(speaking.use_for(PROJECT, lambda _each: DESIGN, 0, None)) == "its client"
    assert (speaking.status, speaking.items.rate_hz) == (STATUS, 24000)


def test_what_is_kept_needs_no_engine_and_is_played_at_its_own_rate() -> None:
    speaking = Played(*PROJECT.paragraphs, ready=False).speaking
    assert speaking.kept_rate_hz(PROJECT, lambda _each: DESIGN, 0, None) == KEPT_HZ
    assert speaking.use_for(PROJECT, lambda _each: DESIGN, 0, None) is None
    assert (speaking.status.engine, speaking.items.rate_hz) == (ENGINE, KEPT_HZ)


def test_without_an_engine_only_what_is_kept_can_be_played() -> None:
    first = PROJECT.paragraphs[0]
    speaking = Played(first, ready=False).speaking
    assert speaking.kept_rate_hz(PROJECT, lambda _each: DESIGN, 0, len(first.text)) == KEPT_HZ
    with pytest.raises(EngineUnavailable):
        speaking.use_for(PROJECT, lambda _each: DESIGN, 0, None)
