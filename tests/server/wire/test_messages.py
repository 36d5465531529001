# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import SpeechFailed
from studio.server.wire import messages
from studio.server.wire.dialects import OLDEST


@given(st.text(), st.text())
def test_an_event_is_one_flat_ascii_object_without_braces_in_its_strings(context_id: str, error: str) -> None:
    event = messages.to_event(messages.failed(context_id, SpeechFailed(error), OLDEST))
    text = event.decode("ascii")
    assert text.count("{") == text.count("}") == 1
    name, data, *rest = text.split("\n")
    assert name == "event: error"
    assert rest == ["", ""]
    assert data.startswith("data: ")
    read = json.loads(data[6:])
    assert read["context_id"] == context_id
    assert read["error"] == error


def test_nested_values_survive_an_event() -> None:
    message = {"type": "x", "a": {"b": ["{", 1.5, None, True]}}
    assert json.loads(messages.to_event(message).split(b"data: ")[1]) == message
