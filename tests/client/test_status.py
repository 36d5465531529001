# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from studio.client.errors import NotUnderstood
from studio.client.status import EngineStatus, status_from_json


def test_all_that_the_server_tells_is_read() -> None:
    told = {
        "engine": "kokoro-1",
        "state": "ready",
        "sample_rate": 24000,
        "languages": ["en-US", "ja"],
        "mixing_unavailable_reason": "no space",
        "notices": ["slow"],
        "fetchable_model": True,
        "extensions": ["pronunciations"],
        "more": {"of": "later versions"},
    }
    status = status_from_json(told)
    assert status == EngineStatus(
        "kokoro-1", "ready", "", 24000, ("en-US", "ja"), "no space", ("slow",), True, ("pronunciations",)
    )
    assert status.ready


@pytest.mark.parametrize("state", ["starting", "failed"])
def test_an_engine_that_is_not_ready_may_tell_no_more_than_that(state: str) -> None:
    status = status_from_json({"state": state, "engine": None, "sample_rate": None, "languages": None, "error": None})
    assert status == EngineStatus("", state)
    assert not status.ready


@pytest.mark.parametrize("value", [None, [], "ready", {}, {"state": None}, {"state": "asleep"}])
def test_what_is_no_status_is_not_understood(value: object) -> None:
    with pytest.raises(NotUnderstood, match="state"):
        status_from_json(value)


def test_values_of_the_wrong_kind_count_as_untold() -> None:
    status = status_from_json(
        {"state": "ready", "sample_rate": "24000", "languages": "en", "fetchable_model": 1, "extensions": 5}
    )
    assert status == EngineStatus("", "ready")
