# SPDX-License-Identifier: Apache-2.0
"""Requests with one answer, over httpx: blocking, for a thread of their own where an event loop is near."""

from __future__ import annotations

import json
import math
import time
from itertools import count
from typing import TYPE_CHECKING, Any

from studio.client.backoff import Backoff
from studio.client.errors import error_of_status, lost
from studio.client.transport import closed_here
from studio.core.errors import ProtocolError, StudioError

if TYPE_CHECKING:
    import httpx

    from studio.client.endpoint import Endpoint

_REPEATABLE = ("GET", "PUT", "DELETE", "PATCH")
_TOO_MANY, _SERVER_FAULT, _NOT_OFFERED = 429, 500, 501


class Rest:
    """Requests to *endpoint*. Any thread may call; connections are shared.

    A request is repeated after a failed connection or status 429, and after 5xx where repeating it does no harm.

    Args:
        timeout_s: Seconds for each step: connecting, sending, each wait for bytes.
    """

    def __init__(self, endpoint: Endpoint, timeout_s: float = 30.0, backoff: Backoff | None = None) -> None:
        import httpx

        self._endpoint = endpoint
        self._backoff = backoff or Backoff()
        self._http = httpx.Client(
            base_url=endpoint.base_url,
            headers=endpoint.headers,
            timeout=httpx.Timeout(timeout_s),
            trust_env=not endpoint.on_this_machine,  # a proxy cannot reach this machine's own addresses
        )

    def json(self, method: str, path: str, **body: Any) -> Any:
        """The answer's JSON, None for an empty one. *body* is what httpx takes: json, params, files, data.

        Raises:
            StudioError: refused, not found, unreachable, silent, or not JSON.
        """
        answer = self.content(method, path, **body)
        try:
            return json.loads(answer) if answer else None
        except (ValueError, RecursionError):
            raise ProtocolError("The speech server's answer cannot be understood.", f"{method} {path}") from None

    def content(self, method: str, path: str, **body: Any) -> bytes:
        """The answer's bytes.

        Raises:
            StudioError: refused, not found, unreachable or silent.
        """
        import httpx

        for retry in count():
            asked_s = None
            try:
                answer = self._http.request(method, path, **body)
            except (httpx.ConnectError, httpx.ConnectTimeout) as failed:
                error, again = lost(self._endpoint, f"{type(failed).__name__}: {failed}"), True
            except (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError) as failed:
                error, again = lost(self._endpoint, f"{type(failed).__name__}: {failed}"), False
            except (httpx.HTTPError, RuntimeError) as failed:
                error, again = self._unasked(failed), False
            else:
                if answer.status_code < 400:
                    return answer.content
                error, again = _refusal(answer, method)
                asked_s = _seconds(answer.headers.get("retry-after"))
            if not again or retry >= self._backoff.retries:
                raise error
            time.sleep(self._backoff.delay_s(retry, asked_s))
        raise AssertionError("unreachable")

    def close(self) -> None:
        self._http.close()

    def _unasked(self, failed: Exception) -> StudioError:
        if self._http.is_closed:
            return closed_here()
        return ProtocolError("The speech server could not be asked.", f"{type(failed).__name__}: {failed}")


def _refusal(answer: httpx.Response, method: str) -> tuple[StudioError, bool]:
    """The typed error, and whether another attempt may help."""
    status = answer.status_code
    faulty = status >= _SERVER_FAULT and status != _NOT_OFFERED and method in _REPEATABLE
    return error_of_status(status, answer.text), status == _TOO_MANY or faulty


def _seconds(retry_after: str | None) -> float | None:
    """The header's seconds; its other form, a date, is treated as absent."""
    try:
        seconds = float(retry_after or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < math.inf else None
