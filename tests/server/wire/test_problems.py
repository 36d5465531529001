# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors as clients read them, and defects whose words reach neither client nor log."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope, Send

from studio.core import errors
from studio.core.errors import InvalidArgument, NotFound, SpeechFailed, StudioError
from studio.server.wire.problems import (
    CatchUnexpected,
    TooBusy,
    TooLarge,
    TooSlow,
    answer_http_error,
    answer_studio_error,
    problem,
    problem_response,
    unexpected,
)

SECRET = "a text of the person's"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (InvalidArgument("speed", "a number"), 400, "invalid_argument"),
        (InvalidArgument("model_id", "a model"), 400, "model_not_found"),
        (NotFound("none"), 404, "not_found"),
        (errors.AccessRefused("no"), 403, "forbidden"),
        (errors.Unsupported("no"), 400, "unsupported"),
        (TooLarge("long"), 413, "too_large"),
        (TooSlow("slow"), 408, "too_slow"),
        (TooBusy("busy"), 429, "concurrency_limited"),
        (errors.ModelMissing("gone"), 503, "model_missing"),
        (errors.EngineUnavailable("gone"), 503, "engine_unavailable"),
        (SpeechFailed("failed"), 500, "speech_failed"),
        (errors.SaveFailed("full"), 500, "storage_failed"),
        (StudioError("other"), 500, "internal_error"),
    ],
)
def test_each_kind_of_error_has_its_status(error: StudioError, status: int, code: str) -> None:
    found = problem(error)
    assert (found.status, found.error_code, found.message) == (status, code, error.user_text)


def test_the_detail_of_an_error_is_not_told() -> None:
    assert SECRET not in json.dumps(problem(NotFound("none", SECRET)).fields())


def test_each_answer_has_an_id_of_its_own_and_all_keys() -> None:
    first, second = problem(NotFound("none")).fields(), problem(NotFound("none")).fields()
    assert first.keys() == {"error", "title", "message", "error_code", "request_id"}
    assert first.pop("request_id") != second.pop("request_id")
    assert first == second


@pytest.mark.parametrize(
    ("error", "header"),
    [
        (TooBusy("busy"), ("retry-after", "1")),
        (SpeechFailed("failed"), ("x-should-retry", "false")),
        (TooSlow("slow"), ("x-should-retry", "false")),
        (NotFound("none"), None),
    ],
)
def test_what_may_be_tried_again_says_so(error: StudioError, header: tuple[str, str] | None) -> None:
    headers = problem_response(error).headers
    assert {name: headers[name] for name in ("retry-after", "x-should-retry") if name in headers} == dict(
        [header] if header else []
    )


def test_a_defect_is_logged_by_its_place_and_not_by_its_words(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        told = unexpected(error)
    assert SECRET not in told.user_text + told.detail + caplog.text
    assert "ValueError" in caplog.text
    assert "test_problems" in caplog.text


async def test_errors_of_the_router_have_the_same_shape(caplog: pytest.LogCaptureFixture) -> None:
    request = Request({"type": "http"})
    wrong = await answer_http_error(request, HTTPException(405, "Method Not Allowed", {"Allow": "GET"}))
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET")
    assert json.loads(bytes(wrong.body))["error_code"] == "method_not_allowed"
    assert (await answer_studio_error(request, NotFound("none"))).status_code == 404
    for answer in (answer_http_error, answer_studio_error):
        assert (await answer(request, ValueError(SECRET))).status_code == 500
    assert SECRET not in caplog.text


async def answered(kind: str, error: Exception, *first: Message) -> list[Message]:
    """What a client of a route hears that sends *first* and then fails."""
    sent: list[Message] = []

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        for message in first:
            await send(message)
        raise error

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    await CatchUnexpected(route)({"type": kind, "headers": []}, receive, send)
    return sent


START: dict[str, Any] = {"type": "http.response.start", "status": 200, "headers": []}


async def test_a_defect_before_an_answer_is_a_500() -> None:
    start, body = await answered("http", ValueError(SECRET))
    assert start["status"] == 500
    assert SECRET not in body["body"].decode()


async def test_a_defect_within_an_answer_breaks_it_off() -> None:
    assert await answered("http", ValueError(SECRET), START) == [START]


async def test_a_defect_closes_a_socket_and_says_so_once_it_is_open() -> None:
    accept = {"type": "websocket.accept"}
    assert (await answered("websocket", ValueError(SECRET), accept))[1:] == [{"type": "websocket.close", "code": 1011}]
    assert await answered("websocket", ValueError(SECRET)) == [{"type": "websocket.close"}]


async def test_a_client_that_hung_up_is_no_defect(caplog: pytest.LogCaptureFixture) -> None:
    assert await answered("http", ClientDisconnect()) == []
    with pytest.raises(OSError, match="gone"):
        await answered("websocket", OSError("gone"))
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
