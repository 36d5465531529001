# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors for clients: one object with text, title, message, code and request id, which every dialect can read."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.core.errors import (
    AccessRefused,
    EngineUnavailable,
    InvalidArgument,
    ModelMissing,
    NotFound,
    NothingToSay,
    SaveFailed,
    SpeechFailed,
    StudioError,
    Unsupported,
)

_log = logging.getLogger(__name__)


class TooLarge(StudioError):
    """A request is longer than the server accepts."""


class TooBusy(StudioError):
    """The server is at one of its limits; the request may be tried again."""


class TooSlow(StudioError):
    """A request did not arrive in time."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error ready for the wire: *status* is its HTTP status code."""

    status: int
    title: str
    message: str
    error_code: str

    def fields(self) -> dict[str, Any]:
        """The keys of the error object, with a request id of its own."""
        return {
            "error": self.message,
            "title": self.title,
            "message": self.message,
            "error_code": self.error_code,
            "request_id": str(uuid4()),
        }


def problem(error: StudioError) -> Problem:
    """*error* for a client. Statuses that clients retry (408, 409, 429, 5xx) are for errors that may pass."""
    text = error.user_text
    if isinstance(error, NothingToSay):
        return Problem(400, "Invalid argument", text, "nothing_to_say")
    if isinstance(error, InvalidArgument):
        if error.argument == "model_id":
            return Problem(400, "Invalid model", text, "model_not_found")
        return Problem(400, "Invalid argument", text, "invalid_argument")
    table: tuple[tuple[type[StudioError], int, str, str], ...] = (
        (NotFound, 404, "Not found", "not_found"),
        (AccessRefused, 403, "Refused", "forbidden"),
        (Unsupported, 400, "Not supported", "unsupported"),
        (TooLarge, 413, "Too large", "too_large"),
        (TooSlow, 408, "Too slow", "too_slow"),
        (TooBusy, 429, "Too busy", "concurrency_limited"),
        (ModelMissing, 503, "Model missing", "model_missing"),
        (EngineUnavailable, 503, "Engine unavailable", "engine_unavailable"),
        (SpeechFailed, 500, "Speech failed", "speech_failed"),
        (SaveFailed, 500, "Not stored", "storage_failed"),
    )
    for kind, status, title, code in table:
        if isinstance(error, kind):
            return Problem(status, title, text, code)
    return Problem(500, "Server error", text, "internal_error")


def unexpected(error: BaseException) -> SpeechFailed:
    """A defect as an error for the client. Its kind and place are logged, but not its message, which may hold text."""
    _log.error("%s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
    return SpeechFailed("The server met a fault of its own. Try again; if it stays, restart the engine.")


def problem_response(error: StudioError) -> Response:
    found = problem(error)
    headers = {}
    if found.status == 429:
        headers["Retry-After"] = "1"
    elif found.status >= 500 or found.status == 408:
        headers["x-should-retry"] = "false"
    return JSONResponse(found.fields(), found.status, headers)


async def answer_studio_error(_request: Request, error: Exception) -> Response:
    return problem_response(error if isinstance(error, StudioError) else unexpected(error))


async def answer_http_error(_request: Request, error: Exception) -> Response:
    """The router's own errors (no such path, wrong method) as the same object."""
    if not isinstance(error, HTTPException):
        return problem_response(unexpected(error))
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
    found = Problem(error.status_code, error.detail, error.detail, code)
    return JSONResponse(found.fields(), found.status, error.headers)


class CatchUnexpected:
    """ASGI middleware that answers a defect in a route with 500 and the usual object; its text stays out of the log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noting_send(message: Message) -> None:
            nonlocal started
            started = started or message["type"] in ("http.response.start", "websocket.accept")
            await send(message)

        try:
            await self._app(scope, receive, noting_send)
        except ClientDisconnect:
            # The client hung up while its request was read.
            return
        except Exception as error:
            if isinstance(error, OSError) and scope["type"] == "websocket":
                # The client hung up while it was being answered; uvicorn handles this error.
                raise
            answer = problem_response(unexpected(error))
            if scope["type"] == "http" and not started:
                await answer(scope, receive, send)
            elif scope["type"] == "websocket" and started:
                await send({"type": "websocket.close", "code": 1011})
            elif scope["type"] == "websocket":
                await send({"type": "websocket.close"})
