# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route

from studio.core.errors import InvalidArgument
from studio.engine.aliases import NEWSMAN_ID
from studio.server.limits import Limits
from studio.server.wire import bodies
from studio.server.wire.schema import Kind
from tests.support.left_objects import assert_no_speech_left, speech_held
from tests.support.speech_server import RAW_24K, RunningServer, running_server
from tests.support.waiting import HANGS_S

JSON_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def test_every_route_is_described(tone_server: RunningServer, http: httpx.Client) -> None:
    described = http.get("/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    found = {(method.upper(), path) for path, methods in described["paths"].items() for method in methods}
    routes = [route for route in tone_server.app.routes if isinstance(route, Route)]
    assert found == {(method, route.path) for route in routes for method in (route.methods or set()) - {"HEAD"}}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], f"{method} {path} says nothing of itself"
    assert "transcript" in described["x-websockets"]["/tts/websocket"]["message"]["properties"]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (bodies.VOICE, [NEWSMAN_ID, {"id": "x"}, {"embedding": [0.0] * 192, "mode": "embedding"}], [1, {}, {"id": 1}]),
        (bodies.WEIGHT, [0.1, 3], [0, -1, "1", True]),
        (bodies.CONTROLS, [{}, {"speed": "fast"}, {"emotion": ["anger:high"]}], [[], {"speed": 2}, {"emotion": ["x"]}]),
        (bodies.MIX_REQUEST, [{"voices": [{"id": "x", "weight": 1}]}], [{}, {"voices": []}, {"voices": [{"id": "x"}]}]),
        (bodies.NEW_VOICE, [{"name": "x"}, {"name": "x", "language": None}], [{"name": " "}, {"name": "x", "id": "x"}]),
        (bodies.NEW_ACCENTS, [{"accents": ["british"]}], [{"accents": []}, {}]),
    ],
)
def test_what_is_published_is_what_is_checked(kind: Kind, good: list[Any], bad: list[Any]) -> None:
    import jsonschema_rs

    published = jsonschema_rs.validator_for(
        {"$schema": JSON_SCHEMA_DIALECT, **kind.json_schema()}, validate_formats=True
    )
    for value in good:
        kind.check(value, "it")
        assert published.is_valid(value), value
    for value in bad:
        with pytest.raises(InvalidArgument):
            kind.check(value, "it")
        assert not published.is_valid(value), value


def _calls(operation: Any, mode: Any) -> Any:
    return operation.as_strategy(generation_mode=mode)


@pytest.mark.filterwarnings("default")
def test_no_request_breaks_the_server(tmp_path: Path, long_form: bool) -> None:
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.core.result import Ok

    # Fewer and shorter texts than permitted, so that much is tried in little time.
    limits = Limits(text_chars=2000, fitted_chars=200)
    held = speech_held()
    with running_server(tmp_path, limits=limits) as server, server.http() as http:
        described = http.get("/openapi.json").json()
        schema = schemathesis.openapi.from_dict(described)
        operations = [result.ok() for result in schema.get_all_operations() if isinstance(result, Ok)]
        assert len(operations) == sum(len(methods) for methods in described["paths"].values())
        examples = 10_000 // len(operations) if long_form else 12

        for operation in operations:
            anything = st.one_of(_calls(operation, GenerationMode.POSITIVE), _calls(operation, GenerationMode.NEGATIVE))

            @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
            @given(anything)
            def answers(case: Any) -> None:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    try:
                        answer = case.call(base_url=server.url, headers={"X-API-Key": server.token}, timeout=HANGS_S)
                    except (UnicodeEncodeError, ValueError):
                        # Not everything that can be thought of can be sent.
                        return
                told = f"{case.method} {case.formatted_path} gave {answer.status_code}: {answer.content[:300]!r}"
                # A clip cannot be heard where the model for it is missing.
                assert answer.status_code < 500 or answer.status_code == 503, told
                if answer.status_code >= 400:
                    assert json.loads(answer.content)["error"], told

            answers()
        assert_no_speech_left(held)
        good = {"model_id": "m", "transcript": "Still here.", "voice": NEWSMAN_ID, "output_format": dict(RAW_24K)}
        assert http.post("/tts/bytes", json=good).status_code == 200
