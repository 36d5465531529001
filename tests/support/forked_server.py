# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers in processes of their own that have imported everything before: for tests of which the start is no subject.

A seed imports the server once and forks a process for each start, which takes a twentieth of the processor time.
`forked_command` runs a small program in the server's place: it hands its standard streams, environment and arguments to
the seed and ends as the server ends. Who kills it kills the server; who stops it (SIGSTOP) stops it alone.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from studio.client.local.engine import LocalEngine, server_command

SEED_VARIABLE = "SPEECH_STUDIO_TEST_SEED"

# What a server imports until it has spoken.
_IMPORTED = (
    "concurrent.futures.thread",
    "encodings.idna",
    "sqlite3",
    "studio.engine.tone",
    "studio.server.__main__",
    "studio.server.app",
    "studio.server.process.binding",
    "studio.server.process.connections",
    "studio.server.process.logs",
    "studio.server.process.serving",
    "studio.server.rendering.engine_host",
    "studio.server.rendering.engines",
    "studio.server.voices.damage",
    "studio.server.voices.pronunciation_store",
    "studio.server.voices.store",
)
# Kept small, since it is run for each start.
_STANDS_IN = """
import json, os, socket, sys
seed = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
seed.connect(sys.argv[1])
told = {"arguments": sys.argv[2:], "environment": dict(os.environ), "folder": os.getcwd()}
socket.send_fds(seed, [json.dumps(told).encode()], [0, 1, 2])
code = int(seed.recv(16) or b"-9")
os.kill(os.getpid(), -code) if code < 0 else os._exit(code)
"""
_MOST_BYTES = 1 << 17


def tone_engine() -> LocalEngine:
    """A tone engine that is not started yet: of the seed that is running, else one that starts as it is shipped."""
    return LocalEngine(tone_command())


def tone_command() -> tuple[str, ...]:
    """The command that starts it."""
    seed = os.environ.get(SEED_VARIABLE)
    return server_command("tone") if seed is None else forked_command(seed)


def forked_command(seed: str) -> tuple[str, ...]:
    """As `server_command("tone")`, of the seed that listens there."""
    server = ("--port", "0", "--engine", "tone", "--parent-stdin")
    return (sys.executable, "-I", "-S", "-c", _STANDS_IN, seed, *server)


@contextmanager
def running_seed() -> Iterator[int]:
    """The seed's process id, while it runs; within, SEED_VARIABLE is set."""
    with TemporaryDirectory(prefix="seed-") as folder:
        address = str(Path(folder) / "seed")
        command = (sys.executable, "-P", "-m", __spec__.name if __spec__ else __name__, address)
        home = Path(__file__).resolve().parents[2]
        environment = {**os.environ, "PYTHONPATH": str(home)}
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as seed:
            assert seed.stdin is not None
            assert seed.stdout is not None
            assert seed.stdout.readline() == b"ready\n", "the seed of servers did not start"
            os.environ[SEED_VARIABLE] = address
            try:
                yield seed.pid
            finally:
                del os.environ[SEED_VARIABLE]
                seed.stdin.close()
                seed.wait(20.0)


class _Seed:
    """Listens at *address* until standard input ends."""

    def __init__(self, address: str) -> None:
        self._listens = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._listens.bind(address)
        self._listens.listen(64)
        self._events = selectors.DefaultSelector()
        self._over = False

    def until_over(self) -> None:
        def end() -> None:
            self._over = True

        self._events.register(0, selectors.EVENT_READ, end)
        self._events.register(self._listens, selectors.EVENT_READ, self._fork)
        while not self._over:
            for key, _ in self._events.select():
                if key.fd in self._events.get_map():  # else an event of this round has ended it
                    key.data()

    def _fork(self) -> None:
        asker, _ = self._listens.accept()
        told, streams, _, _ = socket.recv_fds(asker, _MOST_BYTES, 3)
        if len(streams) != 3:  # killed before it had asked
            asker.close()
            return
        pid = os.fork()
        if pid == 0:
            _serve(told, streams)
        for stream in streams:
            os.close(stream)
        ends = os.pidfd_open(pid)
        self._events.register(asker, selectors.EVENT_READ, partial(self._asker_gone, asker, ends))
        self._events.register(ends, selectors.EVENT_READ, partial(self._ended, asker, ends, pid))

    def _asker_gone(self, asker: socket.socket, ends: int) -> None:
        self._events.unregister(asker)
        signal.pidfd_send_signal(ends, signal.SIGKILL)

    def _ended(self, asker: socket.socket, ends: int, pid: int) -> None:
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._events.unregister(ends)
        os.close(ends)
        if asker in self._events.get_map():
            self._events.unregister(asker)
            with suppress(OSError):  # it was killed at the same time
                asker.send(b"%d" % code)
        asker.close()


def _serve(told: bytes, streams: Sequence[int]) -> None:
    """Be the server, in the process that was forked for it."""
    code = 1
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.closerange(3, 256)
        asked = json.loads(told)
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        main: Callable[[Sequence[str]], int] = importlib.import_module("studio.server.__main__").main
        code = main(asked["arguments"])
    except SystemExit as asked_to:
        code = asked_to.code if isinstance(asked_to.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _main(address: str) -> None:
    for name in _IMPORTED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    seed = _Seed(address)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    seed.until_over()


if __name__ == "__main__":
    _main(sys.argv[1])
