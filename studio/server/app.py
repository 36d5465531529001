# SPDX-License-Identifier: GPL-3.0-or-later
"""The web application: the Cartesia API around an engine."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from studio.core.errors import StudioError
from studio.server.limits import Limits
from studio.server.openapi import openapi_route
from studio.server.rendering.engine_host import EngineHost
from studio.server.speech.explain import explain_routes
from studio.server.speech.http import speech_routes
from studio.server.speech.infill import infill_routes
from studio.server.speech.socket import socket_routes
from studio.server.status import status_routes
from studio.server.voices.clone import MatcherMaker, clone_routes, open_matcher
from studio.server.voices.directory import VoiceDirectory
from studio.server.voices.pronunciation_dicts import pronunciation_routes
from studio.server.voices.pronunciation_store import PronunciationStore
from studio.server.voices.routes import voice_routes
from studio.server.voices.store import VoiceStore
from studio.server.wire.access import Access, AccessCheck
from studio.server.wire.admission import Admission
from studio.server.wire.early_answers import EarlyAnswers
from studio.server.wire.problems import CatchUnexpected, answer_http_error, answer_studio_error


def create_app(
    host: EngineHost,
    store: VoiceStore,
    access: Access,
    limits: Limits,
    pronunciations: PronunciationStore,
    matcher: MatcherMaker = open_matcher,
) -> Starlette:
    """The application. Its caller owns *host* and *store*: it starts the host and closes both."""
    directory = VoiceDirectory(host, store, pronunciations)
    routes = [
        *status_routes(host),
        *clone_routes(host, directory, limits, matcher),
        *voice_routes(directory, limits),
        *pronunciation_routes(pronunciations, limits),
        *speech_routes(host, directory, limits),
        *infill_routes(host, directory, limits),
        *explain_routes(limits, pronunciations),
        *socket_routes(host, directory, limits),
    ]
    app = Starlette(
        routes=[*routes, openapi_route(routes, limits)],
        middleware=[
            Middleware(EarlyAnswers, limits=limits),
            Middleware(PlainPaths),
            Middleware(AccessCheck, access=access),
            Middleware(Admission, limits=limits),
            Middleware(CatchUnexpected),
        ],
        exception_handlers={StudioError: answer_studio_error, HTTPException: answer_http_error},
    )
    app.router.redirect_slashes = False
    return app


class PlainPaths:
    """ASGI middleware that treats a path with a slash at its end like the path without it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and len(scope["path"]) > 1 and scope["path"].endswith("/"):
            scope = {**scope, "path": scope["path"].rstrip("/") or "/"}
        await self._app(scope, receive, send)
