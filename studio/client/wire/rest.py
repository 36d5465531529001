# SPDX-License-Identifier: Apache-2.0
"""Blocking HTTP requests over httpx; a program with an event loop makes them in a thread."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any

from studio.client.errors import (
    NotUnderstood,
    closed_here,
    error_of_status,
    insecure,
    lost,
    not_understood,
    unanswered,
)
from studio.client.wire.backoff import PATIENCE_S, Backoff
from studio.client.wire.bodies import MESSAGE_BYTES, Allowance, check_kind, pieces, refusal_text, whole
from studio.client.wire.hang_up import HangUp
from studio.core.errors import ProtocolError, StudioError

if TYPE_CHECKING:
    import httpx

    from studio.client.endpoint import Endpoint
    from studio.client.wire.http_connection import HttpConnection

REPEATABLE = ("GET", "PUT", "DELETE", "PATCH")
_TOO_MANY, _SERVER_FAULT, _NOT_OFFERED = 429, 500, 501
_KEPT_CONNECTIONS = 8
# Texts of httpx's errors for a hang-up; its other protocol errors mean that the answer is not HTTP.
_HUNG_UP = ("Server disconnected", "peer closed")


class Rest:
    """Requests to *endpoint*. Any thread may call; connections are kept for the next request.

    A request is repeated after a failed connection or status 429. One that does no harm when repeated is also repeated
    after 5xx and after a hang-up instead of an answer.

    Args:
        timeout_s: Seconds for each step: connecting, sending, each wait for bytes.
    """

    def __init__(self, endpoint: Endpoint, timeout_s: float = PATIENCE_S, backoff: Backoff | None = None) -> None:
        from studio.client.wire.http_connection import tls_context

        self.endpoint = self._endpoint = endpoint
        self._timeout_s = timeout_s
        self._backoff = backoff or Backoff()
        self._tls = tls_context(endpoint)
        self._lock = Lock()
        self._idle: list[HttpConnection] = []
        self._running: set[HangUp] = set()
        self._closed = self._retired = False

    def json(
        self,
        method: str,
        path: str,
        hang_up: HangUp | None = None,
        allowance: Allowance | None = None,
        **body: Any,
    ) -> Any:
        """The answer's JSON; None for an empty body. *body* holds httpx's arguments: json, params, files, data.

        Raises:
            StudioError: refused, not found, unreachable, silent, or not JSON.
        """
        answer = self.content(method, path, hang_up=hang_up, allowance=allowance, **body)
        try:
            return json.loads(answer) if answer else None
        except (ValueError, RecursionError):
            raise NotUnderstood("The speech server's answer cannot be understood.", f"{method} {path}") from None

    def content(
        self,
        method: str,
        path: str,
        repeatable: bool | None = None,
        hang_up: HangUp | None = None,
        kinds: tuple[str, ...] = (),
        allowance: Allowance | None = None,
        **body: Any,
    ) -> bytes:
        """The answer's bytes.

        Args:
            repeatable: Whether repeating does no harm; with None the method decides.
            hang_up: Ends the request from another thread, with ConnectionFailed here.
            kinds: See check_kind.
            allowance: Limit of the size; MESSAGE_BYTES by default.

        Raises:
            StudioError: refused, not found, unreachable, silent, or longer than is allowed.
        """
        allowance = allowance or Allowance(MESSAGE_BYTES)
        with self.stream(method, path, repeatable, hang_up, kinds, allowance, **body) as parts:
            return whole(parts)

    @contextmanager
    def stream(
        self,
        method: str,
        path: str,
        repeatable: bool | None = None,
        hang_up: HangUp | None = None,
        kinds: tuple[str, ...] = (),
        allowance: Allowance | None = None,
        **body: Any,
    ) -> Iterator[Iterator[bytes]]:
        """The answer's bytes as they come; on entering, the request has been accepted.

        Raises:
            StudioError: as for *content*, also while iterating.
        """
        import httpx

        hang_up = hang_up or HangUp()
        again = method in REPEATABLE if repeatable is None else repeatable
        with self._connection(hang_up, fresh=not again) as connection:
            answer = self._accepted(connection, hang_up, method, path, again, body)
            try:
                check_kind(answer, kinds)
                yield pieces(answer, allowance)
            except httpx.HTTPError as failed:
                raise closed_here() if hang_up.called else network_error(self._endpoint, failed)[0] from None
            finally:
                answer.close()

    @contextmanager
    def _connection(self, hang_up: HangUp, fresh: bool) -> Iterator[HttpConnection]:
        """A connection for one request, which *hang_up* or *close* ends.

        Args:
            fresh: Whether to use a new connection. A used one the server may just be closing, and then nobody knows
                whether it has handled the request.
        """
        from studio.client.wire.http_connection import HttpConnection

        with self._lock:
            if self._closed:
                raise closed_here()
            kept = self._idle.pop() if self._idle and not fresh else None
            self._running.add(hang_up)
        try:
            connection = kept or HttpConnection(self._endpoint, self._timeout_s, self._tls)
            try:
                yield connection
            finally:
                hang_up.hold(None)
                self._keep(connection)
        finally:
            with self._lock:
                self._running.discard(hang_up)

    def _keep(self, connection: HttpConnection) -> None:
        with self._lock:
            keep = not (self._closed or self._retired) and len(self._idle) < _KEPT_CONNECTIONS
            if keep:
                self._idle.append(connection)
        if not keep:
            connection.close()

    def _accepted(
        self,
        connection: HttpConnection,
        hang_up: HangUp,
        method: str,
        path: str,
        repeatable: bool,
        body: Mapping[str, Any],
    ) -> httpx.Response:
        import httpx

        patience_s = self._timeout_s
        for retry in count():
            asked_s = None
            try:
                answer = connection.send(method, path, hang_up, **body)
            except httpx.HTTPError as failed:
                # A repeated DELETE would not find what the first one deleted.
                error, again = network_error(self._endpoint, failed, repeatable and method != "DELETE")
            else:
                if answer.is_success:
                    return answer
                error, again, asked_s = refusal(answer, refusal_text(answer, self._timeout_s), repeatable)
            # All delays of a request together are no longer than the time for one step.
            delay_s = min(self._backoff.delay_s(retry, asked_s), patience_s)
            if not again or retry >= self._backoff.retries or patience_s <= 0 or hang_up.wait(delay_s):
                raise closed_here() if hang_up.called else error
            patience_s -= delay_s
        raise AssertionError("unreachable")

    def retire(self) -> None:
        """Keep no more connections; running requests go on to their end."""
        with self._lock:
            self._retired = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def close(self) -> None:
        """Close all connections; running requests end with ConnectionFailed."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            running = tuple(self._running)
        for hang_up in running:
            hang_up()
        for connection in idle:
            connection.close()


def network_error(endpoint: Endpoint, failed: httpx.HTTPError, repeatable: bool = False) -> tuple[StudioError, bool]:
    """The typed error for a request without an answer, and whether another attempt may help.

    A server may hang up just as an idle connection is used again, so a *repeatable* request is repeated then, but not
    after silence.
    """
    import httpx

    if (error := insecure(failed)) is not None:
        return error, False
    detail = f"{type(failed).__name__}: {failed}"
    if isinstance(failed, httpx.RemoteProtocolError) and not str(failed).startswith(_HUNG_UP):
        return not_understood(detail), False
    if isinstance(failed, httpx.ReadTimeout | httpx.WriteTimeout):
        return unanswered(endpoint, detail), False
    if isinstance(failed, httpx.NetworkError | httpx.TimeoutException | httpx.RemoteProtocolError):
        unasked = isinstance(failed, httpx.ConnectError | httpx.ConnectTimeout)
        return lost(endpoint, detail, unasked), unasked or (
            repeatable and not isinstance(failed, httpx.TimeoutException)
        )
    return ProtocolError("The speech server could not be asked.", detail), False


def refusal(answer: httpx.Response, text: str, repeatable: bool) -> tuple[StudioError, bool, float | None]:
    """The typed error for a status other than success, whether another attempt may help, and in how many seconds."""
    status = answer.status_code
    faulty = repeatable and status >= _SERVER_FAULT and status != _NOT_OFFERED
    again = status == _TOO_MANY or faulty
    return error_of_status(status, text), again, _seconds(answer.headers.get("retry-after"))


def _seconds(retry_after: str | None) -> float | None:
    """The header's seconds; its other form, a date, is treated as absent."""
    try:
        seconds = float(retry_after or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < math.inf else None
