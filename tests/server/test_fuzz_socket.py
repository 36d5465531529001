# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.engine.aliases import NEWSMAN_ID
from studio.server.limits import Limits
from studio.server.wire.dialects import DIALECTS, Dialect
from tests.support.left_objects import assert_no_speech_left, speech_held
from tests.support.speech_server import RAW_24K, RunningServer, Talk, running_server

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def mostly(good: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(good, good, good, ANY_JSON)


VOICES = st.sampled_from(
    [NEWSMAN_ID, {"id": NEWSMAN_ID}, {"id": "nobody"}, {"embedding": [1.0] * 192}, {"embedding": [1e308] * 192}]
) | st.fixed_dictionaries(
    {"id": mostly(st.just(NEWSMAN_ID))}, optional={"__experimental_controls": ANY_JSON, "mode": ANY_JSON}
)

FORMATS = st.fixed_dictionaries(
    {
        "container": mostly(st.just("raw")),
        "encoding": mostly(st.sampled_from(["pcm_f32le", "pcm_s16le", "pcm_mulaw", "pcm_alaw"])),
        "sample_rate": mostly(st.sampled_from([8000, 24000, 44100])),
    }
)

MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "context_id": mostly(st.sampled_from(["a", "b", "c"])),
        "model_id": mostly(st.just("sonic-multilingual")),
        "transcript": mostly(st.text(max_size=40) | st.sampled_from(["Hello. ", "wor", "ld", "", " "])),
        "voice": mostly(VOICES),
        "output_format": mostly(FORMATS),
        "language": mostly(st.sampled_from(["en", "fr"])),
        "continue": mostly(st.booleans()),
        "flush": mostly(st.booleans()),
        "cancel": mostly(st.sampled_from([False, False, None, True])),
        "add_timestamps": mostly(st.booleans()),
        "add_notices": mostly(st.booleans()),
        "add_phoneme_timestamps": mostly(st.booleans()),
        "max_buffer_delay_ms": mostly(st.integers(0, 50)),
        "duration": mostly(st.none() | st.floats(0.01, 5)),
        "speed": mostly(st.sampled_from(["slow", "fast", 0.5])),
        "generation_config": mostly(st.fixed_dictionaries({}, optional={"speed": mostly(st.floats(0.6, 1.5))})),
    },
)

RAW_TEXTS = st.one_of(
    MESSAGES.map(json.dumps),
    MESSAGES.map(json.dumps),
    MESSAGES.map(json.dumps),
    ANY_JSON.map(json.dumps),
    st.text(max_size=30),
)


def still_answers(server: RunningServer, talk: Talk) -> None:
    talk.speak("after", "Still here.", add_timestamps=True, output_format=dict(RAW_24K))
    messages = talk.until_done("after")
    assert messages[-1]["type"] == "done", messages[-1]
    for message in [*talk.heard, *messages]:
        assert {"type", "context_id", "done"} <= message.keys()
        assert message.get("status_code") != 500, message
        assert ("error" in message) == (message["type"] == "error")
    talk.heard.clear()


def test_no_message_breaks_the_server(tmp_path: Path, long_form: bool) -> None:
    # Fewer contexts than messages, so that the limit is met as well; short idling, so that ended ones go.
    limits = Limits(contexts_per_socket=12, idle_s=0.2)

    held = speech_held()
    with running_server(tmp_path, limits=limits) as server:

        @settings(
            max_examples=10_000 if long_form else 150,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
            database=None,
        )
        @given(st.lists(RAW_TEXTS, min_size=1, max_size=8), st.sampled_from(DIALECTS))
        def answers_on(texts: list[str], dialect: Dialect) -> None:
            with server.talk(dialect.date) as talk:
                for text in texts:
                    if not talk.socket.send(text.encode("utf-8", "replace").decode()):
                        raise AssertionError("nothing was sent")
                still_answers(server, talk)

        answers_on()
        assert_no_speech_left(held)
        with server.http() as http:
            assert http.get("/status").json()["state"] == "ready"
