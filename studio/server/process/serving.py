# SPDX-License-Identifier: GPL-3.0-or-later
"""uvicorn with the settings that speech needs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import uvicorn
from starlette.types import ASGIApp

from studio.core.errors import InvalidArgument
from studio.server.limits import Limits
from studio.server.process.accepting import Acceptor
from studio.server.process.connections import Attendant, connection_class
from studio.server.process.sockets import socket_class
from studio.server.rendering.engine_host import EngineHost

_GRACE_S = 1


@dataclass(frozen=True, slots=True)
class Tls:
    """PEM files of a certificate (chain) and of its key; both may be in the same file."""

    certificate: Path
    key: Path | None = None

    def check(self) -> None:
        """Check that the files belong together.

        Raises:
            InvalidArgument: they cannot be read, or do not belong together.
        """
        import ssl

        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.certificate, self.key)
        except (OSError, ssl.SSLError) as error:
            permitted = "a PEM certificate that can be read, with its key there or in --tls-key"
            raise InvalidArgument("--tls-cert", permitted, repr(error)) from error


class SpeechServer(uvicorn.Server):
    """uvicorn with the settings that speech needs. The caller handles signals and stops it with `should_exit`.

    With a certificate (PEM files) it speaks HTTPS. No access log, and nothing below a warning is logged, since
    addresses hold keys.
    """

    def __init__(self, app: ASGIApp, host: EngineHost, limits: Limits, tls: Tls | None = None) -> None:
        self._host = host
        self._limits = limits
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=connection_class(limits),
                h11_max_incomplete_event_size=limits.head_bytes,
                ws=socket_class(limits),
                lifespan="off",
                # The process sets up logging; records below a warning are not made.
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                ws_max_size=limits.body_bytes,
                ws_per_message_deflate=False,
                # A client that pauses reading does not answer pings, but must not be dropped for it.
                ws_ping_interval=None,
                ssl_certfile=None if tls is None else tls.certificate,
                ssl_keyfile=None if tls is None else tls.key,
                timeout_graceful_shutdown=_GRACE_S,
            )
        )

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        config, loop = self.config, asyncio.get_running_loop()
        await self.lifespan.startup()
        self._attendant = Attendant(self.server_state.connections, self._limits)

        def connection() -> asyncio.Protocol:
            make = config.http_protocol_class
            return make(config=config, server_state=self.server_state, app_state={}, _loop=loop)  # type: ignore[call-arg]

        self.servers = [
            cast(asyncio.Server, Acceptor(each, connection, self._attendant, config.ssl, self._limits.head_s))
            for each in sockets or ()
        ]
        self.started = True

    async def on_tick(self, counter: int) -> bool:
        self._attendant.sweep()
        return await super().on_tick(counter)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Answers that are under way end first: uvicorn waits for them.
        self._host.cancel_all()
        await super().shutdown(sockets)
