# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from studio.core import child_lines as module
from studio.core.child_lines import NotBegun, ToldTooMuch, child_lines


def program(text: str) -> tuple[str, ...]:
    return sys.executable, "-I", "-c", text


def test_lines_come_while_it_works_and_it_gets_what_it_is_given() -> None:
    echo = "import sys\nfor line in sys.stdin.buffer:\n    sys.stdout.buffer.write(line)\n    sys.stdout.flush()"
    given = b"".join(b"%d\n" % number for number in range(100_000))
    assert b"".join(child_lines(program(echo), lambda: None, given)) == given


def test_it_is_ended_with_the_iteration() -> None:
    stuck = "import os, time\nprint(os.getpid(), flush=True)\nwhile True: time.sleep(1)"
    with closing(child_lines(program(stuck), lambda: None)) as lines:
        pid = int(next(lines))
    assert not psutil.pid_exists(pid)


def test_what_wait_raises_ends_it() -> None:
    def give_up() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        list(child_lines(program("import time\nwhile True: time.sleep(1)"), give_up))


def test_one_that_reads_nothing_and_ends_is_no_failure() -> None:
    assert list(child_lines(program("print('done')"), lambda: None, b"x" * 10**6)) == [b"done\n"]


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotBegun, match="No such file"):
        list(child_lines((str(tmp_path / "none"),), lambda: None))


def test_what_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_LINE_BYTES", 100)
    with pytest.raises(ToldTooMuch):
        list(child_lines(program("print('x' * 200)"), lambda: None))
    monkeypatch.setattr(module, "_MOST_BYTES", 50)
    with pytest.raises(ToldTooMuch):
        list(child_lines(program("print('x' * 20 + '\\n' + 'y' * 200)"), lambda: None))
