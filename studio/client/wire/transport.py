# SPDX-License-Identifier: Apache-2.0
"""websocket-client behind a few functions, which convert its exceptions and never close a socket under a reader."""

from __future__ import annotations

import socket as stdlib_socket
import ssl
from threading import Lock
from typing import TYPE_CHECKING, Any

import websocket

from studio.client.errors import (
    NO_SPEECH_SERVER,
    BadText,
    NotUnderstood,
    error_of_status,
    insecure,
    lost,
    not_understood,
)
from studio.client.wire.handshake import HandshakeSocket
from studio.core.errors import ProtocolError, StudioError

if TYPE_CHECKING:
    from studio.client.endpoint import Endpoint

NORMAL, PROTOCOL_BROKEN, BAD_TEXT = 1000, 1002, 1007
_READ_BYTES = 65536
# The library keeps to `http_no_proxy` only if a proxy is named; otherwise it takes the environment's proxy.
_NO_PROXY = {"http_proxy_host": "none", "http_proxy_port": 1, "http_no_proxy": ["*"]}


class Connection(websocket.WebSocket):
    """A websocket that reads ahead, limits the length of a message and leaves closing to its owner."""

    _connected: Any = None
    _handshake_s: float | None = None

    def __init__(self, message_bytes: int) -> None:
        # Validating UTF-8 in pure Python takes longer than all the rest; decoding the JSON rejects bad text anyway.
        super().__init__(enable_multithread=True, skip_utf8_validation=True)
        self._message_bytes = message_bytes
        self._ahead = memoryview(b"")
        self._taken_bytes = 0
        self._writing = Lock()
        self._goodbye_said = False

    @property
    def sock(self) -> Any:
        """The socket; the base class reads the handshake from it, which has limits."""
        return self._connected

    @sock.setter
    def sock(self, connected: stdlib_socket.socket | None) -> None:
        if connected is None or self._handshake_s is None:
            self._connected = connected
        else:
            self._connected = HandshakeSocket(connected, self._handshake_s)

    def shake_hands(self, url: str, timeout_s: float, **options: Any) -> None:
        """Connect; each step on the way to the server, and its whole answer, may take *timeout_s*."""
        self.settimeout(timeout_s)
        self._handshake_s = timeout_s
        try:
            self.connect(url, **options)  # type: ignore[no-untyped-call]
        finally:
            self._handshake_s = None
            if isinstance(self._connected, HandshakeSocket):
                self._connected = self._connected.connected
        self.settimeout(None)

    def _recv(self, bufsize: int) -> bytes:
        if not self._ahead:
            sock = self.sock
            if sock is None:
                raise websocket.WebSocketConnectionClosedException("not connected")
            self._ahead = memoryview(sock.recv(_READ_BYTES))
            if not self._ahead:
                raise websocket.WebSocketConnectionClosedException("end of stream")
        data, self._ahead = bytes(self._ahead[:bufsize]), self._ahead[bufsize:]
        self._taken_bytes += len(data)
        if self._taken_bytes > self._message_bytes:
            raise websocket.WebSocketProtocolException("message too long")
        return data

    def recv_frame(self) -> websocket.ABNF:
        frame: websocket.ABNF = super().recv_frame()  # type: ignore[no-untyped-call]
        if frame.opcode == websocket.ABNF.OPCODE_CLOSE and isinstance(frame.data, bytes):
            # The base class checks the reason only if it validates all text.
            try:
                frame.data[2:].decode()
            except UnicodeDecodeError:
                raise websocket.WebSocketPayloadException("a reason for closing that is not UTF-8") from None
        return frame

    def send_frame(self, frame: websocket.ABNF) -> int:
        """Write *frame*, unless a close frame went before it: the reader answers one by itself (RFC 6455, 5.5.1)."""
        with self._writing:
            if self._goodbye_said:
                raise websocket.WebSocketConnectionClosedException("goodbye was said")
            self._goodbye_said = frame.opcode == websocket.ABNF.OPCODE_CLOSE
            written: int = super().send_frame(frame)
            return written

    def message(self) -> tuple[int, bytes]:
        """Opcode and content of the next message; the other side's goodbye has opcode 8."""
        self._taken_bytes = 0
        opcode, data = self.recv_data()
        return opcode, bytes(data)

    def dispose(self) -> None:
        """Give the file descriptor back; nobody may be reading or writing."""
        self.shutdown()  # type: ignore[no-untyped-call]


def connect(connection: Connection, endpoint: Endpoint, timeout_s: float) -> None:
    """Connect. Each step may take *timeout_s*, and so may the whole handshake; later reads have no time limit. *cut*
    ends the wait.

    Raises:
        StudioError: unreachable, refused, or not a speech server.
    """
    try:
        connection.shake_hands(
            endpoint.websocket_url,
            timeout_s,
            header=[f"{name}: {value}" for name, value in endpoint.headers.items()],
            suppress_origin=True,
            redirect_limit=0,
            **(_NO_PROXY if endpoint.on_this_machine else {}),
        )
    except websocket.WebSocketBadStatusException as error:
        body = error.resp_body
        text = body.decode(errors="replace") if isinstance(body, bytes) else ""
        raise error_of_status(error.status_code, text) from None
    except ssl.SSLError as error:
        raise insecure(error) or lost(endpoint, str(error)) from None
    except websocket.WebSocketTimeoutException as error:
        raise lost(endpoint, f"no connection within {timeout_s:g} s: {error}") from None
    except websocket.WebSocketConnectionClosedException as error:
        raise lost(endpoint, f"hung up in the handshake: {error}") from None
    except (websocket.WebSocketException, UnicodeError, ValueError, OverflowError, MemoryError) as error:
        raise ProtocolError(NO_SPEECH_SERVER, f"handshake: {type(error).__name__}: {error}") from None
    except OSError as error:
        raise lost(endpoint, f"{type(error).__name__}: {error}") from None


def receive(connection: Connection, endpoint: Endpoint) -> bytes:
    """The next message's bytes.

    Raises:
        ConnectionFailed: the server hung up (EngineUnavailable if it is on this machine).
        ProtocolError: the server broke the websocket protocol; BadText if its text is invalid.
    """
    try:
        opcode, data = connection.message()
    except websocket.WebSocketConnectionClosedException as error:
        raise lost(endpoint, str(error)) from None
    except (websocket.WebSocketException, ValueError) as error:
        kind = BadText if isinstance(error, websocket.WebSocketPayloadException) else NotUnderstood
        raise not_understood(f"websocket: {error}", kind) from None
    except OSError as error:
        raise lost(endpoint, f"{type(error).__name__}: {error}") from None
    if opcode == websocket.ABNF.OPCODE_CLOSE:
        code = int.from_bytes(data[:2], "big") if len(data) >= 2 else None
        raise lost(endpoint, f"the server closed the connection, code {code}")
    return data


def write(connection: Connection, text: str) -> bool:
    """Whether *text* was sent; False once the connection is gone, or either side has sent a close frame."""
    try:
        connection.send(text)
    except (websocket.WebSocketException, OSError):
        return False
    return True


def goodbye(connection: Connection, code: int) -> bool:
    """Whether a close frame was sent; none is after the other side's has been answered."""
    try:
        connection.send_close(code)
    except (websocket.WebSocketException, OSError):
        return False
    return True


def close_code(error: StudioError) -> int:
    """The code of the close frame after *error*."""
    if isinstance(error, BadText):
        return BAD_TEXT
    return PROTOCOL_BROKEN if isinstance(error, ProtocolError) else NORMAL


def cut(connection: Connection) -> None:
    """End both directions at once, which frees a reading or writing thread; `close` alone does not."""
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(stdlib_socket.SHUT_RDWR)
        except OSError:
            return  # the other side was faster
