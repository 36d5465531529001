# SPDX-License-Identifier: GPL-3.0-or-later
"""uvicorn, set up for speech."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from studio.core.errors import InvalidArgument
from studio.server.limits import Limits
from studio.server.rendering.engine_host import EngineHost

_GRACE_S = 1


@dataclass(frozen=True, slots=True)
class Tls:
    """PEM files of a certificate (chain) and of its key; the key may stand in the same file."""

    certificate: Path
    key: Path | None = None

    def check(self) -> None:
        """Raises:
        InvalidArgument: they cannot be read, or do not belong together.
        """
        import ssl

        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.certificate, self.key)
        except (OSError, ssl.SSLError) as error:
            permitted = "a PEM certificate that can be read, with its key there or in --tls-key"
            raise InvalidArgument("--tls-cert", permitted, repr(error)) from error


def _prompt(head_s: float) -> type[H11Protocol]:
    """The protocol for clients that send their first request's head within *head_s* seconds; others are dropped.
    Between requests uvicorn has a limit of its own."""

    class Prompt(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._deadline = asyncio.get_running_loop().call_later(head_s, self._give_up)

        def connection_lost(self, exc: Exception | None) -> None:
            self._deadline.cancel()
            super().connection_lost(exc)

        def handle_websocket_upgrade(self, event: h11.Request) -> None:
            self._deadline.cancel()
            super().handle_websocket_upgrade(event)

        def _give_up(self) -> None:
            if cast(object, self.cycle) is None and not self.transport.is_closing():
                self.transport.close()

    return Prompt


class SpeechServer(uvicorn.Server):
    """uvicorn with the settings that speech needs; signals are the caller's. Stop it with `should_exit`.

    With a certificate (PEM files) it speaks HTTPS. No access log, and nothing below a warning is logged, since
    addresses hold keys.
    """

    def __init__(self, app: ASGIApp, host: EngineHost, limits: Limits, tls: Tls | None = None) -> None:
        self._host = host
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=_prompt(limits.head_s),
                h11_max_incomplete_event_size=limits.head_bytes,
                ws="wsproto",
                lifespan="off",
                log_level="warning",
                access_log=False,
                server_header=False,
                ws_max_size=limits.body_bytes,
                ws_per_message_deflate=False,
                # A client that pauses reading does not answer pings, and is not to be dropped for it.
                ws_ping_interval=None,
                ssl_certfile=None if tls is None else tls.certificate,
                ssl_keyfile=None if tls is None else tls.key,
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
