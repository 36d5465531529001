# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that says only so much of an answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from queue import Queue

from studio.client.endpoint import Endpoint
from tests.support.waiting import HANGS_S


class Waiting:
    """A server that reads each request, answers with *said* and says no more, but *later* once *go_on* is set."""

    def __init__(self, said: bytes, later: bytes = b"") -> None:
        self.go_on = threading.Event()
        self._later = later
        self.asked: Queue[bytes] = Queue()
        self.left: Queue[float] = Queue()
        self.connections = 0
        self._said = said
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = Endpoint(f"http://127.0.0.1:{self._listener.getsockname()[1]}", "key")
        self._thread = threading.Thread(target=self._accept, name="waiting-server")
        self._thread.start()

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(HANGS_S)

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with sock:
                sock.settimeout(10 * HANGS_S)
                self._serve(sock)

    def _serve(self, sock: socket.socket) -> None:
        asked = b""
        try:
            while data := sock.recv(65536):
                asked += data
                if self._whole(asked):
                    self.asked.put(asked)
                    asked = b""
                    sock.sendall(self._said)
                    if self._later and self.go_on.wait(HANGS_S):
                        sock.sendall(self._later)
        except ConnectionResetError:
            pass
        self.left.put(time.monotonic())

    @staticmethod
    def _whole(asked: bytes) -> bool:
        head, blank, body = asked.partition(b"\r\n\r\n")
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        return bool(blank) and len(body) >= int(lengths[0].split(b":")[1] if lengths else 0)


ServeWaiting = Callable[..., Waiting]
