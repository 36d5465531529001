# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of the speech server, recorded once and replayed as fast as the other side takes them.

So that what a client takes is not hidden behind what rendering takes. A process of its own: `python -m
tests.bench.replay SECONDS` prints its port, and replays so many seconds of speech for each request.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
import tempfile
from functools import cache
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

from tests.support.speech_server import running_server

_RAW = {"container": "raw", "encoding": "pcm_f32le", "sample_rate": 44100}
_ID = b"THE-CONTEXT"
_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def recorded(seconds: float) -> list[bytes]:
    """The messages of the server's socket for that much speech, as JSON."""
    sentences = "Five words make one second. " * round(seconds)
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as server, server.talk() as talk:
        talk.speak(_ID.decode(), sentences, output_format=_RAW)
        return [json.dumps(message).encode() for message in talk.until_done(_ID.decode())]


class Replaying(StreamRequestHandler):
    """One connection: server-sent events for each POST, or a socket."""

    messages: list[bytes]

    def handle(self) -> None:
        while line := self.rfile.readline():
            headers: dict[bytes, bytes] = {}
            while (header := self.rfile.readline()).strip():
                name, _, value = header.partition(b":")
                headers[name.lower()] = value.strip()
            if headers.get(b"upgrade", b"").lower() == b"websocket":
                self._socket(headers[b"sec-websocket-key"])
                return
            self.rfile.read(int(headers.get(b"content-length", b"0")))
            if line.startswith(b"POST"):
                self.wfile.write(_events(tuple(self.messages)))

    def _socket(self, key: bytes) -> None:
        accept = base64.b64encode(hashlib.sha1(key + _GUID).digest())
        self.wfile.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
        while (message := self._frame()) is not None:
            if b"transcript" in message and json.loads(message)["transcript"]:
                self.wfile.write(_frames(tuple(self.messages), json.loads(message)["context_id"].encode()))

    def _frame(self) -> bytes | None:
        """The next short frame's content; None at the end."""
        head = self.rfile.read(2)
        if len(head) < 2 or head[0] & 15 == 8:
            return None
        size = head[1] & 127
        if size == 126:
            size = int.from_bytes(self.rfile.read(2), "big")
        mask = self.rfile.read(4)
        return bytes(byte ^ mask[at % 4] for at, byte in enumerate(self.rfile.read(size)))


@cache
def _events(messages: tuple[bytes, ...]) -> bytes:
    parts = [b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"]
    for message in messages:
        kind = json.loads(message)["type"].encode()
        event = b"event: " + kind + b"\ndata: " + message + b"\n\n"
        parts.append(b"%x\r\n%b\r\n" % (len(event), event))
    return b"".join([*parts, b"0\r\n\r\n"])


@cache
def _frames(messages: tuple[bytes, ...], context_id: bytes) -> bytes:
    parts = []
    for message in messages:
        content = message.replace(_ID, context_id)
        size = len(content)
        head = bytes([126]) + size.to_bytes(2, "big") if size < 65536 else bytes([127]) + size.to_bytes(8, "big")
        parts.append(b"\x81" + (bytes([size]) if size < 126 else head) + content)
    return b"".join(parts)


def main() -> None:
    Replaying.messages = recorded(float(sys.argv[1]))
    ThreadingTCPServer.daemon_threads = True
    with ThreadingTCPServer(("127.0.0.1", 0), Replaying) as server:
        print(server.server_address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
