# SPDX-License-Identifier: GPL-3.0-or-later
"""The studio's use cases from a terminal."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from types import FrameType

from studio.core.errors import InvalidArgument, StudioError

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 failed, 2 wrong arguments, 130 stopped."""
    try:
        with _ending_on_sigterm():
            return _run(arguments)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the output has gone. The interpreter's flush at its end must not fail either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except StudioError as error:
        print(f"speech-studio: {_brief(error.user_text, arguments)}", file=sys.stderr)
        return MISUSED if isinstance(error, InvalidArgument) else FAILED
    except Exception as error:
        if os.environ.get("SPEECH_STUDIO_TRACEBACK"):
            raise
        what = _brief(f"{type(error).__name__}: {error}", arguments)
        print(
            f"speech-studio: something went wrong that should not have ({what}). "
            "With SPEECH_STUDIO_TRACEBACK=1 set, the same command shows where; please report it.",
            file=sys.stderr,
        )
        return FAILED


def _run(arguments: Sequence[str] | None) -> int:
    from studio.cli.arguments import command_of

    try:
        code = command_of(arguments)()
    except SystemExit:  # of --help and --version
        _write_out()
        raise
    _write_out()
    return code


def _write_out() -> None:
    """Flush the output while an error can be caught, in case its reader is gone; at the interpreter's end it cannot."""
    if sys.stdout is not None:
        sys.stdout.flush()


def _brief(message: str, arguments: Sequence[str] | None) -> str:
    """*message* with long *arguments* shortened, such as a text given in place of a name."""
    from studio.cli.arguments import brief

    return brief(message, sys.argv[1:] if arguments is None else arguments)


@contextlib.contextmanager
def _ending_on_sigterm() -> Iterator[None]:
    """Treat SIGTERM like Ctrl+C, so that no half-written file or child process stays behind."""

    # A shell's background job ignores SIGINT but not SIGTERM. With SIGINT blocked instead of ignored, asyncio cancels
    # its task by it, since an exception raised in the middle of compiled code could end the process there.
    is_ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN and hasattr(signal, "pthread_sigmask")

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        if is_ignored:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.raise_signal(signal.SIGINT)

    if is_ignored:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        signal.signal(signal.SIGINT, signal.default_int_handler)
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        if is_ignored:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
