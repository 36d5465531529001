# SPDX-License-Identifier: Apache-2.0
"""Requests with one answer, over httpx: blocking, for a thread of their own where an event loop is near."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from studio.client.backoff import Backoff
from studio.client.errors import closed_here, error_of_status, lost
from studio.core.errors import ProtocolError, StudioError

if TYPE_CHECKING:
    import httpx

    from studio.client.endpoint import Endpoint

_REPEATABLE = ("GET", "PUT", "DELETE", "PATCH")
_TOO_MANY, _SERVER_FAULT, _NOT_OFFERED = 429, 500, 501


class Rest:
    """Requests to *endpoint*. Any thread may call; connections are shared.

    A request is repeated after a failed connection or status 429, and where repeating it does no harm also after 5xx
    and after a hang-up instead of an answer.

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

    def content(self, method: str, path: str, repeatable: bool | None = None, **body: Any) -> bytes:
        """The answer's bytes. *repeatable*: whether repeating does no harm; None goes by the method.

        Raises:
            StudioError: refused, not found, unreachable or silent.
        """
        with self.stream(method, path, repeatable, **body) as pieces:
            return b"".join(pieces)

    @contextmanager
    def stream(self, method: str, path: str, repeatable: bool | None = None, **body: Any) -> Iterator[Iterator[bytes]]:
        """The answer's bytes as they come; the request has been accepted once this is entered.

        Raises:
            StudioError: as for *content*, also while iterating.
        """
        import httpx

        answer = self._accepted(method, path, method in _REPEATABLE if repeatable is None else repeatable, body)
        try:
            yield answer.iter_bytes()
        except httpx.HTTPError as failed:
            raise network_error(self._endpoint, failed)[0] from None
        finally:
            answer.close()

    def _accepted(self, method: str, path: str, repeatable: bool, body: Mapping[str, Any]) -> httpx.Response:
        import httpx

        for retry in count():
            asked_s = None
            try:
                answer = self._http.send(self._http.build_request(method, path, **body), stream=True)
            except httpx.HTTPError as failed:
                # What was deleted is not there for a second try.
                error, again = network_error(self._endpoint, failed, repeatable and method != "DELETE")
            except RuntimeError as failed:
                error, again = self._unasked(failed), False
            else:
                if answer.is_success:
                    return answer
                error, again, asked_s = refusal(answer, _refusal_body(answer), repeatable)
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


def network_error(endpoint: Endpoint, failed: httpx.HTTPError, repeatable: bool = False) -> tuple[StudioError, bool]:
    """The typed error for a request without an answer, and whether another attempt may help.

    A server may hang up just as an idle connection is used again: what may be repeated is, but not after silence.
    """
    import httpx

    detail = f"{type(failed).__name__}: {failed}"
    if isinstance(failed, httpx.NetworkError | httpx.TimeoutException | httpx.RemoteProtocolError):
        unasked = isinstance(failed, httpx.ConnectError | httpx.ConnectTimeout)
        return lost(endpoint, detail), unasked or (repeatable and not isinstance(failed, httpx.TimeoutException))
    return ProtocolError("The speech server could not be asked.", detail), False


def refusal(answer: httpx.Response, body: bytes, repeatable: bool) -> tuple[StudioError, bool, float | None]:
    """The typed error for a status other than success, whether another attempt may help, and in how many seconds."""
    status = answer.status_code
    faulty = repeatable and status >= _SERVER_FAULT and status != _NOT_OFFERED
    again = status == _TOO_MANY or faulty
    return error_of_status(status, body.decode(errors="replace")), again, _seconds(answer.headers.get("retry-after"))


def _refusal_body(answer: httpx.Response) -> bytes:
    """What the server has to say of a refusal; nothing where that breaks off, for the status says enough."""
    import httpx

    try:
        return answer.read()
    except httpx.HTTPError:
        return b""
    finally:
        answer.close()


def _seconds(retry_after: str | None) -> float | None:
    """The header's seconds; its other form, a date, is treated as absent."""
    try:
        seconds = float(retry_after or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < math.inf else None
