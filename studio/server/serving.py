# SPDX-License-Identifier: GPL-3.0-or-later
"""uvicorn, set up for speech."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from studio.server.engine_host import EngineHost
from studio.server.limits import Limits

_GRACE_S = 1


class SpeechServer(uvicorn.Server):
    """uvicorn with the settings that speech needs; signals are the caller's. Stop it with `should_exit`.

    No access log and nothing below a warning is logged: addresses hold keys.
    """

    def __init__(self, app: ASGIApp, host: EngineHost, limits: Limits) -> None:
        self._host = host
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http="h11",
                ws="wsproto",
                lifespan="off",
                log_level="warning",
                access_log=False,
                server_header=False,
                ws_max_size=limits.body_bytes,
                ws_per_message_deflate=False,
                # A client that pauses reading does not answer pings, and is not to be dropped for it.
                ws_ping_interval=None,
                timeout_graceful_shutdown=_GRACE_S,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Answers that are under way end first: uvicorn waits for them.
        self._host.cancel_all()
        await super().shutdown(sockets)
