# SPDX-License-Identifier: Apache-2.0
"""An HTTP connection of httpx that is kept from request to request."""

from __future__ import annotations

import json
import ssl
from threading import Timer
from typing import TYPE_CHECKING, Any

from studio.client.wire.hang_up import HangUp, cut

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

    import httpx

    from studio.client.endpoint import Endpoint


def tls_context(endpoint: Endpoint) -> ssl.SSLContext:
    """The TLS context that checks certificates of *endpoint*. Making it takes 50 ms, except for plain HTTP."""
    if endpoint.base_url.startswith("https:"):
        import httpx

        return httpx.create_ssl_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class HttpConnection:
    """A connection for one request at a time. Its socket is known, which httpx's pool tells only with the answer.

    Args:
        timeout_s: Seconds for each step: connecting, sending, each wait for bytes.
        tls: See tls_context; may be shared.
    """

    def __init__(self, endpoint: Endpoint, timeout_s: float, tls: ssl.SSLContext) -> None:
        import httpx

        self._http = httpx.Client(
            base_url=endpoint.base_url,
            headers={**endpoint.headers, "Accept-Encoding": "identity"},  # a decompression bomb would fill the memory
            timeout=httpx.Timeout(timeout_s),
            trust_env=not endpoint.on_this_machine,  # a proxy cannot reach this machine's own addresses
            verify=tls,
            limits=httpx.Limits(max_connections=1),
        )
        self._socket: socket.socket | None = None
        self._hang_up = HangUp()
        self._timeout_s = timeout_s
        self._head: _Head | None = None

    def send(self, method: str, path: str, hang_up: HangUp, **body: Any) -> httpx.Response:
        """The answer, with its body still to be read; raises httpx.HTTPError. *hang_up* ends the request."""
        self._hang_up = hang_up
        import httpx

        hang_up.hold(self._socket)
        if "json" in body:
            body.update(_json_body(body.pop("json")))
        if "data" in body:
            body["data"] = {name: _encodable(value) for name, value in body["data"].items()}
        request = self._http.build_request(method, path, extensions={"trace": self._trace}, **body)
        try:
            return self._http.send(request, stream=True)
        except httpx.HTTPError:
            if self._head is not None and self._head.late:
                raise httpx.ReadTimeout("the head of the answer does not end", request=request) from None
            raise
        finally:
            self._head_ended()

    def close(self) -> None:
        self._http.close()

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Note the socket; httpx calls this at each step, for connections to the server and to a proxy alike."""
        if event.endswith(".receive_response_headers.started") and self._socket is not None:
            self._head = _Head(self._socket, self._timeout_s)
        elif event.endswith(".receive_response_headers.complete"):
            self._head_ended()
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            self._hang_up.hold(self._socket)

    def _head_ended(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None


def _json_body(value: Any) -> dict[str, Any]:
    """httpx's arguments for *value* as JSON, as it makes them, but for halves of surrogate pairs, which it cannot
    encode: what replaces them here is JSON's own escape."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return {"content": text.encode(errors="backslashreplace"), "headers": {"Content-Type": "application/json"}}


def _encodable(value: Any) -> Any:
    """The value of a form's field with U+FFFD for halves of surrogate pairs, as servers read them from JSON."""
    if isinstance(value, list):
        return [_encodable(one) for one in value]
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


class _Head:
    """A time limit of *within_s* seconds for the head of an answer. httpx limits each wait for bytes, but not endless
    interim answers or a byte now and then."""

    def __init__(self, connected: socket.socket, within_s: float) -> None:
        self.late = False
        self._socket = connected
        self._timer = Timer(within_s, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self.late = True
        cut(self._socket)
