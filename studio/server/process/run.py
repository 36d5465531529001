# SPDX-License-Identifier: GPL-3.0-or-later
"""A run of the server's process, which the studio starts as its child, or a person from the command line."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Protocol

from studio.core.engines import checked_option, may_need_model
from studio.core.errors import InvalidArgument, StudioError
from studio.server.options import Options

if TYPE_CHECKING:
    from studio.server.process.serving import SpeechServer
    from studio.server.rendering.engine_host import EngineHost
    from studio.server.voices.store import VoiceStore

KEY_VARIABLE = "SPEECH_STUDIO_KEY"
EXIT_NOT_STARTED = 3

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_STOP_WITHIN_S = 0.9
_NICENESS = 5
_FILES = 1024
# Interval at which Python's threads take turns, for which the event loop waits. The default 5 ms would be most of an
# answer's time.
_SWITCH_S = 0.0005


class Announce(Protocol):
    """Tells the starter that the process listens, or why it does not."""

    def listening(self, port: int, token: str, made: bool) -> None: ...
    def failed(self, error: StudioError) -> None: ...


class JsonLines:
    """Announcement for a program: one line of JSON with port and token, or with the error."""

    def listening(self, port: int, token: str, made: bool) -> None:  # noqa: ARG002
        _say({"port": port, "token": token, "pid": os.getpid()})

    def failed(self, error: StudioError) -> None:
        _say({"error": error.user_text})


class PlainWords:
    """Announcement for a person; a key that the person has given is not shown again."""

    def __init__(self, host: str, tls: bool) -> None:
        shown = "localhost" if host in _LOOPBACK else f"[{host}]" if ":" in host else host
        self._address = f"{'https' if tls else 'http'}://{shown}"

    def listening(self, port: int, token: str, made: bool) -> None:
        key = f"Key: {token}\n" if made else ""
        sys.stdout.write(f"The speech API is served on {self._address}:{port}\n{key}Stop it with Ctrl+C.\n")
        sys.stdout.flush()

    def failed(self, error: StudioError) -> None:
        sys.stderr.write(f"{error.user_text}\n")


def serve(options: Options, announce: Announce | None = None, parent_stdin: bool = False) -> int:
    """Serve until told to stop; returns the exit code: 0, or 3 if it could not start.

    SIGTERM, SIGINT and, with *parent_stdin*, the end of standard input end it within a second, also in the middle of
    a render. Call from the main thread.
    """
    announce = announce or PlainWords(options.host, options.tls_cert is not None)
    from studio.server.process.binding import bind_host, bind_loopback

    try:
        _check(options)
        token, made = _token(options.key_file)
        if options.host in _LOOPBACK:
            sockets = bind_loopback(options.port)
        elif made:
            raise InvalidArgument("--host", f"a loopback address, unless --key-file or {KEY_VARIABLE} gives a key")
        else:
            sockets = bind_host(options.host, options.port)
    except StudioError as error:
        announce.failed(error)
        return EXIT_NOT_STARTED
    from studio.server.process.connections import permit_files
    from studio.server.process.logs import log_to

    log_to(sys.stderr)
    permit_files(_FILES)
    _lower_priority()
    sys.setswitchinterval(_SWITCH_S)
    announce.listening(sockets[0].getsockname()[1], token, made)
    _Run(options, token, sockets, parent_stdin).until_stopped()
    return 0


class _Run:
    """One run of the server, from binding its sockets to its end."""

    def __init__(self, options: Options, token: str, sockets: list[socket.socket], parent_stdin: bool) -> None:
        self._options = options
        self._token = token
        self._sockets = sockets
        self._parent_stdin = parent_stdin
        self._stopping = threading.Event()
        self._ended = threading.Event()
        self._server: SpeechServer | None = None

    def until_stopped(self) -> None:
        with _signals(self._stop), ExitStack() as cleanup:
            if self._parent_stdin:
                threading.Thread(target=self._await_parent, name="parent-watch", daemon=True).start()
            host, server = self._build(cleanup)
            self._server = server
            host.start()
            self._read_again(host, cleanup)
            server.should_exit = self._stopping.is_set()
            asyncio.run(server.serve(self._sockets))
            ended = host.close()
        self._ended.set()
        if not ended:
            # The engine is still loading its model, so the interpreter must not unload the libraries under it.
            os._exit(0)

    def _build(self, cleanup: ExitStack) -> tuple[EngineHost, SpeechServer]:
        from studio.core.paths import data_dir
        from studio.server.app import create_app
        from studio.server.limits import Limits
        from studio.server.process.binding import host_names
        from studio.server.process.serving import SpeechServer, Tls
        from studio.server.rendering.engine_host import EngineHost
        from studio.server.rendering.engines import load_engine
        from studio.server.voices.damage import PRONUNCIATIONS, damage
        from studio.server.voices.pronunciation_store import PronunciationStore
        from studio.server.wire.access import LOOPBACK_HOSTS, Access

        options, limits = self._options, Limits()
        store, notices = _open_voices(cleanup)
        host = EngineHost(lambda: load_engine(options.engine, options.threads), limits, notices)
        pronunciations = PronunciationStore(data_dir() / PRONUNCIATIONS)
        for told in damage(store, pronunciations):
            host.tell(told)
        names = frozenset() if options.host in _LOOPBACK else host_names(options.host)
        app = create_app(host, store, Access(self._token, LOOPBACK_HOSTS | names), limits, pronunciations)
        tls = None if options.tls_cert is None else Tls(options.tls_cert, options.tls_key)
        return host, SpeechServer(app, host, limits, tls)

    def _read_again(self, host: EngineHost, cleanup: ExitStack) -> None:
        if not may_need_model(self._options.engine):
            return
        from studio.engine.model.store import open_store
        from studio.engine.model.weekly_check import WeeklyCheck

        check = WeeklyCheck(open_store(), host.tell)
        cleanup.callback(check.close)
        check.start()

    def _stop(self) -> None:
        """Ask the server to stop, from a signal handler or a thread."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        if self._server is not None:
            self._server.should_exit = True
        threading.Thread(target=self._insist, name="stop-watch", daemon=True).start()

    def _insist(self) -> None:
        if not self._ended.wait(_STOP_WITHIN_S):
            os._exit(0)

    def _await_parent(self) -> None:
        # os.read, since a buffered reader blocked here would be held at the interpreter's end.
        while os.read(0, 4096):
            pass
        self._stop()


def _open_voices(cleanup: ExitStack) -> tuple[VoiceStore, tuple[str, ...]]:
    """The store of the user's own voices, and notices. Where it cannot be opened, an empty store and a notice."""
    from studio.core.paths import data_dir
    from studio.server.voices.damage import VOICES
    from studio.server.voices.store import VoiceStore

    notices: tuple[str, ...] = ()
    try:
        store = VoiceStore(data_dir() / VOICES)
    except StudioError as error:
        notices = (f"{error.user_text} Voices saved now are kept until the program ends only.",)
        folder = cleanup.enter_context(tempfile.TemporaryDirectory(prefix="speech-studio-", ignore_cleanup_errors=True))
        store = VoiceStore(Path(folder) / VOICES)
    cleanup.callback(store.close)
    return store, notices


def _check(options: Options) -> None:
    if options.port not in range(65536):
        raise InvalidArgument("port", "a whole number from 0 to 65535")
    checked_option(options.engine)
    if options.threads is not None and options.threads < 1:
        raise InvalidArgument("threads", "1 or more")
    if options.tls_key is not None and options.tls_cert is None:
        raise InvalidArgument("--tls-key", "given together with --tls-cert")
    if options.tls_cert is not None:
        from studio.server.process.serving import Tls

        Tls(options.tls_cert, options.tls_key).check()


def _token(key_file: Path | None) -> tuple[str, bool]:
    """The key that clients show, and whether it was made here."""
    if key_file is not None:
        try:
            key = key_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidArgument("--key-file", "a text file that can be read", repr(error)) from error
        return _checked_key(key, "--key-file"), False
    if KEY_VARIABLE in os.environ:
        return _checked_key(os.environ[KEY_VARIABLE].strip(), KEY_VARIABLE), False
    return secrets.token_urlsafe(32), True


def _checked_key(key: str, source: str) -> str:
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise InvalidArgument(source, "a key of ASCII letters, digits and signs, without blanks")
    return key


def _lower_priority() -> None:
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        os.nice(_NICENESS)


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    def handle(_number: int, _frame: FrameType | None) -> None:
        stop()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
