# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's status: engine, readiness, notices."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from studio.server.rendering.engine_host import EngineHost
from studio.server.wire.bodies import extensions


def status_routes(host: EngineHost) -> list[Route]:
    async def root(_request: Request) -> Response:
        return JSONResponse({"ok": True, "version": program_version()})

    async def status(_request: Request) -> Response:
        return JSONResponse(
            {
                "engine": host.name,
                "state": host.state,
                "error": host.error_text,
                "sample_rate": host.sample_rate_hz,
                "languages": host.capabilities.languages,
                "mixing_unavailable_reason": host.capabilities.mixing_unavailable_reason,
                "notices": host.notices,
                "fetchable_model": host.fetchable_model,
                "extensions": extensions(),
            }
        )

    return [Route("/", root, methods=["GET"]), Route("/status", status, methods=["GET"])]


def program_version() -> str:
    try:
        return version("speech-studio")
    except PackageNotFoundError:
        return "0"
