# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that never end hold so much together, whatever the number of sockets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from websocket import ABNF

from studio.server.limits import Limits
from tests.support.speech_server import RunningServer, Talk, running_server

MIB = 1 << 20
LIMITS = Limits(unfinished_bytes=4 * MIB)


@contextmanager
def talks(server: RunningServer, count: int) -> Iterator[list[Talk]]:
    with ExitStack() as stack:
        opened = [stack.enter_context(server.talk()) for _ in range(count)]
        yield opened
        for each in opened:
            # A socket that the other side has closed is not closed by its own `close`.
            each.socket.shutdown()  # type: ignore[no-untyped-call]


def begin(talk: Talk, size: int, first: bool = True) -> None:
    """Send *size* bytes of a message that does not end with them."""
    kind = ABNF.OPCODE_TEXT if first else ABNF.OPCODE_CONT
    talk.socket.send_frame(ABNF.create_frame("x" * size, kind, 0))


def answers(talk: Talk) -> bool:
    talk.send(context_id="unknown", cancel=True)
    talk.speak("a", "One.")
    return bool(talk.until_done("a")[-1]["type"] == "done")


def told_why(talk: Talk) -> tuple[int, str]:
    """Code and reason that the socket was closed with."""
    kind, data = talk.socket.recv_data()
    assert kind == ABNF.OPCODE_CLOSE
    return int.from_bytes(data[:2], "big"), data[2:].decode()


def test_the_socket_that_holds_most_is_closed_with_the_reason_and_others_are_served(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=LIMITS) as server, talks(server, 4) as (little, most, last, other):
        begin(little, 1000)
        begin(most, 3 * MIB)
        assert answers(other)
        begin(last, 2 * MIB)
        code, reason = told_why(most)
        assert code == 1013
        assert "unfinished messages" in reason
        assert answers(other)
        # What is below the bound is kept, and ends as any other message.
        little.socket.send_frame(ABNF.create_frame("x", ABNF.OPCODE_CONT, 1))
        assert json.loads(little.socket.recv())["status_code"] == 400
        assert answers(little)


def test_messages_count_no_more_once_they_are_done_with_or_their_socket_is_gone(tmp_path: Path) -> None:
    with running_server(tmp_path, limits=LIMITS) as server, talks(server, 1) as (talk,):
        for _ in range(5):
            talk.send(context_id="a", padding="x" * (2 * MIB), cancel=True)
        assert answers(talk)
        for _ in range(5):
            with talks(server, 1) as (gone,):
                begin(gone, 3 * MIB)
            assert answers(talk)
        begin(talk, 3 * MIB)
        talk.socket.send_frame(ABNF.create_frame("x", ABNF.OPCODE_CONT, 1))
        assert json.loads(talk.socket.recv())["status_code"] == 400


@pytest.mark.parametrize("in_frames", [False, True])
def test_the_bound_holds_within_one_frame_and_over_many(tmp_path: Path, in_frames: bool) -> None:
    with running_server(tmp_path, limits=LIMITS) as server, talks(server, 3) as (first, second, other):
        for talk in (first, second):
            if in_frames:
                for number in range(44):
                    begin(talk, MIB // 16, number == 0)
            else:
                whole = ABNF.create_frame("x" * (5 * MIB), ABNF.OPCODE_TEXT, 1).format()
                assert talk.socket.sock is not None
                talk.socket.sock.sendall(whole[: 11 * MIB // 4])
            assert answers(other)
        assert told_why(first)[0] == 1013
        assert answers(other)
